// What is typed while something else goes on: a screen that fills, a save, a session that ends. No letter goes elsewhere.
import type { Page, Route } from 'playwright-core';
import { describeInBrowser, startDesk, type Colleague, type DeskInBrowser } from '../support/browser.js';
import type { ArticleState } from '../support/newsroom.js';
import {
  body,
  save,
  savingBar,
  says,
  showsText,
  stored,
  textOf,
  title,
  typeAtEnd,
  until,
  writePath,
} from '../support/writing.js';

const BODY = 'One.';
const AUTOSAVE = 'mutation ($input: AutosaveInput!) { autosave(input: $input) { autosave { savedAt } } }';

interface Held {
  /** Resolves when the page has asked for it. */
  readonly asked: Promise<void>;
  release(): void;
}

/** Keeps what matches from going on until it is released. */
async function hold(page: Page, url: string, matches: (route: Route) => Promise<boolean>): Promise<Held> {
  let release = () => undefined as void;
  let isSubmitted = () => undefined as void;
  const released = new Promise<void>((resolve) => (release = resolve));
  const asked = new Promise<void>((resolve) => (isSubmitted = resolve));
  await page.route(url, async (route) => {
    if (await matches(route)) {
      isSubmitted();
      await released;
    }
    await route.fallback();
  });
  return { asked, release };
}

const asks = (route: Route, operation: string) =>
  Boolean(
    route
      .request()
      .postData()
      ?.match(new RegExp(`(query|mutation) ${operation}\\b`)),
  );

const holdOperation = (page: Page, operation: string) =>
  hold(page, '**/graphql/desk', (route) => Promise.resolve(asks(route, operation)));

/** The script with CodeMirror in it. */
const holdEditor = (page: Page) =>
  hold(page, '**/desk/assets/*.js', async (route) =>
    (await (await fetch(route.request().url())).text()).includes('cm-content'),
  );

describeInBrowser('writing while something else goes on', () => {
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
    authorId = await desk.articles.author(editor);
  });
  afterEach(() => desk.closePages());
  afterAll(() => desk.close());

  const draft = () => desk.articles.draft(writer, { authorIds: [authorId], body: BODY });
  const saved = (article: Pick<ArticleState, 'id'>) => stored(desk, writer, article.id);
  const submitDialog = (page: Page) => page.getByRole('dialog', { name: /^Submit/ });
  const offers = (page: Page) => page.getByRole('status').filter({ hasText: 'Unsaved text of yours' });

  async function openIt(article: ArticleState): Promise<Page> {
    const page = await desk.open(writer, writePath(article));
    await body(page).waitFor();
    return page;
  }

  test('who submits right after typing submits what is on the screen, and cannot write on in between', async () => {
    const article = await draft();
    const page = await openIt(article);
    const saving = await holdOperation(page, 'SaveDraft');
    await typeAtEnd(page, ' Two.');
    await page.getByRole('button', { name: 'Submit…' }).press('Enter');
    await saving.asked;
    await submitDialog(page).getByText('Saving…').waitFor();
    saving.release();
    await page.getByRole('button', { name: 'Submit revision 2' }).click();
    await submitDialog(page).waitFor({ state: 'detached' });
    expect(await saved(article)).toMatchObject({ number: 2, body: `${BODY} Two.`, reviewState: 'IN_REVIEW' });
  });

  test('an article that cannot be asked for after the save is not submitted as it was before', async () => {
    const article = await draft();
    const page = await openIt(article);
    let hasSaved = false;
    await page.route('**/graphql/desk', (route) => {
      hasSaved ||= asks(route, 'SaveDraft');
      if (!hasSaved || !asks(route, 'WriteScreen')) return route.fallback();
      const error = { message: 'It cannot be read.', extensions: { code: 'INTERNAL_SERVER_ERROR' } };
      return route.fulfill({ json: { data: null, errors: [error] } });
    });
    await typeAtEnd(page, ' Two.');
    await page.getByRole('button', { name: 'Submit…' }).click();
    await submitDialog(page).waitFor();
    await submitDialog(page).getByRole('alert').getByText('It cannot be read.').waitFor();
    expect(
      await submitDialog(page)
        .getByRole('button', { name: /revision/ })
        .count(),
    ).toBe(0);
  });

  test('a transition from the palette is about what is on the screen', async () => {
    const article = await draft();
    const page = await openIt(article);
    await typeAtEnd(page, ' Two.');
    await page.getByRole('button', { name: 'Submit…' }).focus();
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('combobox').fill('submit');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Submit revision 2' }).click();
    await submitDialog(page).waitFor({ state: 'detached' });
    expect(await saved(article)).toMatchObject({ number: 2, body: `${BODY} Two.`, reviewState: 'IN_REVIEW' });
  });

  test('as soon as there is a title to type in, Enter leads on into the text', async () => {
    const page = await desk.open(writer, '/');
    await page.getByRole('heading', { name: 'Home' }).waitFor();
    const script = await holdEditor(page);
    await page.keyboard.press('c');
    await script.asked;
    // A title without its text would be there by now.
    await title(page)
      .waitFor({ timeout: 500 })
      .catch(() => script.release());
    await title(page).waitFor();
    await page.keyboard.type('A port');
    await page.keyboard.press('Enter');
    await page.keyboard.type('The boardwalk.');
    script.release();
    await showsText(page, 'The boardwalk.');
    expect(await title(page).inputValue()).toBe('A port');
  });

  test('what is typed on the way to a new article is no key of the screen that goes', async () => {
    const page = await desk.open(writer, '/articles');
    await page.getByRole('heading', { name: 'Articles' }).waitFor();
    const script = await holdEditor(page);
    await page.keyboard.press('c');
    await script.asked;
    // The keys that go home.
    await page.keyboard.type('gh');
    script.release();
    await title(page).waitFor();
    expect(page.url()).toMatch(/\/articles\/new$/);
  });

  test('the first save of a new article leaves the page where it is', async () => {
    const page = await desk.open(writer, '/articles/new');
    await body(page).waitFor();
    await title(page).fill('A long one');
    await body(page).click();
    const lines = Array.from({ length: 100 }, (_, index) => `Line ${index}.`);
    await page.keyboard.insertText(lines.join('\n\n'));
    await page.keyboard.press('ControlOrMeta+End');
    const place = () => page.evaluate(() => window.scrollY);
    await until(place, (at) => at > 0);
    const filled = page.waitForResponse((response) =>
      Boolean(response.request().postData()?.includes('query WriteScreen')),
    );
    await save(page);
    await page.waitForURL(/\/articles\/art_[^/]+\/write$/);
    await filled;
    await says(page, 'Saved');
    expect(await place()).toBeGreaterThan(0);
  });

  test('what is typed during the first save stays, and is in the next revision', async () => {
    const page = await desk.open(writer, '/articles/new');
    await body(page).waitFor();
    const creating = await holdOperation(page, 'CreateDraft');
    const filling = await holdOperation(page, 'WriteScreen');
    await title(page).fill('A port');
    await body(page).click();
    await page.keyboard.type('Before, ');
    await save(page);
    await creating.asked;
    await page.keyboard.type('during, ');
    creating.release();
    await filling.asked;
    await page.keyboard.type('on the way, ');
    filling.release();
    await page.waitForURL(/\/articles\/art_[^/]+\/write$/);
    await page.keyboard.type('after.');
    const text = 'Before, during, on the way, after.';
    await showsText(page, text);
    await save(page);
    const id = /art_[^/]+/.exec(page.url())?.[0] ?? '';
    await until(
      () => saved({ id }),
      (article) => article.body === text,
    );
  });

  test('what is typed before earlier text was looked for is not offered as earlier text', async () => {
    const article = await draft();
    const input = { articleId: article.id, baseRevisionId: article.working.id, body: 'The earlier text.' };
    await desk.articles.run(writer, AUTOSAVE, { input });
    const page = await desk.open(writer, '/');
    await page.addInitScript(() => {
      const { locks } = navigator;
      const query = locks.query.bind(locks);
      const go = new Promise((resolve) => window.addEventListener('look', resolve));
      locks.query = () => go.then(query);
    });
    await page.goto(`${desk.app.url}/desk${writePath(article)}`);
    await body(page).waitFor();
    await typeAtEnd(page, ' Two.');
    await page.evaluate(() => window.dispatchEvent(new Event('look')));
    await offers(page).first().waitFor();
    expect(await offers(page).count()).toBe(1);
    await offers(page).getByRole('button', { name: 'Use it' }).click();
    await showsText(page, 'The earlier text.');
  });

  test('letters that are typed while the earlier text is being taken are kept too', async () => {
    const article = await draft();
    const input = { articleId: article.id, baseRevisionId: article.working.id, body: 'The earlier text.' };
    await desk.articles.run(writer, AUTOSAVE, { input });
    const page = await openIt(article);
    await offers(page).waitFor();
    await typeAtEnd(page, ' Two');
    await savingBar(page).getByText('for you alone').waitFor();
    // Another transaction holds the browser's storage.
    await page.evaluate(async () => {
      const database = await new Promise<IDBDatabase>((resolve) => {
        const opening = indexedDB.open('copydesk.drafts');
        opening.onsuccess = () => resolve(opening.result);
      });
      const drafts = database.transaction('drafts', 'readwrite').objectStore('drafts');
      let isHeld = true;
      window.addEventListener('release', () => (isHeld = false));
      const goOn = () => {
        if (isHeld) drafts.count().onsuccess = goOn;
        else database.close();
      };
      goOn();
    });
    await offers(page).getByRole('button', { name: 'Use it' }).click();
    await typeAtEnd(page, ' and three.');
    await page.evaluate(() => window.dispatchEvent(new Event('release')));
    await showsText(page, 'The earlier text.');
    await offers(page).getByRole('button', { name: 'Use it' }).click();
    await showsText(page, `${BODY} Two and three.`);
  });

  test('letters that are typed on where a conflict has taken the place of the text are no keys', async () => {
    const article = await draft();
    const page = await openIt(article);
    await typeAtEnd(page, ' Mine');
    await desk.articles.save(editor, article, { body: 'By Nino.' });
    await save(page);
    const heading = page.getByRole('heading', { name: 'Nino Beridze saved while you were writing' });
    // Every letter would begin a new article.
    do await page.keyboard.press('c');
    while (!(await heading.isVisible()));
    for (let letters = 0; letters < 3; letters += 1) await page.keyboard.press('c');
    await heading.waitFor();
    expect(page.url()).toContain(article.id);
  });

  test('a session that ends under somebody’s fingers asks for the password at a pause', async () => {
    const article = await draft();
    const page = await openIt(article);
    await desk.app.owner.query('DELETE FROM desk.sessions WHERE user_id = $1', [writer.id]);
    const refused = page.waitForResponse((response) =>
      Boolean(response.request().postData()?.includes('mutation RefreshSession')),
    );
    let isRefused = false;
    void refused.then(() => (isRefused = true));
    await typeAtEnd(page, ' ');
    await save(page);
    let typed = '';
    const type = async () => {
      typed += 'x';
      await page.keyboard.press('x');
    };
    while (!isRefused) await type();
    for (let letters = 0; letters < 20; letters += 1) await type();
    const dialog = page.getByRole('dialog', { name: 'Sign in again' });
    await dialog.waitFor();
    expect(await textOf(page)).toBe(`${BODY} ${typed}`);
    expect(await dialog.getByLabel(/^Password for/).inputValue()).toBe('');
  });
});
