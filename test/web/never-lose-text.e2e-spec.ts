// Whatever happens to the page, the server or the session: what somebody wrote is still there.
import type { Page } from 'playwright-core';
import { describeInBrowser, startDesk, type Colleague, type DeskInBrowser } from '../support/browser.js';
import type { ArticleState } from '../support/newsroom.js';
import {
  body,
  save,
  savingBar,
  says,
  stored,
  showsText,
  textOf,
  title,
  typeAtEnd,
  until,
  writePath,
} from '../support/writing.js';

const BODY = 'One.\n\nTwo.\n\nThree.';

describeInBrowser('never losing text', () => {
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
  afterAll(() => desk.close());

  const draft = (fields: object = {}) =>
    desk.articles.draft(writer, { authorIds: [authorId], body: BODY, ...fields });

  /** The writer opens it, and waits for the text. */
  async function openIt(article: ArticleState): Promise<Page> {
    const page = await desk.open(writer, writePath(article));
    await body(page).waitFor();
    return page;
  }

  const saved = (article: ArticleState) => stored(desk, writer, article.id);
  const offer = (page: Page) => page.getByRole('status').filter({ hasText: 'Unsaved text of yours' });

  /** Another tab of the same browser, as after it was restarted. */
  async function reopened(page: Page, path: string): Promise<Page> {
    const next = await page.context().newPage();
    await next.goto(`${desk.app.url}/desk${path}`);
    await offer(next).first().waitFor();
    return next;
  }

  test('a tab that crashes has kept what was typed', async () => {
    const article = await draft();
    const page = await openIt(article);
    // The server hears nothing of it.
    await page.route('**/graphql/desk', (route) => route.abort());
    await typeAtEnd(page, ' Typed before the crash.');
    await page.getByText('Offline').first().waitFor();
    const crashed = page.waitForEvent('crash');
    const session = await page.context().newCDPSession(page);
    void session.send('Page.crash').catch(() => undefined);
    await crashed;
    const next = await reopened(page, writePath(article));
    expect(await textOf(next)).toBe(BODY);
    await offer(next).getByRole('button', { name: 'Use it' }).click();
    await showsText(next, `${BODY} Typed before the crash.`);
    await save(next);
    await says(next, 'Saved');
    await until(
      () => saved(article),
      ({ number }) => number === 2,
    );
    expect((await saved(article)).body).toBe(`${BODY} Typed before the crash.`);
    await page.context().close();
  });

  test('a tab that is closed without leaving the screen has kept the last letters', async () => {
    const article = await draft();
    const page = await openIt(article);
    await page.context().setOffline(true);
    await typeAtEnd(page, ' The last letters.');
    await page.close({ runBeforeUnload: false });
    await page.context().setOffline(false);
    // Should the last request have come through: it is this browser that is asked here.
    await desk.app.owner.query('DELETE FROM desk.autosaves');
    const next = await page.context().newPage();
    await next.goto(`${desk.app.url}/desk${writePath(article)}`);
    await offer(next).first().waitFor();
    await offer(next).getByRole('button', { name: 'Use it' }).click();
    await showsText(next, `${BODY} The last letters.`);
    await next.context().close();
  });

  test('unsaved text of another browser is offered, and thrown away only when somebody says so twice', async () => {
    const article = await draft();
    const mutation = 'mutation ($input: AutosaveInput!) { autosave(input: $input) { autosave { savedAt } } }';
    const input = {
      articleId: article.id,
      baseRevisionId: article.working.id,
      body: `${BODY} From elsewhere.`,
    };
    await desk.articles.run(writer, mutation, { input });
    const page = await openIt(article);
    await offer(page).getByRole('button', { name: 'Throw it away…' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click();
    expect((await saved(article)).autosave.body).toContain('From elsewhere.');
    await offer(page).getByRole('button', { name: 'Throw it away…' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Throw it away' }).click();
    await offer(page).waitFor({ state: 'hidden' });
    await until(
      () => saved(article),
      ({ autosave }) => autosave === null,
    );
    await page.context().close();
  });

  test('writing before deciding about the earlier text loses neither', async () => {
    const article = await draft();
    const mutation = 'mutation ($input: AutosaveInput!) { autosave(input: $input) { autosave { savedAt } } }';
    const input = { articleId: article.id, baseRevisionId: article.working.id, body: 'The earlier text.' };
    await desk.articles.run(writer, mutation, { input });
    const page = await openIt(article);
    await offer(page).waitFor();
    await typeAtEnd(page, ' The later text.');
    await until(
      () => saved(article),
      ({ autosave }) => autosave?.body === `${BODY} The later text.`,
    );
    await offer(page).getByRole('button', { name: 'Use it' }).click();
    await showsText(page, 'The earlier text.');
    await offer(page).getByRole('button', { name: 'Use it' }).click();
    await showsText(page, `${BODY} The later text.`);
    await offer(page).waitFor();
    await page.context().close();
  });

  test('a session that ends while somebody types keeps the text, and saving goes on after the sign-in', async () => {
    const article = await draft();
    const page = await openIt(article);
    await desk.app.owner.query('DELETE FROM desk.sessions WHERE user_id = $1', [writer.id]);
    await typeAtEnd(page, ' Typed without a session.');
    const dialog = page.getByRole('dialog', { name: 'Sign in again' });
    await dialog.getByLabel(/^Password for/).fill(writer.password);
    await dialog.getByRole('button', { name: 'Sign in and go on' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(await textOf(page)).toBe(`${BODY} Typed without a session.`);
    await until(
      () => saved(article),
      ({ autosave }) => autosave?.body === `${BODY} Typed without a session.`,
    );
    await save(page);
    await until(
      () => saved(article),
      ({ number }) => number === 2,
    );
    expect((await saved(article)).body).toBe(`${BODY} Typed without a session.`);
    await page.context().close();
  });

  test('without a server the bar says Offline, and it is saved by itself when that is back', async () => {
    const article = await draft();
    const page = await openIt(article);
    await page.context().setOffline(true);
    await typeAtEnd(page, ' Typed offline.');
    await save(page);
    await says(page, 'Offline');
    await page.keyboard.type(' And more.');
    await page.context().setOffline(false);
    await says(page, 'Saved');
    await until(
      () => saved(article),
      ({ number, autosave }) => number >= 2 && autosave === null,
    );
    expect(await textOf(page)).toBe(`${BODY} Typed offline. And more.`);
    expect((await saved(article)).body).toBe(`${BODY} Typed offline. And more.`);
    await page.context().close();
  });

  test('a colleague’s change elsewhere in the text is merged, and saved with mine', async () => {
    const article = await draft();
    const page = await openIt(article);
    await desk.articles.save(editor, article, {
      title: 'By Nino',
      body: BODY.replace('One.', 'One, by Nino.'),
    });
    await typeAtEnd(page, ' And mine.');
    await save(page);
    await page.getByRole('heading', { name: 'Nino Beridze saved while you were writing' }).waitFor();
    await page.getByText('Nothing is left for you to settle.').waitFor();
    await page.getByRole('button', { name: 'Leave it out: Title' }).click();
    await page.getByRole('button', { name: 'Save as revision 3' }).click();
    await says(page, 'Saved');
    const both = 'One, by Nino.\n\nTwo.\n\nThree. And mine.';
    await showsText(page, both);
    const { working } = await saved(article);
    expect(working).toMatchObject({ number: 3, body: { markdown: both } });
    expect(working.title).not.toBe('By Nino');
    await page.context().close();
  });

  test('where both changed one paragraph, nothing is saved before the writer has settled it', async () => {
    const article = await draft();
    const page = await openIt(article);
    await desk.articles.save(editor, article, { body: BODY.replace('Three.', 'Three, by Nino.') });
    await typeAtEnd(page, ' And mine.');
    await save(page);
    const hunk = page.getByRole('region', { name: /^To settle/ });
    await hunk.getByText('Where both began').waitFor();
    await page.getByRole('button', { name: /^Save as revision 3/ }).click();
    await page.getByRole('dialog', { name: '1 left to settle.' }).getByRole('button').click();
    expect((await saved(article)).number).toBe(2);
    // What is mine survives a reload, too.
    await page.reload();
    await offer(page).getByRole('button', { name: 'Use it' }).click();
    await hunk.getByRole('button', { name: 'Write it anew' }).click();
    await hunk.getByRole('textbox', { name: 'Your text for this place' }).fill('Three, by both of us.');
    await page.getByRole('button', { name: 'Save as revision 3' }).click();
    await says(page, 'Saved');
    expect((await saved(article)).body).toBe('One.\n\nTwo.\n\nThree, by both of us.');
    await page.context().close();
  });

  test('mine is dropped only after a question', async () => {
    const article = await draft();
    const page = await openIt(article);
    await desk.articles.save(editor, article, { body: 'All by Nino.' });
    await typeAtEnd(page, ' And mine.');
    await save(page);
    await page.getByRole('button', { name: 'Drop yours…' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Drop it' }).click();
    await says(page, 'Saved');
    await showsText(page, 'All by Nino.');
    expect((await saved(article)).number).toBe(2);
    await page.context().close();
  });

  test('two tabs of one writer lose neither text', async () => {
    const article = await draft();
    const first = await openIt(article);
    const second = await first.context().newPage();
    await second.goto(`${desk.app.url}/desk${writePath(article)}`);
    await second.getByText('You have this open in another tab too.').waitFor();
    await first.getByText('You have this open in another tab too.').waitFor();
    await typeAtEnd(first, ' In the first tab.');
    await body(second).click();
    await second.keyboard.press('ControlOrMeta+Home');
    await second.keyboard.type('In the second tab. ');
    await save(first);
    await until(
      () => saved(article),
      ({ number }) => number === 2,
    );
    await save(second);
    await second.getByRole('heading', { name: 'You saved in another place too' }).waitFor();
    await second.getByRole('button', { name: 'Save as revision 3' }).click();
    await says(second, 'Saved');
    const both = 'In the second tab. One.\n\nTwo.\n\nThree. In the first tab.';
    expect((await saved(article)).body).toBe(both);
    expect(await textOf(first)).toBe(`${BODY} In the first tab.`);
    await first.context().close();
  });

  test('a viewer who comes back to the page sees that a newer revision was saved, and loads it by a click', async () => {
    const article = await draft();
    const page = await openIt(article);
    await desk.articles.save(editor, article, { body: 'All by Nino.' });
    const notice = page.getByText('Nino Beridze saved revision 2 meanwhile.');
    await until(
      async () => {
        await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
        return notice.isVisible();
      },
      (isTold) => isTold,
    );
    expect(await textOf(page)).toBe(BODY);
    await page.getByRole('button', { name: 'Load it' }).click();
    await showsText(page, 'All by Nino.');
    await save(page);
    await notice.waitFor({ state: 'hidden' });
    expect((await saved(article)).number).toBe(2);
    await page.context().close();
  });

  test('a colleague who approves and publishes meanwhile does not stop the saving', async () => {
    const article = await desk.articles.submit(writer, await draft());
    const second = await desk.colleague('EDITOR', 'Tomas Lindqvist');
    const page = await desk.open(second, writePath(article));
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await typeAtEnd(page, ' And by Tomas.');
    await desk.articles.publish(editor, await desk.articles.approve(editor, article));
    await save(page);
    await until(
      () => stored(desk, second, article.id),
      ({ number }) => number === 2,
    );
    expect(await stored(desk, second, article.id)).toMatchObject({
      body: `${BODY} And by Tomas.`,
      reviewState: 'DRAFT',
    });
    await page.context().close();
  });

  test('leaving the screen saves without a question', async () => {
    const article = await draft();
    const page = await openIt(article);
    await typeAtEnd(page, ' Before leaving.');
    await page.getByRole('link', { name: '← Home' }).click();
    await page.getByRole('heading', { name: 'Home' }).waitFor();
    expect((await saved(article)).body).toBe(`${BODY} Before leaving.`);
    await page.context().close();
  });

  test('a new article without a title is kept until it has one', async () => {
    const page = await desk.open(writer, '/articles/new');
    await body(page).waitFor();
    await typeAtEnd(page, 'A beginning without a title.');
    await savingBar(page).getByText('Unsaved').waitFor();
    await page.getByRole('button', { name: 'Save revision' }).click();
    await page.getByText('Give it a title first; then it can be saved.').waitFor();
    await page.close({ runBeforeUnload: true });
    const next = await reopened(page, '/articles/new');
    await offer(next).getByRole('button', { name: 'Use it' }).click();
    await showsText(next, 'A beginning without a title.');
    await title(next).fill('A title at last');
    await save(next);
    await next.waitForURL(/\/articles\/art_[^/]+\/write$/);
    await next.context().close();
  });
});
