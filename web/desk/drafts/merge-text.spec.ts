import { mergeText, textOf, type TextHunk } from './merge-text.js';

const kinds = (hunks: readonly TextHunk[]) => hunks.map(({ is }) => is);

/** What is taken where nobody has to decide; a conflict throws. */
function merged(base: string, mine: string, theirs: string): string {
  return mergeText(base, mine, theirs)
    .flatMap((hunk) => {
      if (hunk.is === 'conflict') throw new Error(`A conflict: ${JSON.stringify(hunk)}`);
      return hunk.is === 'theirs' ? hunk.theirs : hunk.mine;
    })
    .join('\n');
}

const TEXT = 'One.\n\nTwo.\n\nThree.\n\nFour.';

test('changes in different paragraphs are both taken', () => {
  const mine = TEXT.replace('Two.', 'Two, mine.');
  const theirs = TEXT.replace('Four.', 'Four, theirs.');
  expect(merged(TEXT, mine, theirs)).toBe('One.\n\nTwo, mine.\n\nThree.\n\nFour, theirs.');
});

test('a paragraph added at the end and one that is cut elsewhere are apart', () => {
  expect(merged(TEXT, `${TEXT}\n\nFive.`, 'One.\n\nThree.\n\nFour.')).toBe(
    'One.\n\nThree.\n\nFour.\n\nFive.',
  );
});

test('two changes of one paragraph are a conflict with all three versions', () => {
  const hunks = mergeText(TEXT, TEXT.replace('Two.', 'Mine.'), TEXT.replace('Two.', 'Theirs.'));
  expect(kinds(hunks)).toEqual(['same', 'conflict', 'same']);
  expect(hunks[1]).toMatchObject({ base: ['Two.'], mine: ['Mine.'], theirs: ['Theirs.'] });
});

test('the same change on both sides is no conflict', () => {
  const changed = TEXT.replace('Two.', 'Both.');
  expect(kinds(mergeText(TEXT, changed, changed))).toEqual(['same', 'both', 'same']);
});

test('changes of lines that touch are a conflict', () => {
  expect(kinds(mergeText('a\nb', 'A\nb', 'a\nB'))).toEqual(['conflict']);
});

test('two texts put at the same place are a conflict', () => {
  expect(kinds(mergeText('a\nz', 'a\nmine\nz', 'a\ntheirs\nz'))).toEqual(['same', 'conflict', 'same']);
});

test('text written on nothing by both is a conflict, by one it is taken', () => {
  expect(kinds(mergeText('', 'mine', 'theirs'))).toEqual(['conflict']);
  expect(merged('', 'mine', '')).toBe('mine');
  expect(merged('text', 'text', '')).toBe('');
});

describe('of texts made by chance', () => {
  // A generator with a seed, so that a failure can be repeated.
  const chance = (seed: number) => () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
  const pick = (next: () => number, count: number) => Math.floor(next() * count);
  const LINES = ['', '', 'a', 'b', 'A paragraph.', '# Heading', '- item', '  ', '\r'];
  const textBy = (next: () => number) =>
    Array.from({ length: pick(next, 12) }, () => LINES[pick(next, LINES.length)]).join('\n');
  const edited = (text: string, next: () => number) => {
    const lines = text.split('\n');
    for (let edits = pick(next, 4); edits > 0; edits -= 1) {
      const at = pick(next, lines.length + 1);
      lines.splice(
        at,
        pick(next, 3),
        ...Array.from({ length: pick(next, 3) }, () => `line ${pick(next, 1000)}`),
      );
    }
    return lines.join('\n');
  };

  test('no line of any side is lost, whatever is in conflict', () => {
    for (let seed = 1; seed <= 3000; seed += 1) {
      const next = chance(seed);
      const base = textBy(next);
      const [mine, theirs] = [edited(base, next), edited(base, next)];
      const hunks = mergeText(base, mine, theirs);
      expect([seed, textOf(hunks, 'base'), textOf(hunks, 'mine'), textOf(hunks, 'theirs')]).toEqual([
        seed,
        base,
        mine,
        theirs,
      ]);
    }
  });

  test('a side that changed nothing takes the other as it is', () => {
    for (let seed = 1; seed <= 1000; seed += 1) {
      const next = chance(seed);
      const base = textBy(next);
      const mine = edited(base, next);
      expect([seed, merged(base, mine, base), merged(base, base, mine), merged(base, mine, mine)]).toEqual([
        seed,
        mine,
        mine,
        mine,
      ]);
    }
  });

  test('the sides can be exchanged', () => {
    const other = { same: 'same', both: 'both', conflict: 'conflict', mine: 'theirs', theirs: 'mine' };
    for (let seed = 1; seed <= 1000; seed += 1) {
      const next = chance(seed);
      const base = textBy(next);
      const [mine, theirs] = [edited(base, next), edited(base, next)];
      expect(kinds(mergeText(base, mine, theirs))).toEqual(
        kinds(mergeText(base, theirs, mine)).map((kind) => other[kind]),
      );
    }
  });
});
