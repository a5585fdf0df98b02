// What a writer looks for in a long text: its headings, and what is still to be filled in.

export interface LooseEnd {
  /** In UTF-16 code units. */
  readonly from: number;
  readonly to: number;
  /** TK or ?? */
  readonly text: string;
  /** The words around it. */
  readonly context: string;
}

export interface Heading {
  readonly level: number;
  readonly text: string;
  readonly from: number;
}

const LOOSE_END = /\bTK\b|\?\?+/g;
const HEADING = /^ {0,3}(#{1,6})[ \t]+(.+?)[ \t#]*$/gm;
const CONTEXT_LENGTH = 24;

export const looseEnds = (markdown: string): readonly LooseEnd[] =>
  [...markdown.matchAll(LOOSE_END)].map(({ 0: text, index: from }) => {
    const to = from + text.length;
    const before = markdown.slice(Math.max(0, from - CONTEXT_LENGTH), from).replace(/^\S*\s/, '');
    const after = markdown.slice(to, to + CONTEXT_LENGTH).replace(/\s\S*$/, '');
    return { from, to, text, context: `${before}${text}${after}`.replace(/\s+/g, ' ').trim() };
  });

export const outline = (markdown: string): readonly Heading[] =>
  [...markdown.matchAll(HEADING)].map(({ 1: marks = '', 2: text = '', index: from }) => ({
    level: marks.length,
    text,
    from,
  }));
