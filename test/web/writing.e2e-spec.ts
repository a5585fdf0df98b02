// Writing an article at the desk, in a browser.
import type { Page } from 'playwright-core';
import { readNewsroom } from '../../src/demo/newsroom.js';
import {
  accessibilityFaults,
  describeInBrowser,
  startDesk,
  type Colleague,
  type DeskInBrowser,
} from '../support/browser.js';
import type { ArticleState } from '../support/newsroom.js';
import {
  body,
  save,
  savingBar,
  says,
  stored,
  title,
  typeAtEnd,
  until,
  writePath,
} from '../support/writing.js';

/** Of the demo's articles. */
const TEXTS = 12;

describeInBrowser('writing', () => {
  let desk: DeskInBrowser;
  let writer: Colleague;
  let editor: Colleague;
  let authorId: string;
  beforeAll(async () => {
    desk = await startDesk();
    [writer, editor] = await Promise.all([
      desk.colleague('WRITER', 'Leyla Mammadova'),
      desk.colleague('EDITOR', 'Nino Beridze'),
    ]);
    authorId = await desk.articles.author(editor, 'Leyla M. Mammadova');
  });
  afterAll(() => desk.close());

  const draft = (fields: object = {}) => desk.articles.draft(writer, { authorIds: [authorId], ...fields });

  async function openIt(article: ArticleState, who = writer): Promise<Page> {
    const page = await desk.open(who, writePath(article));
    await body(page).waitFor();
    return page;
  }

  const saved = (article: Pick<ArticleState, 'id'>) => stored(desk, writer, article.id);

  test('a new article is created by the first save, at an address of its own, and is written on', async () => {
    const page = await desk.open(writer, '/articles/new');
    await body(page).waitFor();
    await title(page).fill('The port that is always about to begin');
    await title(page).press('Enter');
    await page.keyboard.type('The boardwalk leads nowhere.');
    await save(page);
    await page.waitForURL(/\/articles\/art_[^/]+\/write$/);
    await says(page, 'Saved');
    const id = /art_[^/]+/.exec(page.url())?.[0] ?? '';
    expect(await page.getByRole('textbox', { name: 'Slug' }).inputValue()).toBe(
      'the-port-that-is-always-about-to-begin',
    );
    // The focus is where it was: the page was not drawn anew.
    await page.keyboard.type(' Beyond it is a fence.');
    await save(page);
    const { working } = await until(
      () => saved({ id }),
      ({ number }) => number === 2,
    );
    expect(working).toMatchObject({
      title: 'The port that is always about to begin',
      body: { markdown: 'The boardwalk leads nowhere. Beyond it is a fence.' },
    });
    await page.context().close();
  });

  test('opening an article and saving makes no revision; changing one word changes that word', async () => {
    const { articles } = await readNewsroom();
    const step = Math.floor(articles.length / TEXTS);
    const texts = articles.filter((_article, index) => index % step === 0).slice(0, TEXTS);
    expect(texts).toHaveLength(TEXTS);
    const page = await desk.open(writer, '/');
    for (const { title: name, body: markdown, excerpt, subtitle } of texts) {
      const article = await draft({ title: name, body: markdown, excerpt, subtitle });
      await page.goto(`${desk.app.url}/desk${writePath(article)}`);
      await body(page).waitFor();
      await page.getByRole('button', { name: 'Save revision' }).click();
      await says(page, /revision 1,/);
      await typeAtEnd(page, 'x');
      await page.keyboard.press('Backspace');
      await save(page);
      await says(page, /revision 1,/);
      expect(await saved(article)).toMatchObject({ number: 1, version: article.version, body: markdown });
      await typeAtEnd(page, ' changed');
      await save(page);
      await says(page, /revision 2,/);
      expect(await saved(article)).toMatchObject({ number: 2, body: `${markdown} changed` });
    }
    await page.context().close();
  }, 240_000);

  test('what is written is kept for the writer alone at a pause, and is a revision by ⌘S from any field', async () => {
    const article = await draft();
    const page = await openIt(article);
    await typeAtEnd(page, ' And two more words.');
    await says(page, 'Unsaved');
    await says(page, /for you alone/);
    expect(await saved(article)).toMatchObject({
      number: 1,
      autosave: { body: 'A body of some words. And two more words.', title: null },
    });
    await page.getByRole('textbox', { name: 'Excerpt' }).fill('In short.');
    await save(page);
    await says(page, /revision 2,/);
    expect(await saved(article)).toMatchObject({ autosave: null, working: { excerpt: 'In short.' } });
    await page.context().close();
  });

  test('bylines and tags are found, ordered, made and taken out by the keyboard', async () => {
    await desk.articles.author(editor, 'Daniyar Akhmetov');
    await desk.articles.tag(writer, 'Ports and harbours');
    const article = await draft();
    const page = await openIt(article);
    await page.getByRole('button', { name: 'Add to byline' }).press('Enter');
    await page.getByRole('combobox', { name: 'Add to byline' }).fill('Daniy');
    await page.getByRole('option', { name: 'Daniyar Akhmetov' }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Move Daniyar Akhmetov before' }).press('Enter');
    await page.getByRole('button', { name: 'Add to tags' }).press('Enter');
    const tags = page.getByRole('combobox', { name: 'Add to tags' });
    await tags.fill('Ports and');
    await page.getByRole('option', { name: 'Ports and harbours' }).waitFor();
    await page.keyboard.press('Enter');
    await tags.fill('Breakwaters');
    await page.getByRole('option', { name: 'Create “Breakwaters”' }).click();
    await page.getByRole('button', { name: 'Remove Breakwaters' }).waitFor();
    await save(page);
    await says(page, /revision 2,/);
    const { working } = await saved(article);
    expect(working.authors).toEqual([{ name: 'Daniyar Akhmetov' }, { name: 'Leyla M. Mammadova' }]);
    expect(working.tags).toEqual([{ name: 'Ports and harbours' }, { name: 'Breakwaters' }]);
    await page.context().close();
  });

  test('what the API does not take is said beside its field, and everything stays as it was typed', async () => {
    const article = await draft();
    const page = await openIt(article);
    await page.getByText('Search and social').click();
    const address = page.getByRole('textbox', { name: 'Canonical address' });
    await address.fill('not an address');
    await page.getByRole('textbox', { name: 'Slug' }).fill('Not A Slug');
    await save(page);
    await page.getByText('canonicalUrl must be an http or https address.').waitFor();
    expect(await address.getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByRole('textbox', { name: 'Slug' }).getAttribute('aria-invalid')).toBe('true');
    await savingBar(page).getByText('Unsaved').waitFor();
    await address.fill('https://elsewhere.example/it');
    await page.getByRole('textbox', { name: 'Slug' }).fill('a-slug-of-its-own');
    await save(page);
    await says(page, /revision 2,/);
    expect((await saved(article)).working.slug).toBe('a-slug-of-its-own');
    await page.context().close();
  });

  test('the editor’s request stands beside the text, with the loose ends and the outline to jump by', async () => {
    const submitted = await desk.articles.submit(
      writer,
      await draft({ body: 'It is put at TK million.\n\n## Who pays\n\nNobody knows ??' }),
    );
    const note = 'Say who pays for the breakwater.';
    const input = { ...desk.articles.on(submitted), note };
    const article = await desk.articles.mutate(editor, 'requestChanges', 'TransitionInput', input);
    const page = await openIt(article);
    await page.getByRole('region', { name: 'Nino Beridze asked' }).getByText(note).waitFor();
    await page
      .getByRole('region', { name: /^Loose ends/ })
      .getByRole('button')
      .nth(1)
      .waitFor();
    await page
      .getByRole('region', { name: 'Outline' })
      .getByRole('button', { name: 'Who pays' })
      .press('Enter');
    await page.keyboard.type('(here) ');
    await until(
      () => saved(article),
      ({ autosave }) => autosave?.body.includes('\n\n(here) ## Who pays\n') === true,
    );
    await page.context().close();
  });

  test('the preview is what readers would get, and names what they will not', async () => {
    const page = await openIt(await draft({ body: 'Some *text*.' }));
    await page.getByRole('button', { name: 'Preview beside' }).click();
    await page.getByRole('article', { name: 'Preview' }).getByText('Some text.').waitFor();
    await typeAtEnd(page, '\n\n<script>alert(1)</script>\n\nMore.');
    await page.getByText('Readers will not get: script.').waitFor();
    await page.getByRole('article', { name: 'Preview' }).getByText('More.').waitFor();
    await page.context().close();
  });

  test('an editor who opens an article in review sees what editing does before they can edit', async () => {
    const article = await desk.articles.submit(writer, await draft());
    const page = await desk.open(editor, writePath(article));
    await page.getByText('Whoever edits it may not approve it').waitFor();
    expect(await body(page).count()).toBe(0);
    expect((await saved(article)).editing).toEqual([]);
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await body(page).waitFor();
    await until(
      () => saved(article),
      ({ editing }) => editing.length === 1,
    );
    await page.getByRole('link', { name: '← Home' }).click();
    await until(
      () => saved(article),
      ({ editing }) => editing.length === 0,
    );
    await page.context().close();
  });

  test('a writer whose text is in review reads it, and why it cannot be edited', async () => {
    const article = await desk.articles.submit(writer, await draft());
    const page = await desk.open(writer, writePath(article));
    await page.getByText('You cannot edit this now.').waitFor();
    await page.getByText('A body of some words.').waitFor();
    expect(await body(page).count()).toBe(0);
    await page.context().close();
  });

  test('submitting saves first', async () => {
    const article = await draft();
    const page = await openIt(article);
    await typeAtEnd(page, ' The last words.');
    await page.getByRole('button', { name: 'Submit…' }).click();
    await page.getByRole('button', { name: 'Submit revision 2' }).waitFor();
    expect(await saved(article)).toMatchObject({ number: 2, body: 'A body of some words. The last words.' });
    await page.context().close();
  });

  test('a second Enter while a tag is being created creates it once', async () => {
    const page = await openIt(await draft());
    const created: string[] = [];
    let respond = (): void => undefined;
    const isAwaited = new Promise<void>((resolve) => (respond = resolve));
    await page.route('**/graphql/desk', async (route) => {
      const sent = route.request().postData() ?? '';
      if (!sent.includes('mutation CreateTagHere')) return route.fallback();
      created.push(sent);
      await isAwaited;
      return route.fallback();
    });
    await page.getByRole('button', { name: 'Add to tags' }).click();
    const tags = page.getByRole('combobox', { name: 'Add to tags' });
    await tags.fill('Ferries twice');
    await page.getByRole('option', { name: 'Create “Ferries twice”' }).waitFor();
    await tags.press('Enter');
    await tags.press('Enter');
    respond();
    await page.getByRole('button', { name: 'Remove Ferries twice' }).waitFor();
    expect(created).toHaveLength(1);
    await page.context().close();
  });

  test.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 320],
  ] as const)('axe finds nothing, %s at %i px', async (colorScheme, width) => {
    const article = await draft({ body: '## A heading\n\nTK words.' });
    const page = await desk.open(writer, writePath(article), {
      colorScheme,
      // High enough for the bar at the foot to lie over nothing.
      viewport: { width, height: 2400 },
    });
    await body(page).waitFor();
    if (width > 768) {
      await page.getByRole('button', { name: 'Preview beside' }).click();
      await page.getByRole('article', { name: 'Preview' }).getByText('TK words.').waitFor();
    }
    await page.getByText('Search and social').click();
    await page.getByRole('button', { name: 'Add to tags' }).click();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await desk.articles.save(editor, article, { title: 'By Nino', body: '## A heading\n\nHer words.' });
    await title(page).fill('By me');
    await typeAtEnd(page, ' Mine.');
    await save(page);
    await page.getByRole('heading', { name: 'Nino Beridze saved while you were writing' }).waitFor();
    // For whoever cannot see that the page is another now.
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    await page.getByRole('button', { name: 'Write it anew' }).first().click();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.context().close();
  });
});
