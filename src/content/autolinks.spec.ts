import { renderMarkdown } from './render-markdown.js';

/** The addresses of the links, and the text. */
const linksIn = (markdown: string) => {
  const { html, text } = renderMarkdown(markdown);
  return { addresses: [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href), text };
};

test.each([
  ['a quotation mark', '“see https://a.kz/b”, he said', ['https://a.kz/b']],
  ['a quotation mark behind a full stop', '“see https://a.kz.” He', ['https://a.kz']],
  ['an ellipsis', 'see https://a.kz/b… and', ['https://a.kz/b']],
  ['a bracket and an ellipsis', '(https://a.kz/b)… and', ['https://a.kz/b']],
  ['a bracket of its own', 'https://a.kz/b_(c)…', ['https://a.kz/b_(c)']],
  ['a Chinese full stop and the next sentence', '见https://a.kz/b。下一句', ['https://a.kz/b']],
  ['wide brackets', '（https://a.kz/b）', ['https://a.kz/b']],
  ['guillemets', '«https://a.kz/b»', ['https://a.kz/b']],
  ['an address without its scheme', 'www.a.kz。', ['http://www.a.kz']],
  ['two addresses', '“https://a.kz” “https://b.kz”', ['https://a.kz', 'https://b.kz']],
])('a bare address ends before %s, and no text is lost', (_, markdown, addresses) => {
  expect(linksIn(markdown)).toEqual({ addresses, text: markdown });
});

test.each(['[https://a.kz/”](https://a.kz/”)', '<https://a.kz/”>'])(
  '%s stays as it was written',
  (markdown) => {
    expect(linksIn(markdown)).toEqual({ addresses: ['https://a.kz/%E2%80%9D'], text: 'https://a.kz/”' });
  },
);

test('letters of any script stay in the address', () => {
  expect(linksIn('https://a.kz/路').addresses).toEqual(['https://a.kz/%E8%B7%AF']);
});
