// Ids of headings and footnotes. Each ends in a suffix of its article: the ids of articles on one page do not collide, and none
// shadows a property of the page's `document`.
import type { Element, Root } from 'hast';
import { toText } from 'hast-util-to-text';
import { visit } from 'unist-util-visit';
import { numberedSlug, slugFrom } from '../domain/slug.js';
import { ID_PREFIX } from './allowed-html.js';

/** For a heading whose text has no letter and no digit. */
const FALLBACK_SLUG = 'section';
/** The ids of a footnote, of its number in the text, and of the hidden heading of all footnotes. */
export const FOOTNOTE_ID = new RegExp(`^${ID_PREFIX}(?:fn-|fnref-|footnote-label)`);
const FOOTNOTE_LABEL_ID = new RegExp(`^${ID_PREFIX}footnote-label`);

/** Whether it is the number of a footnote in the text, or the arrow back to it. */
export const isFootnoteMark = (properties: Element['properties']): boolean =>
  'dataFootnoteRef' in properties || 'dataFootnoteBackref' in properties;

/** Whether it is the heading of the footnotes, which is for screen readers only. */
export const isFootnoteLabel = (tagName: string, { id }: Element['properties']): boolean =>
  tagName === 'h2' && FOOTNOTE_LABEL_ID.test(String(id));

/** Runs after the sanitiser, which has prefixed the ids that the Markdown itself gives. Those stay as they are. */
export const rehypeHeadingIds = (suffix: string) => (tree: Root) => {
  const footnotes = new Set<string>();
  const headings = new Map<string, string>();
  const counts = new Map<string, number>();
  const freeSlug = (base: string): string => {
    let n = (counts.get(base) ?? 0) + 1;
    while (headings.has(numberedSlug(base, n))) n += 1;
    counts.set(base, n);
    return numberedSlug(base, n);
  };
  visit(tree, 'element', (element) => {
    const { properties, tagName } = element;
    if (typeof properties.id === 'string') {
      if (!FOOTNOTE_ID.test(properties.id)) return;
      footnotes.add(properties.id);
      properties.id += `-${suffix}`;
    } else if (/^h[1-6]$/.test(tagName)) {
      const slug = freeSlug(slugFrom(toText(element)) || FALLBACK_SLUG);
      properties.id = `${slug}-${suffix}`;
      headings.set(slug, properties.id);
    }
  });
  visit(tree, 'element', (element) => updateLink(element, headings, footnotes, suffix));
};

/** Points a link to the new id of its heading or footnote. */
function updateLink(
  { tagName, properties }: Element,
  headings: ReadonlyMap<string, string>,
  footnotes: ReadonlySet<string>,
  suffix: string,
): void {
  if (tagName !== 'a') return;
  if (Array.isArray(properties.ariaDescribedBy)) {
    properties.ariaDescribedBy = properties.ariaDescribedBy.map((id) =>
      footnotes.has(String(id)) ? `${id}-${suffix}` : id,
    );
  }
  if (typeof properties.href !== 'string' || !properties.href.startsWith('#')) return;
  const target = properties.href.slice(1);
  const heading = headings.get(target);
  if (heading !== undefined) properties.href = `#${heading}`;
  // Markdown percent-encodes the addresses of links.
  else if (footnotes.has(target) || footnotes.has(decoded(target))) properties.href += `-${suffix}`;
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
