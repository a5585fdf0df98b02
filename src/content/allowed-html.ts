// What HTML may leave the house: a list of elements and attributes, everything else is dropped. It decides what is safe
// in a reader's page, wherever that page puts it; how the page looks is the frontend's, so there is no style and no class
// but those that GitHub's extensions need.
import { defaultSchema, type Options } from 'rehype-sanitize';

/** Before every id, so that none takes the place of one of the page's own, or of a property of its `document`. */
export const ID_PREFIX = 'user-content-';

/** Elements whose content is not prose either; of every other element that is not allowed the text stays. */
const GONE_WITH_THEIR_CONTENT = [
  ...['script', 'style', 'iframe', 'noembed', 'noframes', 'noscript', 'template', 'object', 'svg', 'math'],
  ...['title', 'select', 'textarea', 'audio', 'video', 'canvas'],
];

const NOT_OURS = new Set(['picture', 'source', 'strike', 'tt']);
const EDITORIAL = [
  ...['abbr', 'bdi', 'bdo', 'cite', 'dfn', 'mark', 'small', 'time', 'u', 'wbr'],
  ...['caption', 'figcaption', 'figure'],
];

export const ALLOWED_HTML: Options = {
  ...defaultSchema,
  tagNames: [...(defaultSchema.tagNames ?? []).filter((name) => !NOT_OURS.has(name)), ...EDITORIAL],
  strip: GONE_WITH_THEIR_CONTENT,
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
      // Links carry the newsroom's recommendation; where one is paid for, its author can say so.
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
    cite: inAnyCase('http', 'https'),
    href: inAnyCase('http', 'https', 'mailto', 'tel'),
    src: inAnyCase('http', 'https'),
  },
};

/** The sanitiser compares letter by letter, and telephones write `Https:`. */
function inAnyCase(...protocols: string[]): string[] {
  return protocols.flatMap((name) => [
    name,
    name.toUpperCase(),
    name.charAt(0).toUpperCase() + name.slice(1),
  ]);
}
