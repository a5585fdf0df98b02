// Decides where a bare address ends. GitHub's extension ends it at a space and removes trailing ASCII punctuation only, so the
// punctuation of other scripts would stay in the address (`“see https://a.kz”`, `详见https://a.kz。`).
import type { Link, Root, Text } from 'mdast';
import { SKIP, visit } from 'unist-util-visit';
import type { VFile } from 'vfile';

/** Browsers percent-encode these characters in addresses. */
const CLOSING_PUNCTUATION =
  /[\u2018-\u201f\u2026\u2039\u203a\u00ab\u00bb\u3000-\u3002\u3008-\u3011\u3014-\u301b\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f]/;
/** The rule of GitHub's extension. */
const TRAILING_PUNCTUATION = /[?!.,:*_~'"]+$/;

export const remarkAutolinks = () => (tree: Root, file: VFile) => {
  const markdown = String(file);
  visit(tree, 'link', (link, index, parent) => {
    const text = textOfAutolink(link, markdown);
    if (text === undefined || parent === undefined || index === undefined) return;
    const address = withoutPunctuation(text.value);
    if (address === text.value) return;
    const rest: Text = { type: 'text', value: text.value.slice(address.length) };
    link.url = link.url.slice(0, link.url.length - rest.value.length);
    text.value = address;
    parent.children.splice(index + 1, 0, rest);
    return [SKIP, index + 2];
  });
};

/** The text of a bare address; undefined where the link was written with brackets. */
function textOfAutolink(
  { url, children: [text, ...others], position }: Link,
  markdown: string,
): Text | undefined {
  if (text?.type !== 'text' || others.length > 0 || !url.endsWith(text.value)) return undefined;
  const start = position?.start.offset;
  return start !== undefined && /[[<]/.test(markdown.charAt(start)) ? undefined : text;
}

function withoutPunctuation(text: string): string {
  const [address = ''] = text.split(CLOSING_PUNCTUATION, 1);
  if (address === text) return text;
  for (let end = address; ;) {
    const shorter = withoutOpenBracket(end.replace(TRAILING_PUNCTUATION, ''));
    if (shorter === end) return end;
    end = shorter;
  }
}

/** A closing bracket without an opening one in the address belongs to the sentence around it. */
const withoutOpenBracket = (address: string): string =>
  address.endsWith(')') && address.split(')').length > address.split('(').length
    ? address.slice(0, -1)
    : address;
