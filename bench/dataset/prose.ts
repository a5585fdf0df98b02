// The prose that the articles are made of: paragraphs of about 500 characters with some emphasis and a link, titles and
// excerpts. No article is made here: which paragraphs stand in which is drawn in the database.
import { renderMarkdown } from '../../src/content/render-markdown.js';
import { oneOf, randomFrom } from '../random.js';

const WHO =
  'the harbour master|a forwarder|the ministry|the railway|a dispatcher|the port authority|a driver|the union';
const WHOM =
  'importers|the customs office|two neighbours|its lenders|the shippers|every crew|the city|a buyer abroad';
const DID = 'warned|told|promised|asked|assured|reminded|refused|paid';
const WHAT =
  'the tariff|the gauge|the crossing|the timetable|the tender|the dredging|the quota|the ferry|the budget';
const BECAME =
  'was late again|had doubled since spring|would not hold|came at a price|had no owner|was settled in writing';
const WHEN =
  'On Monday|Before the thaw|After the vote|By nightfall|In the third week|As prices fell|Without notice';
const WHERE =
  'at the border|on the eastern pier|in the capital|along the corridor|behind the depot|across the strait';
const SYLLABLES =
  'ak|bel|dar|es|fer|gal|har|il|jur|kor|lan|mir|nov|or|pas|rud|sar|tir|ul|ven|yar|zem|bai|chu|ot|sha';

const PARAGRAPHS = 400;
const PHRASES = 1000;
const PARAGRAPH_LENGTH = 420;

const words = (list: string) => list.split('|');
const drawn = (list: string, random: () => number) => oneOf(words(list), random);

/** Names of people and towns that are nobody's: without them all articles would be made of the same hundred words. */
function name(random: () => number): string {
  const syllables = Array.from({ length: 2 + Math.floor(random() * 2) }, () => drawn(SYLLABLES, random));
  return syllables.join('').replace(/^./, (letter) => letter.toUpperCase());
}

function sentence(random: () => number): string {
  const mark = oneOf(['', '', '', '*', '**'], random);
  const object = `${mark}${drawn(WHAT, random)}${mark}`;
  const place = `${drawn(WHERE, random)} near ${name(random)}`;
  const where = random() < 0.1 ? `[${place}](https://example.org/${Math.floor(random() * 1000)})` : place;
  const who = `${drawn(WHO, random)} of ${name(random)}`;
  return `${drawn(WHEN, random)}, ${who} ${drawn(DID, random)} ${name(random)} and ${drawn(WHOM, random)} that ${object} ${where} ${drawn(BECAME, random)}.`;
}

function paragraph(random: () => number): string {
  let text = sentence(random);
  while (text.length < PARAGRAPH_LENGTH) text += ` ${sentence(random)}`;
  return text;
}

export interface Paragraph {
  readonly markdown: string;
  readonly html: string;
  readonly text: string;
  readonly words: number;
  readonly opening: string;
}

export interface Phrase {
  readonly title: string;
  readonly excerpt: string;
}

export function prose(): { paragraphs: Paragraph[]; phrases: Phrase[] } {
  const random = randomFrom(1);
  const paragraphs = Array.from({ length: PARAGRAPHS }, () => {
    const markdown = paragraph(random);
    const { html, text, wordCount, opening } = renderMarkdown(markdown);
    return { markdown, html, text, words: wordCount, opening };
  });
  const phrases = Array.from({ length: PHRASES }, () => {
    const what = drawn(WHAT, random).replace(/^./, (letter) => letter.toUpperCase());
    const title = `${what} ${drawn(WHERE, random)} ${drawn(BECAME, random)}`;
    return { title, excerpt: sentence(random).replaceAll(/[*]|\[|\]\(.*?\)/g, '') };
  });
  return { paragraphs, phrases };
}
