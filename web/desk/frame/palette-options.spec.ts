import type { TransitionSubjectFragment } from '../generated/operations.js';
import { highlightOf, matches, paletteGroups, type PaletteOption } from './palette-options.js';

describe('what was typed in the palette', () => {
  test.each([
    ['Review queue', 'q', true],
    ['Review queue', 'queue rev', true],
    ['Review queue', 'eview', false],
    ['Request changes', 'req ch', true],
    ['Request changes', 'req x', false],
    ['Tags', '', true],
  ])('of "%s", "%s" matches: %s', (name, typed, expected) => {
    expect(matches(name, typed)).toBe(expected);
  });

  test.each([
    ['Kuryk’s floating timetable', 'fl', 'fl'],
    ['Aflame, then flour', 'fl', 'fl'],
    ['Flour or wheat', 'FLOUR wheat', 'Flour'],
    ['ახალქალაქი: სადაც', 'სად', 'სად'],
  ])('in "%s", "%s" highlights the beginning of a word', (title, typed, part) => {
    const [from, to] = highlightOf(title, typed) ?? [0, 0];
    expect(title.slice(from, to)).toBe(part);
    expect(/\p{L}$/u.test(title.slice(0, from))).toBe(false);
  });

  test.each(['', '  ', 'lour'])('"%s" highlights nothing', (typed) => {
    expect(highlightOf('Flour or wheat', typed)).toBeUndefined();
  });
});

describe('what the palette offers of the article that is open', () => {
  const option = (name: string, code?: string) => ({
    name,
    allowed: code === undefined,
    blockedBy: code === undefined ? [] : [{ code, message: 'Because.', field: null, remedy: null }],
    others: [],
  });
  const openArticle = {
    transitions: [
      option('PUBLISH', 'WRONG_STATE'),
      option('APPROVE', 'FOUR_EYES'),
      option('REQUEST_CHANGES'),
      option('WITHDRAW'),
    ],
  } as unknown as TransitionSubjectFragment;
  const offered = (typed: string) =>
    paletteGroups({ typed, openArticle, articles: [], places: [] })
      .flatMap<PaletteOption>(({ options }) => options)
      .flatMap((found) => (found.is === 'transition' ? [found.option.name] : []));

  test('is what may be made first, then what somebody else could make', () => {
    expect(offered('')).toEqual(['REQUEST_CHANGES', 'WITHDRAW', 'APPROVE']);
  });

  test('is what the state forbids too, where it is typed', () => {
    expect(offered('publ')).toEqual(['PUBLISH']);
  });

  test('groups without anything are left out', () => {
    const groups = paletteGroups({ typed: 'zzz', openArticle, articles: [], places: [] });
    expect(groups).toEqual([]);
  });
});
