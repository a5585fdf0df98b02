// A difference without a comparison: the whole old body is marked as removed, the whole new one as added.
import { OWN_MARKS } from './own-marks.js';

/** A tag as rehype-stringify writes it, with every attribute's value in double quotes. */
const TAG = /<(\/?)([a-z][a-z\d]*)((?:\s+[^\s=>]+(?:="[^"]*")?)*)\s*>/g;
const ID = /\s+id="[^"]*"/;

/** @param before sanitised HTML, as is `after` */
export function replacement(before: string, after: string): string {
  const removed = withTags(before, (attributes) => attributes.replace(ID, ''));
  const added = withTags(after, (attributes) => attributes);
  return `${removed && `<del>${removed}</del>`}${added && `<ins>${added}</ins>`}`;
}

const withTags = (html: string, change: (attributes: string) => string): string =>
  html.replace(
    TAG,
    (_, slash: string, name: string, attributes: string) =>
      `<${slash}${OWN_MARKS.get(name) ?? name}${change(attributes)}>`,
  );
