import { renderMarkdown } from './render-markdown.js';
import { UnrenderableMarkdown } from './unrenderable-markdown.js';

const htmlOf = (markdown: string) => renderMarkdown(markdown).html;

test('LF, CRLF and CR render the same', () => {
  const markdown = 'One\ntwo  \nthree\n\n```\na\n\nb\n```\n';
  for (const ending of ['\r\n', '\r']) {
    expect(renderMarkdown(markdown.replaceAll('\n', ending))).toEqual(renderMarkdown(markdown));
  }
});

describe('html', () => {
  test.each([
    ['paragraph', 'One\ntwo', '<p>One\ntwo</p>'],
    ['heading', '## Trade', '<h2 id="trade-preview">Trade</h2>'],
    ['emphasis', '*a* **b** `c`', '<p><em>a</em> <strong>b</strong> <code>c</code></p>'],
    ['hard break', 'a\\\nb', '<p>a<br>\nb</p>'],
    ['quotation', '> a', '<blockquote>\n<p>a</p>\n</blockquote>'],
    ['list that starts later', '3. a\n4. b', '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'],
    ['code of a language', '```js\n<b>\n```', '<pre><code class="language-js">&#x3C;b>\n</code></pre>'],
    ['rule', '---', '<hr>'],
    ['link', '[a](https://example.org/ "t")', '<p><a href="https://example.org/" title="t">a</a></p>'],
    ['telephone', '[call](tel:+77172000000)', '<p><a href="tel:+77172000000">call</a></p>'],
    ['protocol as telephones write it', '[a](Https://a.kz)', '<p><a href="Https://a.kz">a</a></p>'],
    ['image', '![alt](/a.jpg)', '<p><img src="/a.jpg" alt="alt"></p>'],
    ['reference', '[a][1]\n\n[1]: /b', '<p><a href="/b">a</a></p>'],
    ['strikethrough', '~~a~~', '<p><del>a</del></p>'],
    ['single tildes, which strike nothing', 'a ~5 b 5~10, c 8~12', '<p>a ~5 b 5~10, c 8~12</p>'],
    ['address', 'www.a.kz', '<p><a href="http://www.a.kz">www.a.kz</a></p>'],
    ['mail address', 'desk@a.kz', '<p><a href="mailto:desk@a.kz">desk@a.kz</a></p>'],
    [
      'table',
      '| a | b |\n|---|--:|\n| 1 | 2 |',
      '<table>\n<thead>\n<tr>\n<th>a</th>\n<th align="right">b</th>\n</tr>\n</thead>\n' +
        '<tbody>\n<tr>\n<td>1</td>\n<td align="right">2</td>\n</tr>\n</tbody>\n</table>',
    ],
    [
      'tasks',
      '- [x] a\n- [ ] b',
      '<ul class="contains-task-list">\n' +
        '<li class="task-list-item"><input type="checkbox" checked disabled> a</li>\n' +
        '<li class="task-list-item"><input type="checkbox" disabled> b</li>\n</ul>',
    ],
    [
      'HTML between words',
      'H<sub>2</sub>O, <abbr title="x">GDP</abbr>',
      '<p>H<sub>2</sub>O, <abbr title="x">GDP</abbr></p>',
    ],
    [
      'Markdown within HTML',
      '<details open><summary>S</summary>\n\n**b**\n\n</details>',
      '<details open><summary>S</summary>\n<p><strong>b</strong></p>\n</details>',
    ],
    ['a paid link', '<a href="/a" rel="sponsored me">a</a>', '<p><a href="/a" rel="sponsored">a</a></p>'],
    [
      'another language',
      '<span lang="kk" dir="ltr">сөз</span>',
      '<p><span lang="kk" dir="ltr">сөз</span></p>',
    ],
    ['HTML that is left open', '<div><b>a', '<div><b>a</b></div>'],
    ['HTML that closes the page', '</div></body></html>a', 'a'],
  ])('%s', (_, markdown, html) => {
    expect(htmlOf(markdown)).toBe(html);
  });

  test('a footnote and its reference link to each other, with one prefix', () => {
    const html = htmlOf('Freight[^é] doubled.\n\n[^é]: In tonnes.');
    const links = [...html.matchAll(/href="#([^"]+)"/g)].map(([, target]) => target);
    expect(links).toEqual(['user-content-fn-%C3%A9-preview', 'user-content-fnref-%C3%A9-preview']);
    for (const target of links) expect(html).toContain(`id="${target}"`);
  });

  test('a link to an id in the body gets its prefix, and a link to one of the page stays', () => {
    expect(htmlOf('[map](#map) [карта](#карта) [c](#comments)\n\n<i id="map"></i><i id="карта"></i>')).toBe(
      '<p><a href="#user-content-map">map</a> ' +
        '<a href="#user-content-%D0%BA%D0%B0%D1%80%D1%82%D0%B0">карта</a> <a href="#comments">c</a></p>\n' +
        '<p><i id="user-content-map"></i><i id="user-content-карта"></i></p>',
    );
  });
});

describe('text', () => {
  test.each([
    ['blocks on lines of their own', '# A\n\nb *c*\n\n> d\n\n- e\n- f', 'A\n\nb c\n\nd\n\ne\nf'],
    ['cells separated by tabs', '| a | b |\n|---|---|\n| 1 | 2 |', 'a\tb\n1\t2'],
    ['code as it is', 'a `b`\n\n```\nif x:\n  y\n```', 'a b\n\nif x:\n  y'],
    ['footnotes last, without their numbers', 'a[^1] b\n\n[^1]: c\n\nd', 'a b\n\nd\n\nc'],
    ['no checkbox, no space after a break', '- [x] a\\\n  b', 'a\nb'],
    ['no markup', '![alt](/a.jpg) [b](/c "t") &amp; <b>d</b>', 'b & d'],
    ['only what readers get', 'a<!-- note --> <script>b</script>c<style>d</style>', 'a c'],
  ])('%s', (_, markdown, text) => {
    expect(renderMarkdown(markdown).text).toBe(text);
  });
});

describe('counts', () => {
  test.each([
    ['English', "Don't stop: 4.5 million tonnes, said the co-operator.", 9],
    ['Kazakh', 'Қазақстан темір жолы', 3],
    ['Chinese', '中国经济增长', 3],
    ['Thai', 'ประเทศไทยเป็นประเทศ', 3],
    ['Arabic', 'السكك الحديدية', 2],
    ['no words', '---\n\n— … 🚂', 0],
    ['code, tables and footnotes too', '`a` b[^1]\n\n| c |\n|---|\n| d |\n\n[^1]: e', 5],
    ['more than one piece of the text', 'word '.repeat(5_000), 5_000],
    ['more than one piece of a text without spaces', '中国'.repeat(5_000), 5_000],
  ])('words: %s', (_, markdown, count) => {
    expect(renderMarkdown(markdown).wordCount).toBe(count);
  });

  test.each([
    [0, 0],
    [1, 1],
    [230, 1],
    [231, 2],
    [2_300, 10],
  ])('%i words are %i minutes', (words, minutes) => {
    expect(renderMarkdown('word '.repeat(words)).readingMinutes).toBe(minutes);
  });
});

describe('opening', () => {
  const long = 'The corridor carried four and a half million tonnes of freight, '.repeat(5);

  test.each([
    ['the first paragraph', '# Head\n\nOne *two*\\\nthree.[^1]\n\nFour.\n\n[^1]: Note.', 'One two three.'],
    [
      'not tables, code, captions or rules',
      '| a |\n|---|\n| b |\n\n```\nc\n```\n\n---\n\n<figcaption>d</figcaption>\n\ne',
      'e',
    ],
    ['not pictures', '![map](/map.png)\n\na', 'a'],
    ["not a picture's credit in its paragraph", '![map](/map.png)\n*Photo: A. Omarov*\n\na', 'a'],
    ["not a picture's credit in the next", '![map](/map.png)\n\nPhoto by A. Omarov\n\na', 'a'],
    ['not a caption in italics', '![map](/map.png)\n\n*Порт, июнь*\n\na', 'a'],
    ['emphasis that is beside no picture', '*One* two.', 'One two.'],
    ['not what was struck out', 'It was ~~five~~ six.', 'It was six.'],
    ['not an embed', 'https://youtu.be/abc\n\na', 'a'],
    ['a list, where there is nothing else', '- one\n- two', 'one two'],
    ['no prose, no opening', '# Head\n\n[^1]\n\n[^1]: Note.', ''],
    ['exactly as long as may be', `${'x'.repeat(199)}.`, `${'x'.repeat(199)}.`],
    [
      'cut after a word',
      long,
      `${'The corridor carried four and a half million tonnes of freight, '.repeat(3)}The…`,
    ],
    ['cut between characters where there is no word to end at', 'x'.repeat(300), `${'x'.repeat(200)}…`],
    ['not within a character', `${'x'.repeat(199)}${'é'.normalize('NFD')}y`, `${'x'.repeat(199)}…`],
  ])('%s', (_, markdown, opening) => {
    expect(renderMarkdown(markdown).opening).toBe(opening);
  });
});

test('an empty body has empty HTML, text and opening', () => {
  expect(renderMarkdown(' \n')).toEqual({
    html: '',
    removed: [],
    text: '',
    wordCount: 0,
    readingMinutes: 0,
    opening: '',
  });
});

describe('limits', () => {
  test.each([
    ['nested HTML', '<div>'.repeat(50_000)],
    ['a reference that repeats a long address', `[a]: /${'x'.repeat(2_000)}\n\n${'[a] '.repeat(300)}`],
    ['rows filled up to a wide header', `${'|a'.repeat(100)}|\n${'|-'.repeat(100)}|\n${'|b|\n'.repeat(300)}`],
  ])('a body with %s is refused', (_, markdown) => {
    expect(() => renderMarkdown(markdown)).toThrow(UnrenderableMarkdown);
  });

  test('a body after a refused one is rendered', () => {
    expect(() => renderMarkdown('<div>'.repeat(50_000))).toThrow(UnrenderableMarkdown);
    expect(htmlOf('*a*')).toBe('<p><em>a</em></p>');
  });

  test('a body that is nested fifty levels deep is rendered', () => {
    expect(htmlOf(`${'> '.repeat(50)}a`)).toContain('<p>a</p>');
  });
});

describe('what readers will not get is named once:', () => {
  test.each([
    ['nothing', '**a** <u>b</u> ![c](/c.jpg) [d](mailto:d@e.kz)', []],
    [
      'embedded pages and programs',
      '<iframe src="/a"></iframe>\n\n<script>b</script> <script>c</script>',
      ['iframe', 'script'],
    ],
    [
      'images with data in their addresses',
      '![a](data:image/png;base64,AAAA) <img src=" DATA:b">',
      ['img with a data: address'],
    ],
    ['links that are programs', '[a](javascript:b) [c](JavaScript:d)', ['a with a javascript: address']],
    ['elements whose text stays', '<font color="red">a</font> <blink>b</blink>', ['font', 'blink']],
    ['no parts of what is dropped whole', '<svg><path d="M0"/></svg>', ['svg']],
    ['nothing of code', '`<script>`\n\n    <iframe>', []],
  ])('%s', (_, markdown, removed) => {
    expect(renderMarkdown(markdown).removed).toEqual(removed);
  });
});
