// The headings of a text.
import type { SyntaxNode } from '@lezer/common';
import { markdownParser } from './markdown.js';

export interface OutlineEntry {
  /** 1 to 6 */
  readonly level: number;
  /** Without its marks. */
  readonly text: string;
  /** Where its line begins, in UTF-16 code units. */
  readonly from: number;
}

const HEADING = /^(?:ATX|Setext)Heading(\d)$/;
/** The parts of a heading that readers do not see. */
const UNSEEN = /(?:Mark|URL|LinkTitle|LinkLabel)$/;

/** @returns without the headings in quotes and lists */
export function outline(markdown: string): OutlineEntry[] {
  const entries: OutlineEntry[] = [];
  const { topNode } = markdownParser.parse(markdown);
  for (let node = topNode.firstChild; node !== null; node = node.nextSibling) {
    const level = HEADING.exec(node.name)?.[1];
    if (level === undefined) continue;
    entries.push({ level: Number(level), text: seenText(node, markdown), from: node.from });
  }
  return entries;
}

function seenText(heading: SyntaxNode, markdown: string): string {
  let [text, end] = ['', heading.from];
  heading.cursor().iterate(({ name, from, to, node }) => {
    const isBareAddress = name === 'URL' && node.parent?.name !== 'Link' && node.parent?.name !== 'Image';
    if (name === 'Escape') {
      text += markdown.slice(end, from);
      end = from + 1;
    } else if (UNSEEN.test(name) && !isBareAddress) {
      text += markdown.slice(end, from);
      end = to;
    }
  });
  return (text + markdown.slice(end, heading.to)).replace(/\s+/g, ' ').trim();
}
