// The changes on the screen are right: without what was cut they are the new text, without what was added the old one, and what is
// the same on both sides is marked nowhere.
import { readFile, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { describeInBrowser, startDesk, type Colleague, type DeskInBrowser } from '../support/browser.js';
import { randomEdit, randomsFrom } from '../support/random-markdown.js';

const ARTICLES = fileURLToPath(new URL('../../prisma/demo/articles/', import.meta.url));
const SEED = Number(process.env.SEED ?? Date.now() % 100_000);
const COUNT = 8;

/** The Markdown below the front matter. */
const bodyOf = (file: string) => file.replace(/^---\n.*?\n---\n/s, '');

describeInBrowser(`the diff as it is read, from seed ${SEED}`, () => {
  let desk: DeskInBrowser;
  let writer: Colleague;
  let editor: Colleague;
  let authorIds: string[];
  let bodies: string[];
  beforeAll(async () => {
    desk = await startDesk();
    writer = await desk.colleague('WRITER', 'Daniyar Akhmetov');
    editor = await desk.colleague('EDITOR', 'Nino Beridze');
    authorIds = [await desk.articles.author(editor)];
    const names = (await readdir(ARTICLES)).sort();
    const all = await Promise.all(names.map(async (name) => bodyOf(await readFile(ARTICLES + name, 'utf8'))));
    // A draft without a body cannot be published.
    bodies = all.filter((body) => body.trim() !== '');
  });
  afterAll(() => desk.close());

  /** The article's two texts as the API renders them, and its id. */
  async function edited(before: string, after: string) {
    const { articles } = desk;
    const live = await articles.published(writer, editor, { authorIds, body: before });
    await articles.save(writer, live, { body: after });
    const query = `query ($id: ID!) { article(id: $id) {
      old: revision(number: 1) { body { html } } working { body { html } }
    } }`;
    const { article } = await articles.run(editor, query, { id: live.id });
    return { id: live.id, old: article.old.body.html, next: article.working.body.html };
  }

  /** The letters of the text on the screen: all, and without one kind of mark; and of the two bodies. */
  const lettersIn = (page: Page, old: string, next: string) =>
    page.getByRole('article').evaluate(
      (host, [oldHtml, nextHtml]) => {
        const letters = (node: Node) => (node.textContent ?? '').replace(/\s+/g, '');
        const parsed = (html: string) => letters(new DOMParser().parseFromString(html, 'text/html').body);
        const without = (mark: string) => {
          const copy = document.createElement('div');
          copy.append(...[...(host.shadowRoot?.childNodes ?? [])].map((node) => node.cloneNode(true)));
          // What the desk says by itself, and what is dropped.
          for (const element of copy.querySelectorAll(`.fold > summary, ${mark}`)) element.remove();
          return letters(copy);
        };
        const marks = host.shadowRoot?.querySelectorAll('ins, del').length ?? 0;
        const folded = [...(host.shadowRoot?.querySelectorAll('.fold') ?? [])];
        return {
          old: without('ins'),
          next: without('del'),
          expected: { old: parsed(oldHtml ?? ''), next: parsed(nextHtml ?? '') },
          marks,
          marksInFolds: folded.filter((fold) => fold.querySelector('ins, del') !== null).length,
        };
      },
      [old, next],
    );

  test.each(Array.from({ length: COUNT }, (_, index) => index))(
    'one side’s marks taken away leave exactly the other text, article %i',
    async (index) => {
      const random = randomsFrom(SEED + index);
      const before = bodies[Math.floor(random() * bodies.length)] ?? '';
      const after = randomEdit(before, random);
      const { id, old, next } = await edited(before, after);
      const page = await desk.open(editor, `/articles/${id}/review`);
      await page.getByRole('heading', { name: 'Working copy' }).waitFor();
      const shown = await lettersIn(page, old, next);
      expect(shown.next).toBe(shown.expected.next);
      expect(shown.old).toBe(shown.expected.old);
      expect(shown.marksInFolds).toBe(0);
      await page.context().close();
    },
  );

  test('a text that is the same is marked nowhere, though its title changed', async () => {
    const { articles } = desk;
    const live = await articles.published(writer, editor, { authorIds, body: bodies[0] });
    await articles.save(writer, live, { title: 'Another title' });
    const page = await desk.open(editor, `/articles/${live.id}/review`);
    await page.getByText('The text is the same.').waitFor();
    expect((await lettersIn(page, '', '')).marks).toBe(0);
    await page.context().close();
  });
});
