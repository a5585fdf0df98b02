import { ARTICLE_FIELDS, type RevisionContent } from './article-fields.js';
import { contentHash } from './content-hash.js';

const content: RevisionContent = {
  title: 'Café',
  subtitle: null,
  slug: 'cafe',
  excerpt: null,
  body: 'Text',
  authorIds: ['aut_1', 'aut_2'],
  tagIds: ['tag_1'],
  seoTitle: null,
  seoDescription: null,
  canonicalUrl: null,
};

test('a content hash stored before a field was added stays valid', () => {
  expect(contentHash(content)).toBe('9fbcbe318b0a675b5c5421be7aecd7f5abd12ff53933eb1e47bc2e6a78e4dd12');
});

test('an empty field that was added later does not enter the content hash', () => {
  expect(contentHash({ ...content, subtitle: '' })).toBe(contentHash(content));
});

test.each(ARTICLE_FIELDS)('content that differs in $name alone has another hash', ({ name, kind }) => {
  const value = kind === 'ids' ? ['another'] : 'another';
  expect(contentHash({ ...content, [name]: value })).not.toBe(contentHash(content));
});

test('equal content has an equal hash, in whatever order its fields come', () => {
  const reversed = Object.fromEntries(Object.entries(content).reverse());
  expect(contentHash({ ...content, ...reversed })).toBe(contentHash(structuredClone(content)));
});

test.each<[string, Partial<RevisionContent>]>([
  ['title', { title: 'Cafe' }],
  ['title, in another normal form', { title: 'Café'.normalize('NFD') }],
  ['slug', { slug: 'cafe-2' }],
  ['excerpt, blank instead of none', { excerpt: '' }],
  ['excerpt, the word null', { excerpt: 'null' }],
  ['body', { body: 'Text\n' }],
  ['order of the byline', { authorIds: ['aut_2', 'aut_1'] }],
  ['authors that together read the same', { authorIds: ['aut_1,aut_2'] }],
  ['an author become a tag', { authorIds: ['aut_1'], tagIds: ['aut_2', 'tag_1'] }],
  ['no tags', { tagIds: [] }],
  ['seo title', { seoTitle: 'x' }],
  ['seo description, same text', { seoDescription: 'x' }],
  ['canonical address, same text', { canonicalUrl: 'x' }],
  ['excerpt, same text', { excerpt: 'x' }],
])('content with another %s has another hash', (_, change) => {
  expect(contentHash({ ...content, ...change })).not.toBe(contentHash(content));
});

test('the same text in another field has another hash', () => {
  const fields = ['subtitle', 'excerpt', 'seoTitle', 'seoDescription', 'canonicalUrl'] as const;
  const hashes = fields.map((field) => contentHash({ ...content, [field]: 'x' }));
  expect(new Set(hashes).size).toBe(fields.length);
});
