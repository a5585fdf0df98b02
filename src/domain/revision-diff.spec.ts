import { applyPatch } from 'diff';
import { ARTICLE_FIELDS, EMPTY_CONTENT, type RevisionContent } from './article-fields.js';
import { revisionDiff, type DiffableRevision } from './revision-diff.js';

const third: DiffableRevision = {
  number: 3,
  content: {
    ...EMPTY_CONTENT,
    title: 'Rail freight doubles',
    slug: 'rail-freight',
    body: 'One.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.',
    authorIds: ['Aigerim S.', 'Tamar K.'],
    tagIds: ['Trade'],
    seoDescription: 'Old',
  },
};
const fourth = (change: Partial<RevisionContent>): DiffableRevision => ({
  number: 4,
  content: { ...third.content, ...change },
});
const thirdBody = third.content.body;

const bodyPatch = (from: string, to: string) =>
  revisionDiff({ ...third, content: { ...third.content, body: from } }, fourth({ body: to }))[0]?.patch;

test('a revision diff omits unchanged fields', () => {
  expect(revisionDiff(third, fourth({}))).toEqual([]);
});

test('a revision diff names each changed field, in reading order', () => {
  const all = revisionDiff(
    third,
    fourth({
      canonicalUrl: 'https://example.org/',
      seoDescription: null,
      seoTitle: 'S',
      tagIds: [],
      authorIds: ['Tamar K.', 'Aigerim S.'],
      body: 'Other',
      excerpt: 'Both ways',
      slug: 'rail',
      subtitle: 'And passengers triple',
      title: 'Rail freight triples',
    }),
  );
  expect(all.map(({ field }) => field)).toEqual([
    ...['title', 'subtitle', 'slug', 'excerpt', 'body', 'authors', 'tags'],
    ...['seo.title', 'seo.description', 'seo.canonicalUrl'],
  ]);
});

test.each(ARTICLE_FIELDS)('a change of $name alone is a diff of one field', ({ name, kind }) => {
  const value = kind === 'ids' ? ['Another'] : 'Another';
  expect(revisionDiff(third, fourth({ [name]: value }))).toHaveLength(1);
});

test('a revision diff is a unified diff between the two revisions', () => {
  expect(revisionDiff(third, fourth({ title: 'Rail freight triples' }))).toEqual([
    {
      field: 'title',
      patch:
        '--- revision 3\n+++ revision 4\n@@ -1,1 +1,1 @@\n-Rail freight doubles\n+Rail freight triples\n',
    },
  ]);
  expect(revisionDiff(third, fourth({ authorIds: ['Aigerim S.', 'Nino B.', 'Tamar K.'] }))[0]?.patch).toBe(
    '--- revision 3\n+++ revision 4\n@@ -1,2 +1,3 @@\n Aigerim S.\n+Nino B.\n Tamar K.\n',
  );
});

test('a value that appears or disappears is an added or removed line', () => {
  expect(revisionDiff(third, fourth({ excerpt: 'New' }))[0]?.patch).toContain('@@ -0,0 +1,1 @@\n+New\n');
  expect(revisionDiff(third, fourth({ tagIds: [] }))[0]?.patch).toContain('@@ -1,1 +0,0 @@\n-Trade\n');
});

test('the body is compared line by line, with three lines around a change', () => {
  expect(bodyPatch(thirdBody, thirdBody.replace('Five', 'Six'))).toBe(
    '--- revision 3\n+++ revision 4\n@@ -6,4 +6,4 @@\n \n Four.\n \n-Five.\n\\ No newline at end of file\n' +
      '+Six.\n\\ No newline at end of file\n',
  );
});

const unlike = (name: string, end: string) =>
  Array.from({ length: 5_000 }, (_, n) => `${name} ${n}`).join('\n') + end;

test.each([
  ['a line in the middle', 'a\nb\nc\n', 'a\nx\nc\n'],
  ['the newline at the end', 'a\nb', 'a\nb\n'],
  ['from nothing', '', 'a\nb'],
  ['to nothing', 'a\n\nb\n', ''],
  ['line endings', 'a\r\nb\r\n', 'a\nb\n'],
  ['nothing in common', unlike('old', ''), unlike('new', '\n')],
  ['nothing in common, the other way', unlike('old', '\n'), unlike('new', '')],
])('applying the patch to the old body gives the new one: %s', (_, from, to) => {
  expect(applyPatch(from, bodyPatch(from, to) ?? '', { autoConvertLineEndings: false })).toBe(to);
});

test('bodies with too little in common are replaced as a whole', () => {
  const patch = bodyPatch(`same\n${unlike('old', '')}`, `same\n${unlike('new', '')}`) ?? '';
  expect(patch.match(/^@@.*$/gm)).toEqual(['@@ -1,5001 +1,5001 @@']);
  expect(patch).toContain('\n-same\n');
  expect(patch).toContain('\n+same\n');
});
