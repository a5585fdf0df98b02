import { renderMarkdown } from './render-markdown.js';

test.each([
  [
    'a link to a note of Word',
    '<a href="#_ftn1" name="_ftnref1">[1]</a>\n\n<a name="_ftn1">note</a>',
    '<p><a href="#user-content-_ftn1" id="user-content-_ftnref1">[1]</a></p>\n<p><a id="user-content-_ftn1">note</a></p>',
  ],
  [
    'the element in which Google Docs wraps everything',
    '<b style="font-weight:normal" id="docs-internal-guid-1"><span style="font-weight:400">a</span></b>',
    '<p><span id="user-content-docs-internal-guid-1"><span>a</span></span></p>',
  ],
  [
    'bold and italic text of Google Docs',
    '<span style="color:#000;font-weight:700;font-style:italic">a</span>',
    '<p><span><strong><em>a</em></strong></span></p>',
  ],
  ['bold text of anybody', '<b>a</b> <span style="color:red">c</span>', '<p><b>a</b> <span>c</span></p>'],
])('%s becomes the elements that it means', (_, markdown, html) => {
  expect(renderMarkdown(markdown).html).toBe(html);
});
