import { renderMarkdown } from './render-markdown.js';

const htmlOf = (markdown: string) => renderMarkdown(markdown, { idSuffix: 'ab12cd', embedHosts: [] }).html;
const idsIn = (html: string) => [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);

test('a heading has an id of its text, a number where another has the same, and the suffix of its article', () => {
  expect(idsIn(htmlOf('## Trade *up*\n\n## Trade up\n\n### Trade up 2\n\n## Бюджет\n\n# 🚂'))).toEqual([
    'trade-up-ab12cd',
    'trade-up-2-ab12cd',
    'trade-up-2-2-ab12cd',
    'byudzhet-ab12cd',
    'section-ab12cd',
  ]);
});

test('links within the text follow; those to the rest of the page stay', () => {
  expect(htmlOf('[a](#trade) [b](#comments)\n\n## Trade')).toBe(
    '<p><a href="#trade-ab12cd">a</a> <a href="#comments">b</a></p>\n<h2 id="trade-ab12cd">Trade</h2>',
  );
});

test('an id that the Markdown gives a heading stays', () => {
  expect(htmlOf('<h2 id="map">Map</h2>\n\n[a](#map)')).toContain('<h2 id="user-content-map">Map</h2>');
});

test('footnotes have the suffix too, and their links find them', () => {
  const html = htmlOf('a[^1]\n\n[^1]: b');
  const ids = idsIn(html);
  expect(ids).toEqual(expect.arrayContaining(['user-content-fn-1-ab12cd', 'user-content-fnref-1-ab12cd']));
  for (const [, target] of html.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
  for (const [, target] of html.matchAll(/aria-describedby="([^"]+)"/g)) expect(ids).toContain(target);
});

test('a text of nothing but equal headings has its ids in a moment', () => {
  expect(new Set(idsIn(htmlOf('# a\n'.repeat(10_000)))).size).toBe(10_000);
});
