// Random Markdown, and random edits of it, the same for the same seed.

export type Random = () => number;

/** Mulberry32: 0 to 1, without 1. */
export function randomsFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const below = (random: Random, limit: number): number => Math.floor(random() * limit);
const oneOf = <T>(random: Random, list: readonly T[]): T => list[below(random, list.length)] as T;
const several = <T>(random: Random, max: number, make: () => T): T[] =>
  Array.from({ length: 1 + below(random, max) }, make);

const WORDS = [
  'the',
  'a',
  'wind',
  'Astana',
  'don’t',
  '3.14',
  'сөз',
  'жел',
  'river-bed',
  'über',
  '日本語',
  'price',
  'of',
  'grain',
  'x_y',
];
const INLINE: readonly ((text: string) => string)[] = [
  (text) => `*${text}*`,
  (text) => `**${text}**`,
  (text) => `~~${text}~~`,
  (text) => `\`${text}\``,
  (text) => `[${text}](/page)`,
  (text) => `[${text}](https://a.kz "title")`,
  (text) => `**bold *${text}* end**`,
  (text) => `<ins>${text}</ins>`,
  (text) => `<mark>${text}</mark>`,
  (text) => `<b>${text}</b><b>${text}</b>`,
  (text) => `${text}<a id="here"></a>`,
  (text) => `H<sub>2</sub>O ${text}`,
  (text) => `${text}  \nnext line`,
  (text) => `![${text}](/image.jpg)`,
  (text) => `${text}[^1]`,
  (text) => `${text}<!-- comment -->`,
];

function words(random: Random, max = 12): string {
  return several(random, max, () => {
    const word = oneOf(random, WORDS);
    return random() < 0.2 ? oneOf(random, INLINE)(word) : word;
  }).join(' ');
}

const BLOCKS: readonly ((random: Random) => string)[] = [
  (random) => `${words(random, 25)}.`,
  (random) => `${words(random, 25)}.\n${words(random)}`,
  (random) => `${'#'.repeat(1 + below(random, 4))} ${words(random, 4)}`,
  (random) => several(random, 4, () => `- ${words(random, 6)}`).join('\n'),
  (random) => several(random, 4, () => `- ${words(random, 6)}`).join('\n\n'),
  (random) => several(random, 3, () => `1. ${words(random, 6)}\n   - ${words(random, 3)}`).join('\n'),
  (random) => several(random, 3, () => `- [${random() < 0.5 ? 'x' : ' '}] ${words(random, 5)}`).join('\n'),
  (random) => `> ${words(random)}\n>\n> ${words(random)}`,
  (random) => `\`\`\`js\n${several(random, 5, () => words(random, 4)).join('\n  ')}\n\`\`\``,
  (random) => tableOf(random, 1 + below(random, 3)),
  () => '---',
  (random) => `<details><summary>${words(random, 3)}</summary>\n\n${words(random)}\n\n</details>`,
  (random) => `<dl><dt>${words(random, 2)}</dt><dd>${words(random, 5)}</dd></dl>`,
  (random) => `<figure><img src="/a.jpg"><figcaption>${words(random, 5)}</figcaption></figure>`,
  (random) => `<div>${words(random, 5)} <p>inner</p> ${words(random, 3)}</div>`,
  (random) => `<b><p>${words(random, 5)}</p></b>`,
  (random) => `[^1]: ${words(random)}`,
  (random) => `<ruby>漢<rt>${words(random, 1)}</rt></ruby> ${words(random, 3)}`,
];

function tableOf(random: Random, columns: number): string {
  const row = () =>
    `| ${Array.from({ length: columns }, () => (random() < 0.2 ? '' : oneOf(random, WORDS))).join(' | ')} |`;
  return [row(), `|${'---|'.repeat(columns)}`, ...several(random, 4, row)].join('\n');
}

export function randomMarkdown(random: Random): string {
  return several(random, 7, () => oneOf(random, BLOCKS)(random)).join('\n\n');
}

/** Some of its blocks and words changed, added, moved or taken out. */
export function randomEdit(markdown: string, random: Random): string {
  let blocks = markdown.split('\n\n');
  for (let edits = below(random, 6); edits > 0; edits--) {
    const at = below(random, blocks.length);
    const block = blocks[at] ?? '';
    const parts = block.split(' ');
    const part = below(random, parts.length);
    const change = random();
    if (change < 0.3) blocks[at] = parts.with(part, oneOf(random, WORDS)).join(' ');
    else if (change < 0.45) blocks[at] = parts.toSpliced(part, 0, words(random, 3)).join(' ');
    else if (change < 0.6) blocks[at] = parts.toSpliced(part, 1 + below(random, 3)).join(' ');
    else if (change < 0.7) blocks = blocks.toSpliced(at, 1);
    else if (change < 0.85) blocks = blocks.toSpliced(at, 0, oneOf(random, BLOCKS)(random));
    else if (change < 0.95) blocks = [...blocks.toSpliced(at, 1), block];
    else blocks[at] = `${block}\n${block}`;
  }
  return blocks.join('\n\n');
}
