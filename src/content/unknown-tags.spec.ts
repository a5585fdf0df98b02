import { renderMarkdown } from './render-markdown.js';

test.each([
  ['a word in angle brackets', 'The <word> is missing.', 'The <word> is missing.'],
  ['two words in double ones', '<<Snow Barys>> win', '<<Snow Barys>> win'],
  ['a line that begins with one', '<Snow Barys> win\n\nToday.', '<Snow Barys> win\n\nToday.'],
  ['one that looks closed', 'a </word> b', 'a </word> b'],
  ['one in a list', '- <word>', '<word>'],
])('%s stays in the text', (_, markdown, text) => {
  expect(renderMarkdown(markdown)).toMatchObject({ text, removed: [] });
});

test.each([
  ['a tag of HTML', '<b>a</b>', '<p><b>a</b></p>', []],
  ['a tag that the sanitiser removes', '<font color="red">a</font>', '<p>a</p>', ['font']],
  ['a tag of a framework', 'a <my-widget>b</my-widget>', '<p>a b</p>', ['my-widget']],
])('%s is an element', (_, markdown, html, removed) => {
  expect(renderMarkdown(markdown)).toMatchObject({ html, removed });
});
