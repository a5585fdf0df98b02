// What a text still lacks, as newsrooms mark it: TK (“to come”) and ??.

export interface LooseEnd {
  /** In UTF-16 code units. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** With a few words before and after it. */
  readonly context: string;
}

/** A word of its own, in capitals; TKTK is often written, since no other word has it. */
export const LOOSE_END = /(?<![\p{L}\p{N}_])(?:TK)+(?![\p{L}\p{N}_])|\?{2,}/gu;

/** Code units to either side, before they are cut to whole words. */
const CONTEXT_LENGTH = 28;
const FIRST_PART_OF_A_WORD = /^\S*\s+/;
const LAST_PART_OF_A_WORD = /\s+\S*$/;

export function looseEnds(markdown: string): LooseEnd[] {
  return [...markdown.matchAll(LOOSE_END)].map(({ 0: text, index: from }) => {
    const to = from + text.length;
    return { from, to, text, context: `${before(markdown, from)}${text}${after(markdown, to)}` };
  });
}

/** The words before, of the same line. */
function before(markdown: string, from: number): string {
  const line = markdown.lastIndexOf('\n', from - 1) + 1;
  const start = Math.max(line, from - CONTEXT_LENGTH);
  const text = markdown.slice(start, from);
  const isWhole = start === line || /\s/.test(markdown.charAt(start - 1));
  return isWhole ? text.trimStart() : text.replace(FIRST_PART_OF_A_WORD, '');
}

function after(markdown: string, to: number): string {
  const lineEnd = markdown.indexOf('\n', to);
  const line = lineEnd === -1 ? markdown.length : lineEnd;
  const end = Math.min(line, to + CONTEXT_LENGTH);
  const text = markdown.slice(to, end);
  const isWhole = end === line || /\s/.test(markdown.charAt(end));
  return isWhole ? text.trimEnd() : text.replace(LAST_PART_OF_A_WORD, '');
}
