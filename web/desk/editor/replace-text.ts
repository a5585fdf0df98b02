// Replaces a text by the smallest change, so that the cursor stays in its place.
import type { ChangeSpec } from '@codemirror/state';

const isLowSurrogate = (text: string, at: number) => /[\uDC00-\uDFFF]/.test(text.charAt(at));

/** The one range in which the texts differ; undefined where they are equal. */
export function smallestChange(
  before: string,
  after: string,
): (ChangeSpec & { from: number; to: number; insert: string }) | undefined {
  if (before === after) return undefined;
  const maxCommon = Math.min(before.length, after.length);
  let from = 0;
  while (from < maxCommon && before.charCodeAt(from) === after.charCodeAt(from)) from++;
  let end = 0;
  while (end < maxCommon - from && before.at(-1 - end) === after.at(-1 - end)) end++;
  // Characters of two code units are changed whole.
  if (from > 0 && (isLowSurrogate(before, from) || isLowSurrogate(after, from))) from--;
  if (end > 0 && (isLowSurrogate(before, before.length - end) || isLowSurrogate(after, after.length - end)))
    end--;
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) };
}
