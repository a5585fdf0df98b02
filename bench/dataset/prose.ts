// Generates the prose of the articles: paragraphs of about 500 characters with some emphasis and a link, titles and
// excerpts. The database then draws which paragraphs each article has.
import { renderMarkdown } from '../../src/content/render-markdown.js';
import { oneOf, seededRandom } from '../random.js';

const ACTORS =
  'the harbour master|a forwarder|the ministry|the railway|a dispatcher|the port authority|a driver|the union';
const RECIPIENTS =
  'importers|the customs office|two neighbours|its lenders|the shippers|every crew|the city|a buyer abroad';
const VERBS = 'warned|told|promised|asked|assured|reminded|refused|paid';
const SUBJECTS =
  'the tariff|the gauge|the crossing|the timetable|the tender|the dredging|the quota|the ferry|the budget';
const OUTCOMES =
  'was late again|had doubled since spring|would not hold|came at a price|had no owner|was settled in writing';
const TIMES =
  'On Monday|Before the thaw|After the vote|By nightfall|In the third week|As prices fell|Without notice';
const PLACES =
  'at the border|on the eastern pier|in the capital|along the corridor|behind the depot|across the strait';
const SYLLABLES =
  'ak|bel|dar|es|fer|gal|har|il|jur|kor|lan|mir|nov|or|pas|rud|sar|tir|ul|ven|yar|zem|bai|chu|ot|sha';

const PARAGRAPH_COUNT = 400;
const PHRASE_COUNT = 1000;
const MIN_PARAGRAPH_LENGTH = 420;

const splitList = (list: string) => list.split('|');
const draw = (list: string, random: () => number) => oneOf(splitList(list), random);

/** Invents the name of a person or a town: without such names all articles would consist of the same hundred words. */
function name(random: () => number): string {
  const syllables = Array.from({ length: 2 + Math.floor(random() * 2) }, () => draw(SYLLABLES, random));
  return syllables.join('').replace(/^./, (letter) => letter.toUpperCase());
}

function sentence(random: () => number): string {
  const mark = oneOf(['', '', '', '*', '**'], random);
  const object = `${mark}${draw(SUBJECTS, random)}${mark}`;
  const place = `${draw(PLACES, random)} near ${name(random)}`;
  const location = random() < 0.1 ? `[${place}](https://example.org/${Math.floor(random() * 1000)})` : place;
  const who = `${draw(ACTORS, random)} of ${name(random)}`;
  return `${draw(TIMES, random)}, ${who} ${draw(VERBS, random)} ${name(random)} and ${draw(RECIPIENTS, random)} that ${object} ${location} ${draw(OUTCOMES, random)}.`;
}

function paragraph(random: () => number): string {
  let text = sentence(random);
  while (text.length < MIN_PARAGRAPH_LENGTH) text += ` ${sentence(random)}`;
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

/** The same at each call. */
export function prose(): { paragraphs: Paragraph[]; phrases: Phrase[] } {
  const random = seededRandom(1);
  const paragraphs = Array.from({ length: PARAGRAPH_COUNT }, () => {
    const markdown = paragraph(random);
    const { html, text, wordCount, opening } = renderMarkdown(markdown);
    return { markdown, html, text, words: wordCount, opening };
  });
  const phrases = Array.from({ length: PHRASE_COUNT }, () => {
    const subject = draw(SUBJECTS, random).replace(/^./, (letter) => letter.toUpperCase());
    const title = `${subject} ${draw(PLACES, random)} ${draw(OUTCOMES, random)}`;
    return { title, excerpt: sentence(random).replaceAll(/[*]|\[|\]\(.*?\)/g, '') };
  });
  return { paragraphs, phrases };
}
