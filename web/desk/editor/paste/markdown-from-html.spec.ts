import { expect, test } from '@jest/globals';
import { markdownFromHtml } from './markdown-from-html.js';

const IGNORED = (mark: string) =>
  `<![if !supportLists]><span style='font-family:Symbol;mso-fareast-font-family:Symbol'><span style='mso-list:Ignore'>${mark}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>`;
const wordItem = (level: number, mark: string, text: string, place = 'Middle') =>
  `<p class=MsoListParagraphCxSp${place} style='text-indent:-18.0pt;mso-list:l0 level${level} lfo1'>${IGNORED(mark)}<span lang=EN-GB>${text}<o:p></o:p></span></p>\n`;
const word = (
  body: string,
) => `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:st1="urn:schemas-microsoft-com:office:smarttags">
<head><meta name=Generator content="Microsoft Word 15"><title>Harbour</title>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {margin:0cm;} @list l0:level1 {mso-level-number-format:bullet;} --></style></head>
<body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->
${body}
<!--EndFragment--></body></html>`;

const google = (body: string) =>
  `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-7d1f0c2e-7fff">${body}</b><br class="Apple-interchange-newline">`;
const span = (text: string, style = '') =>
  `<span style="font-size:11pt;font-family:Arial,sans-serif;color:#000000;background-color:transparent;font-weight:400;font-style:normal;text-decoration:none;white-space:pre-wrap;${style}">${text}</span>`;

test('Word: headings, paragraphs and formats, without what Word keeps for itself', () => {
  const html = word(`<h2>Who pays<o:p></o:p></h2>
<p class=MsoNormal>The <b>breakwater</b> at <st1:place w:st="on"><st1:City w:st="on">Anaklia</st1:City></st1:place> is put at<span
style='mso-spacerun:yes'>  </span><i>400</i> million.<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoNormal>“Ask <u>who</u> insures it,” said <a href="https://example.org/pilot">a pilot</a>.</p>`);
  expect(markdownFromHtml(html)).toBe(
    '## Who pays\n\nThe **breakwater** at Anaklia is put at *400* million.\n\n“Ask who insures it,” said [a pilot](https://example.org/pilot).',
  );
});

test('Word: paragraphs with a level become nested lists', () => {
  const html = word(
    [
      wordItem(1, '·', 'Timber', 'First'),
      wordItem(2, 'o', 'oak'),
      wordItem(2, 'o', 'pine'),
      wordItem(1, '·', 'Stone', 'Last'),
      '<p class=MsoNormal>Then:</p>',
      wordItem(1, '1.', 'Dig', 'First'),
      wordItem(1, '2.', 'Fill', 'Last'),
    ].join(''),
  );
  expect(markdownFromHtml(html)).toBe('- Timber\n  - oak\n  - pine\n- Stone\n\nThen:\n\n1. Dig\n2. Fill');
});

test('Word: footnotes become footnotes, and the line over them goes', () => {
  const html =
    word(`<p class=MsoNormal>The state keeps 51 per cent.<a style='mso-footnote-id:ftn1' href="#_ftn1"
name="_ftnref1" title=""><span class=MsoFootnoteReference><span style='mso-special-character:footnote'><![if !supportFootnotes]>[1]<![endif]></span></span></a></p>
<div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all><hr align=left size=1 width="33%"><![endif]>
<div style='mso-element:footnote' id=ftn1>
<p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href="#_ftnref1" name="_ftn1" title=""><span class=MsoFootnoteReference>[1]</span></a> Decree of <i>2024</i>.</p>
</div></div>`);
  expect(markdownFromHtml(html)).toBe('The state keeps 51 per cent.[^1]\n\n[^1]: Decree of *2024*.');
});

test('a footnote that was copied without its note keeps its number', () => {
  const html = word(
    `<p class=MsoNormal>Kept.<a href="#_ftn3" name="_ftnref3"><span class=MsoFootnoteReference>[3]</span></a></p>`,
  );
  expect(markdownFromHtml(html)).toBe('Kept.\\[3]');
});

test('Google Docs: not everything is bold, and formats come from styles', () => {
  const html = google(
    `<p dir="ltr" style="line-height:1.38;margin-top:0pt">${span('The state keeps ')}${span('51 per cent', 'font-weight:700')}${span(' of ')}${span('it', 'font-style:italic')}${span(' or ')}${span('all', 'text-decoration:line-through;')}${span('.')}</p><br /><h2 dir="ltr">${span('Who pays', 'font-weight:700')}</h2>`,
  );
  expect(markdownFromHtml(html)).toBe('The state keeps **51 per cent** of *it* or ~~all~~.\n\n## Who pays');
});

test('Google Docs: lists nest under their items, tight', () => {
  const item = (text: string, level = 1) =>
    `<li dir="ltr" style="list-style-type:disc" aria-level="${level}"><p dir="ltr" role="presentation">${span(text)}</p></li>`;
  const html = google(
    `<ul style="margin-top:0">${item('Timber')}<ul>${item('oak', 2)}</ul>${item('Stone')}</ul>`,
  );
  expect(markdownFromHtml(html)).toBe('- Timber\n  - oak\n- Stone');
});

test('Google Docs: footnotes, and links that lead through Google', () => {
  const html = google(
    `<p>${span('Kept')}<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup> <a href="https://www.google.com/url?q=https://example.org/decree&amp;sa=D&amp;source=docs">${span('by decree', 'text-decoration:underline')}</a></p><hr><div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a>${span(' Of 2024.')}</p></div>`,
  );
  expect(markdownFromHtml(html)).toContain('Kept[^1] [by decree](https://example.org/decree)');
  expect(markdownFromHtml(html)).toContain('[^1]: Of 2024.');
});

test('a web page: tables, quotes, code, pictures of the web only', () => {
  const html = `<style>p{color:red}</style><article><blockquote><p>First</p><p>Second</p></blockquote>
<table><thead><tr><th>Port</th><th>Depth</th></tr></thead><tbody><tr><td>Poti</td><td>8 m</td></tr></tbody></table>
<p><code>a | b</code></p><p><img src="https://example.org/a.jpg" alt="A pier"><img src="data:image/png;base64,AAAA" alt="x"><img src="file:///C:/a.png"></p>
<p>One<br>two<br></p><script>alert(1)</script><p><a href="javascript:alert(1)">not</a> <a href="#top">up</a></p></article>`;
  expect(markdownFromHtml(html)).toBe(
    [
      '> First\n>\n> Second',
      '| Port | Depth |\n| - | - |\n| Poti | 8 m |',
      '`a | b`',
      '![A pier](https://example.org/a.jpg)',
      'One\\\ntwo',
      'not up',
    ].join('\n\n'),
  );
});

test('characters that would be marks stay characters', () => {
  expect(markdownFromHtml('<p>2 * 3 * 4 and [sic] and snake_case_name</p><p># not a heading</p>')).toBe(
    '2 \\* 3 \\* 4 and \\[sic] and snake_case_name\n\n\\# not a heading',
  );
});

test('other scripts and no-break spaces come through', () => {
  expect(markdownFromHtml('<p>ანაკლია «\u00a0порт\u00a0» ميناء</p>')).toBe(
    'ანაკლია «\u00a0порт\u00a0» ميناء',
  );
});
