// The elements and attributes that the sanitiser allows; it drops everything else. Allowed HTML is safe anywhere in a reader's
// page. The frontend decides how the page looks, so styles are not allowed, and only the classes that GitHub's extensions
// need.
import { defaultSchema, type Options } from 'rehype-sanitize';

/** Prefixes every id, so that none shadows an id of the page or a property of its `document` (DOM clobbering). */
export const ID_PREFIX = 'user-content-';

/** Elements that are dropped with their content, which is no prose. Any other element that is not allowed leaves its text. */
const STRIPPED_WITH_CONTENT = [
  ...['script', 'style', 'iframe', 'noembed', 'noframes', 'noscript', 'template', 'object', 'svg', 'math'],
  ...['title', 'select', 'textarea', 'audio', 'video', 'canvas'],
];

const DISALLOWED_TAG_NAMES = new Set(['picture', 'source', 'strike', 'tt']);
const EDITORIAL_TAG_NAMES = [
  ...['abbr', 'bdi', 'bdo', 'cite', 'dfn', 'mark', 'small', 'time', 'u', 'wbr'],
  ...['caption', 'figcaption', 'figure'],
];

export const ALLOWED_HTML: Options = {
  ...defaultSchema,
  tagNames: [
    ...(defaultSchema.tagNames ?? []).filter((name) => !DISALLOWED_TAG_NAMES.has(name)),
    ...EDITORIAL_TAG_NAMES,
  ],
  strip: STRIPPED_WITH_CONTENT,
  ancestors: { ...defaultSchema.ancestors, caption: ['table'] },
  attributes: {
    '*': ['dir', 'id', 'lang', 'title'],
    a: [
      'ariaDescribedBy',
      'ariaLabel',
      'dataFootnoteBackref',
      'dataFootnoteRef',
      ['className', 'data-footnote-backref'],
      'href',
      // A link counts as a recommendation by the newsroom; its author can mark it as paid.
      ['rel', 'nofollow', 'sponsored', 'ugc'],
    ],
    blockquote: ['cite'],
    code: [['className', /^language-./]],
    del: ['cite', 'dateTime'],
    details: ['open'],
    h2: [['className', 'sr-only']],
    img: ['alt', 'height', 'src', 'width'],
    input: ['checked', ['disabled', true], ['type', 'checkbox']],
    ins: ['cite', 'dateTime'],
    li: ['value', ['className', 'task-list-item']],
    ol: ['reversed', 'start', ['className', 'contains-task-list']],
    q: ['cite'],
    section: ['dataFootnotes', ['className', 'footnotes']],
    td: ['align', 'colSpan', 'rowSpan'],
    th: ['align', 'colSpan', 'rowSpan', 'scope'],
    time: ['dateTime'],
    ul: [['className', 'contains-task-list']],
  },
  clobberPrefix: ID_PREFIX,
  protocols: {
    cite: withCases('http', 'https'),
    href: withCases('http', 'https', 'mailto', 'tel'),
    src: withCases('http', 'https'),
  },
};

/** Lists the spellings that occur: the sanitiser compares exactly, and telephones write `Https:`. */
function withCases(...protocols: string[]): string[] {
  return protocols.flatMap((name) => [
    name,
    name.toUpperCase(),
    name.charAt(0).toUpperCase() + name.slice(1),
  ]);
}
