// The passage of an article that matches, as HTML whose only tag is <mark>. PostgreSQL chooses and marks it; what it
// gives is text, which is escaped before its marks become tags.
import sql, { type Sql } from 'sql-template-tag';
import type { SearchQuery } from './hits.js';

/** Characters of the private use area, taken out of the text before it is marked with them. */
const START = '\uE000';
const STOP = '\uE001';

const MARKS = `StartSel=${START}, StopSel=${STOP}`;
/** The ampersand first: the others bring some. */
const ESCAPES = [
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
  [START, '<mark>'],
  [STOP, '</mark>'],
] as const;

const GAP = ' … ';
const PASSAGES = `${MARKS}, MaxFragments=2, MaxWords=24, MinWords=12, ShortWord=0, FragmentDelimiter="${GAP}"`;
const WHOLE = `${MARKS}, HighlightAll=true`;

/**
 * Where the match is: in the body, else in the excerpt, else in the title; else the words are in different places, and
 * all of them are looked through. As much of the body as is indexed.
 */
export function snippetHtml({ whole, begun, any }: SearchQuery): Sql {
  const words = sql`coalesce(a.words, a.search)`;
  // Beginnings are marked only where they are what was found.
  const query = sql`CASE WHEN ${words} @@ ${whole} THEN ${whole} ELSE ${begun} END`;
  const marked = (document: Sql, options: string, marks = query) => sql`
    ts_headline('delivery.words', delivery.searchable_text(translate(${document}, ${START + STOP}, '')), ${marks}, ${options})`;
  const body = sql`left(a.text, 200000)`;
  const snippet = sql`delivery.written_text(
    CASE
      WHEN ts_filter(${words}, '{c}') @@ ${begun} THEN ${marked(body, PASSAGES)}
      WHEN ts_filter(${words}, '{b}') @@ ${begun} THEN ${marked(sql`a.excerpt`, PASSAGES)}
      WHEN ts_filter(${words}, '{a}') @@ ${begun} THEN ${marked(sql`a.title`, WHOLE)}
      -- PostgreSQL 15 finds no passage that has all of them where they are far apart, but one for each.
      ELSE ${marked(sql`concat_ws(${GAP}, a.title, a.excerpt, ${body})`, PASSAGES, any)}
    END, ${START}, ${STOP})`;
  return ESCAPES.reduce((html, [plain, escaped]) => sql`replace(${html}, ${plain}, ${escaped})`, snippet);
}
