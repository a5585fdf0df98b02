import { EMPTY_DRAFT, type DraftContent } from './draft-content.js';
import { mergeDrafts, mergedDraft, unresolved } from './merge-draft.js';

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
  expect(unresolved(merge, {})).toEqual([]);
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

test('what both changed differently stays unresolved until a person chooses', () => {
  const mine = { ...BASE, body: BASE.body.replace('Two.', 'Two, mine.') };
  const theirs = { ...BASE, body: BASE.body.replace('Two.', 'Two, theirs.') };
  const merge = mergeDrafts(BASE, mine, theirs);
  const [conflict] = unresolved(merge, {});
  expect(conflict).toMatchObject({ field: 'body', base: 'Two.', mine: 'Two, mine.', theirs: 'Two, theirs.' });
  const bodyWith = (choice: 'mine' | 'theirs' | 'base' | { text: string }) =>
    mergedDraft(merge, { [conflict?.id ?? '']: choice }).body;
  expect(bodyWith('mine')).toBe(mine.body);
  expect(bodyWith('theirs')).toBe(theirs.body);
  expect(bodyWith('base')).toBe(BASE.body);
  expect(bodyWith({ text: 'Two,\nof both.' })).toBe('One.\n\nTwo,\nof both.\n\nThree.');
});

test('a paragraph that one side cut leaves no empty line behind', () => {
  const merge = mergeDrafts(BASE, { ...BASE, body: 'One.\n\nThree.' }, { ...BASE, title: 'Theirs' });
  expect(mergedDraft(merge, {})).toEqual({ ...BASE, title: 'Theirs', body: 'One.\n\nThree.' });
});
