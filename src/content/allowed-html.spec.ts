// Attacks that an author could try. An HTML parser reads each result again, as a browser would, and the test looks for what
// must never be in it, independently of the sanitiser's list.
import type { Element } from 'hast';
import rehypeRaw from 'rehype-raw';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { renderMarkdown } from './render-markdown.js';

/** Elements that run code, load something or leave the article. */
const ACTIVE = new Set(
  `script style iframe frame frameset object embed applet link meta base form button select
  textarea option svg math template noscript audio video source dialog slot portal xmp plaintext
  noembed title head body html marquee canvas`.split(/\s+/),
);
const ADDRESSES = 'href src cite srcSet action formAction data poster background xLinkHref'.split(' ');
const SAFE = new Set(['http:', 'https:', 'mailto:', 'tel:']);

function faultsIn(html: string): string[] {
  const faults: string[] = [];
  const root = { type: 'root' as const, children: [{ type: 'raw' as const, value: html }] };
  visit(unified().use(rehypeRaw).runSync(root), (node) => {
    if (node.type === 'comment') faults.push('comment');
    if (node.type === 'element') faults.push(...faultsOf(node));
  });
  return faults;
}

function faultsOf({ tagName, properties }: Element): string[] {
  const faults = ACTIVE.has(tagName) ? [tagName] : [];
  if (tagName === 'input' && !(properties.type === 'checkbox' && properties.disabled)) faults.push('input');
  for (const [name, value] of Object.entries(properties)) {
    if (/^on|^style$|^name$|^srcDoc$|^form|^target$|^itemProp|^is$/i.test(name)) faults.push(name);
    // A prefix, or a heading's suffix: neither is the name of anything of a page.
    if (name === 'id' && !/^user-content-|^[a-z0-9-]+-preview$/.test(String(value)))
      faults.push(`id ${String(value)}`);
    if (ADDRESSES.includes(name) && !isSafe(String(value))) faults.push(`${name} ${String(value)}`);
  }
  return faults;
}

/** Resolves the address as the browser that shows the page does. */
const isSafe = (address: string) =>
  !URL.canParse(address, 'https://page.test/') || SAFE.has(new URL(address, 'https://page.test/').protocol);

test('the check itself finds active elements, attributes and addresses', () => {
  expect(faultsIn('<script></script><p onclick="x" id="a"><a href=" jav&#x09;ascript:x">')).toEqual([
    'script',
    'onClick',
    'id a',
    expect.stringContaining('href'),
  ]);
});

const JS = 'javascript:alert(1)';

const MARKDOWN = [
  `[a](${JS})`,
  '[a](JaVaScRiPt:alert(1))',
  '[a](&#106;avascript:alert(1))',
  '[a](javascript&colon;alert(1))',
  '[a](java&Tab;script:alert(1))',
  '[a](<java\tscript:alert(1)>)',
  '[a](<java&NewLine;script:alert(1)>)',
  '[a](&#1;javascript:alert(1))',
  '[a]( \u00a0javascript:alert(1))',
  '[a](javascript://www.a.kz?%0Aalert(1))',
  '[a](vbscript:msgbox(1))',
  '[a](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
  '[a](file:///etc/passwd)',
  '[a](blob:https://a.kz/1)',
  '[a](view-source:javascript:alert(1))',
  '[a](feed:javascript:alert(1))',
  `[a]\n\n[a]: ${JS}`,
  `[a][b]\n\n[b]: <${JS}> "t"`,
  `<${JS}>`,
  '<vbscript:alert(1)>',
  `![a](${JS})`,
  '![a](data:image/svg+xml;base64,PHN2Zy8+)',
  `![a][b]\n\n[b]: ${JS}`,
  '![a](x"onerror="alert(1))',
  '![a"onload=\'alert(1)](/a.png)',
  '[a](/b "x\' onmouseover=alert(1) y=\'")',
  '[a](/b \'" onmouseover="alert(1)\')',
  '```x"><script>alert(1)</script>\na\n```',
  '```"onclick=alert(1)\na\n```',
  '`<script>alert(1)</script>`',
  '[^"><script>alert(1)</script>]\n\n[^"><script>alert(1)</script>]: a',
  '| <script>alert(1)</script> |\n|---|\n| <img src=x onerror=alert(1)> |',
  '- [x] <input onfocus=alert(1) autofocus>',
  'https://a.kz/"onclick="alert(1)',
  'www.a.kz/<script>alert(1)</script>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '<!-- --!><script>alert(1)</script> -->',
];

const HTML = [
  '<script>alert(1)</script>',
  '<SCRIPT SRC=//a.kz/x.js></SCRIPT>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<script/x>alert(1)</script >',
  '<<script>alert(1)//<</script>',
  '<script\n>alert(1)</script\n>',
  '<img src=x onerror=alert(1)>',
  '<img/src=x/onerror=alert(1)>',
  '<img src="x`"onerror=alert(1)>',
  '<img """><script>alert(1)</script>">',
  '<img src=x:alert(1) onerror=eval(src)>',
  '<img srcset="javascript:alert(1) 1x">',
  `<img src=${JS}>`,
  '<img lowsrc="javascript:alert(1)" dynsrc="javascript:alert(1)">',
  '<picture><source srcset="data:image/svg+xml,<svg onload=alert(1)>"><img src=x></picture>',
  '<svg onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<svg><a xlink:href="javascript:alert(1)"><text>a</text></a></svg>',
  '<svg><animate onbegin=alert(1) attributeName=x></svg>',
  '<svg><foreignObject><img src=x onerror=alert(1)></foreignObject></svg>',
  '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
  '<math><mi//xlink:href="data:x,<script>alert(1)</script>">',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<noembed><img title="</noembed><img src=x onerror=alert(1)>">',
  '<xmp><img title="</xmp><img src=x onerror=alert(1)>"></xmp>',
  '<title><img title="</title><img src=x onerror=alert(1)>">',
  '<textarea><img title="</textarea><img src=x onerror=alert(1)>">',
  '<template><script>alert(1)</script></template>',
  '<plaintext><script>alert(1)</script>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<iframe><img src=x onerror=alert(1)></iframe>',
  '<frameset onload=alert(1)><frame src="javascript:alert(1)"></frameset>',
  '<object data="data:text/html,<script>alert(1)</script>"></object>',
  '<embed src="javascript:alert(1)">',
  '<applet code=x></applet>',
  '<base href="https://evil.kz/">',
  '<meta http-equiv=refresh content="0;url=javascript:alert(1)">',
  '<link rel=stylesheet href="https://evil.kz/x.css">',
  '<style>@import "https://evil.kz/x.css";</style>',
  '<p style="background:url(javascript:alert(1))">a</p>',
  '<div style="position:fixed;inset:0">a</div>',
  `<a href="${JS}">a</a>`,
  '<a href="&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;alert(1)">a</a>',
  '<a href=" &#14; javascript:alert(1)">a</a>',
  '<a href="java\nscript:alert(1)">a</a>',
  '<a href="\\\\j\\avascript:alert(1)" onclick=alert(1)>a</a>',
  '<a href="data:text/html,<script>alert(1)</script>">a</a>',
  '<a href=x target=_blank onmouseover=alert(1)>a</a>',
  '<a ping="https://evil.kz/" href="/a" download>a</a>',
  '<a id=x name=cookie href="/a">a</a><img name=getElementById id=location>',
  '<blockquote cite="javascript:alert(1)">a</blockquote>',
  '<q cite="data:text/html,x">a</q>',
  '<form action="javascript:alert(1)"><input type=submit><button formaction="javascript:alert(1)">a</button></form>',
  '<input type=image src=x onerror=alert(1)>',
  '<input type=password name=p autofocus onfocus=alert(1)>',
  '<select onfocus=alert(1)><option>a</option></select>',
  '<textarea autofocus onfocus=alert(1)>a</textarea>',
  '<keygen autofocus onfocus=alert(1)>',
  '<isindex action=javascript:alert(1) type=image>',
  '<details open ontoggle=alert(1)><summary onclick=alert(1)>a</summary></details>',
  '<video src=x onerror=alert(1)><source onerror=alert(1)></video>',
  '<audio src=x onerror=alert(1)></audio>',
  '<marquee onstart=alert(1)>a</marquee>',
  '<table background="javascript:alert(1)"><tr><td background="javascript:alert(1)">a</td></tr></table>',
  '<body onload=alert(1) background=javascript:alert(1)>a',
  '<html manifest=x onclick=alert(1)>a',
  '<dialog open onclose=alert(1)>a</dialog>',
  '<p is=x-evil onpointerrawupdate=alert(1) onfocusin=alert(1) tabindex=1 contenteditable>a</p>',
  '<div itemprop=x itemscope accesskey=x>a</div>',
  '<h2 id="footnote-label" class="modal overlay">a</h2>',
  '<section data-footnotes class="ad">a</section>',
  '<x-evil onclick=alert(1)>a</x-evil>',
  '<p/onclick=alert(1)>a',
  '<p onclick\n=\nalert(1)>a',
  '<p \u0000onclick=alert(1)>a',
  '<![CDATA[<script>alert(1)</script>]]>',
  '<?xml-stylesheet href="javascript:alert(1)"?><script>alert(1)</script>',
  '<!DOCTYPE html [<!ENTITY x "<script>alert(1)</script>">]>&x;',
  '<!--[if gte IE 4]><script>alert(1)</script><![endif]-->',
  '<div><div id=x></div><p><a href="javascript:alert(1)//',
  '<img src="x" title="<script>alert(1)</script>" alt="--><img src=x onerror=alert(1)>">',
];

test.each(MARKDOWN)('Markdown: %j', (markdown) => {
  expect(faultsIn(renderMarkdown(markdown).html)).toEqual([]);
});

// Alone, the HTML is a block to CommonMark; after a word it is inline; and its edges may pair with what surrounds it.
test.each(HTML)('HTML: %j', (html) => {
  const places = [html, `a ${html} b`, `> - ${html}`, `<div>\n\n${html}\n\n</div>`, `**a ${html}**`];
  expect(places.flatMap((markdown) => faultsIn(renderMarkdown(markdown).html))).toEqual([]);
});

test('only the classes that GitHub’s extensions need are kept', () => {
  const html = renderMarkdown(
    '<p class="sr-only ad">a</p>\n<h2 class="ad">b</h2>\n<code class="language-js evil">c</code>\n<li class="ad">d',
  ).html;
  expect([...html.matchAll(/class="([^"]+)"/g)].map(([, names]) => names)).toEqual(['language-js']);
});

test('a disallowed element keeps its text, unless the text is no prose', () => {
  expect(renderMarkdown('a <button>b</button> <x-y>c</x-y><script>d</script><style>e</style>').html).toBe(
    '<p>a b c</p>',
  );
});
