import { violatedInvariant } from '../../../test/support/body-diff-invariants.js';
import { randomEdit, randomMarkdown, randomsFrom } from '../../../test/support/random-markdown.js';
import { renderMarkdown } from '../render-markdown.js';
import { diffBodies } from './diff-bodies.js';
import { replacement } from './replacement.js';

const htmlOf = (markdown: string) => renderMarkdown(markdown).html;
const diffOf = (before: string, after: string) => diffBodies(htmlOf(before), htmlOf(after));

describe('marks', () => {
  test.each([
    ['a word', 'One two three.', 'One four three.', '<p>One <del>two</del><ins>four</ins> three.</p>'],
    [
      'words beside each other as one',
      'One two three four.',
      'One five six four.',
      '<p>One <del>two three</del><ins>five six</ins> four.</p>',
    ],
    [
      'a word that became bold',
      'One two three.',
      'One **two** three.',
      '<p>One <del>two</del><ins><strong>two</strong></ins> three.</p>',
    ],
    [
      'a word within what is bold',
      '**One two three** four.',
      '**One five three** four.',
      '<p><strong>One <del>two</del><ins>five</ins> three</strong> four.</p>',
    ],
    [
      'a link’s address',
      'See [the two pages here](/a).',
      'See [the two pages here](/b).',
      '<p>See <del><a href="/a">the two pages here</a></del><ins><a href="/b">the two pages here</a></ins>.</p>',
    ],
    [
      'a paragraph that was added',
      'One.\n\nThree.',
      'One.\n\nTwo.\n\nThree.',
      '<p>One.</p><ins><p>Two.</p></ins><p>Three.</p>',
    ],
    [
      'paragraphs that were taken out, as one',
      'One.\n\nTwo.\n\nThree.\n\nFour.',
      'One.\n\nFour.',
      '<p>One.</p><del><p>Two.</p><p>Three.</p></del><p>Four.</p>',
    ],
    [
      'a paragraph with nothing in common whole',
      'Some quick brown foxes.',
      'Lazy dogs sleep now.',
      '<del><p>Some quick brown foxes.</p></del><ins><p>Lazy dogs sleep now.</p></ins>',
    ],
    [
      'an item inside',
      '- one\n- two',
      '- one\n- two\n- three',
      '<ul><li>one</li><li>two</li><li><ins>three</ins></li></ul>',
    ],
    [
      'the cells of a row inside',
      '|a|b|\n|-|-|\n|1|2|',
      '|a|b|\n|-|-|\n|1|2|\n|3|4|',
      '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr><tr><td><ins>3</ins></td><td><ins>4</ins></td></tr></tbody></table>',
    ],
    [
      'a cell',
      '|a|b|\n|-|-|\n|1|2|',
      '|a|b|\n|-|-|\n|1|9|',
      '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td><del>2</del><ins>9</ins></td></tr></tbody></table>',
    ],
    [
      'code',
      '```js\nlet one = 1;\nlet two = 2;\n```',
      '```js\nlet one = 1;\nlet two = 3;\n```',
      '<pre><code class="language-js">let one = 1;\nlet two = <del>2</del><ins>3</ins>;\n</code></pre>',
    ],
    [
      'an image',
      'Look: ![a](/a.jpg) there.',
      'Look: ![a](/b.jpg) there.',
      '<p>Look: <del><img src="/a.jpg" alt="a"></del><ins><img src="/b.jpg" alt="a"></ins> there.</p>',
    ],
    [
      'another kind of heading whole',
      '# One',
      '## One',
      '<del><h1>One</h1></del><ins><h2 id="one-preview">One</h2></ins>',
    ],
    [
      'a word of a heading, whose id follows it',
      '## One',
      '## One two',
      '<h2 id="one-two-preview">One<ins> two</ins></h2>',
    ],
    [
      'nothing of what was struck out or underlined',
      '~~One~~ <ins>two</ins> three.',
      '~~One~~ <ins>two</ins> four.',
      '<p><s>One</s> <u>two</u> <del>three</del><ins>four</ins>.</p>',
    ],
    [
      'words of Kazakh',
      'Бүгін ауа райы жақсы.',
      'Бүгін ауа райы жаман.',
      '<p>Бүгін ауа райы <del>жақсы</del><ins>жаман</ins>.</p>',
    ],
  ])('%s', (_, before, after, html) => {
    expect(diffOf(before, after).html).toBe(html);
  });
});

test('against nothing everything is new, and the other way round everything was taken out', () => {
  const markdown = '# One\n\nTwo[^1] three: 3.14, don’t.\n\n- four\n\n[^1]: Five.';
  const { wordCount, html } = renderMarkdown(markdown);
  const [added, removed] = [diffBodies('', html), diffBodies(html, '')];
  expect(added).toMatchObject({ wordsAdded: wordCount, wordsRemoved: 0 });
  expect(removed).toMatchObject({ wordsAdded: 0, wordsRemoved: wordCount });
  expect(added.html).toMatch(/^<ins>.*<\/ins>$/s);
  expect(diffBodies('', '')).toEqual({ html: '', wordsAdded: 0, wordsRemoved: 0 });
});

test('no id stands twice', () => {
  const { html } = diffOf('A[^1] b.\n\n[^1]: Old words.', 'C d.[^1]\n\n[^1]: New note here.');
  const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
  expect(ids.length).toBeGreaterThan(2);
  expect(new Set(ids).size).toBe(ids.length);
});

test('what is not allowed in a body is not in its difference', () => {
  const { html } = diffBodies(
    '<p>a</p>',
    '<p onclick="x">a <script>b</script><ins onload="c">d</ins></p><iframe></iframe>',
  );
  expect(html).not.toMatch(/script|iframe|onclick|onload/);
});

test('a replacement has the old body as taken out and the new one as added, without own marks and ids that stand twice', () => {
  const html = htmlOf('~~a~~ <ins>b</ins> ![<del>](/c.jpg) d &lt;del> id="e"[^1]\n\n[^1]: f');
  const own = html
    .replaceAll('<del><', '<s><')
    .replace('<del>a</del>', '<s>a</s>')
    .replace('<ins>b</ins>', '<u>b</u>');
  expect(replacement(html, '')).toBe(`<del>${own.replace(/(<[a-z][^>]*?) id="[^"]*"/g, '$1')}</del>`);
  expect(replacement('', html)).toBe(`<ins>${own}</ins>`);
  expect(replacement('<p>a</p>', '<p>b</p>')).toBe('<del><p>a</p></del><ins><p>b</p></ins>');
  expect(replacement('', '')).toBe('');
});

test('bodies with too little in common are not compared to the end: all of the new one counts as added', () => {
  const unlike = (word: string) => Array.from({ length: 8_000 }, (_, i) => `${word}${i} same`).join(' ');
  const { wordsAdded } = diffBodies(`<p>${unlike('a')}</p>`, `<p>${unlike('b')}</p>`);
  expect(wordsAdded).toBe(15_999);
});

/** Bounded by time: `BODY_DIFF_SECONDS=600 npm test -- src/content/body-diff` goes on for longer. */
const FUZZ_MS = 1_000 * Number(process.env.BODY_DIFF_SECONDS ?? 1);

describe('of random bodies', () => {
  const randoms = function* () {
    const seed = Number(process.env.BODY_DIFF_SEED ?? 1);
    const started = performance.now();
    for (let i = 0; performance.now() - started < FUZZ_MS; i++)
      yield { i, random: randomsFrom(seed * 1_000_003 + i) };
  };

  test(
    'either side comes back, nothing is marked of equal ones, and all words are counted',
    () => {
      for (const { i, random } of randoms()) {
        const before = randomMarkdown(random);
        const after = random() < 0.1 ? randomMarkdown(random) : randomEdit(before, random);
        const violation = violatedInvariant(before, after);
        expect({ i, before, after, violation }).toEqual({ i, before, after, violation: undefined });
      }
    },
    2 * FUZZ_MS + 30_000,
  );

  test(
    'a word that was changed is all that is marked',
    () => {
      for (const { i, random } of randoms()) {
        const blocks = randomMarkdown(random).split('\n\n');
        const at = Math.floor(random() * (blocks.length + 1));
        const sentence = ['Alpha', 'beta', 'gamma', 'delta', 'epsilon'];
        const word = Math.floor(random() * sentence.length);
        const withSentence = (words: string[]) => blocks.toSpliced(at, 0, `${words.join(' ')}.`).join('\n\n');
        const { html, ...counts } = diffOf(withSentence(sentence), withSentence(sentence.with(word, 'new')));
        expect({ i, counts }).toEqual({ i, counts: { wordsAdded: 1, wordsRemoved: 1 } });
        expect(html.match(/<(ins|del)>.*?<\/\1>/gs)).toEqual([
          `<del>${sentence[word]}</del>`,
          '<ins>new</ins>',
        ]);
      }
    },
    2 * FUZZ_MS + 30_000,
  );
});
