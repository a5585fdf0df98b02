import { EMPTY_DRAFT, type DraftContent } from './draft-content.js';
import { mergeDrafts, mergedDraft, unsettled } from './merge-draft.js';

const named = (...names: string[]) => names.map((name) => ({ id: name, name }));
const BASE: DraftContent = {
  ...EMPTY_DRAFT,
  title: 'A title',
  body: 'One.\n\nTwo.\n\nThree.',
  tags: named('Rail'),
};

test('what each side changed by itself is taken, field by field and paragraph by paragraph', () => {
  const mine = { ...BASE, title: 'My title', body: 'One, mine.\n\nTwo.\n\nThree.' };
  const theirs = { ...BASE, tags: named('Rail', 'Ports'), body: 'One.\n\nTwo.\n\nThree, theirs.' };
  const merge = mergeDrafts(BASE, mine, theirs);
  expect(unsettled(merge, {})).toEqual([]);
  expect(mergedDraft(merge, {})).toEqual({
    ...BASE,
    title: 'My title',
    tags: named('Rail', 'Ports'),
    body: 'One, mine.\n\nTwo.\n\nThree, theirs.',
  });
});

test('a change that is left out stays as it was', () => {
  const theirs = { ...BASE, title: 'Their title', body: 'One.\n\nThree.' };
  const merge = mergeDrafts(BASE, { ...BASE, excerpt: 'Mine.' }, theirs);
  const leftOut = Object.fromEntries(
    merge.differences.filter(({ is }) => is === 'theirs').map(({ id }) => [id, 'base' as const]),
  );
  expect(mergedDraft(merge, leftOut)).toEqual({ ...BASE, excerpt: 'Mine.' });
});

test('what both changed differently waits for somebody to settle it', () => {
  const mine = { ...BASE, body: BASE.body.replace('Two.', 'Two, mine.') };
  const theirs = { ...BASE, body: BASE.body.replace('Two.', 'Two, theirs.') };
  const merge = mergeDrafts(BASE, mine, theirs);
  const [conflict] = unsettled(merge, {});
  expect(conflict).toMatchObject({ field: 'body', base: 'Two.', mine: 'Two, mine.', theirs: 'Two, theirs.' });
  const settledBy = (choice: 'mine' | 'theirs' | 'base' | { text: string }) =>
    mergedDraft(merge, { [conflict?.id ?? '']: choice }).body;
  expect(settledBy('mine')).toBe(mine.body);
  expect(settledBy('theirs')).toBe(theirs.body);
  expect(settledBy('base')).toBe(BASE.body);
  expect(settledBy({ text: 'Two,\nof both.' })).toBe('One.\n\nTwo,\nof both.\n\nThree.');
});

test('a paragraph that one side cut leaves no empty line behind', () => {
  const merge = mergeDrafts(BASE, { ...BASE, body: 'One.\n\nThree.' }, { ...BASE, title: 'Theirs' });
  expect(mergedDraft(merge, {})).toEqual({ ...BASE, title: 'Theirs', body: 'One.\n\nThree.' });
});
