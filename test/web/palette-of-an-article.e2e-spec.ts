// What the palette offers to do with the article that is open, in a browser.
import type { Page } from 'playwright-core';
import { describeInBrowser, startDesk, type Colleague, type DeskInBrowser } from '../support/browser.js';
import type { ArticleState } from '../support/newsroom.js';

describeInBrowser('the palette over an article', () => {
  let desk: DeskInBrowser;
  let editor: Colleague;
  let inReview: ArticleState;
  let edited: ArticleState;
  const pages: Page[] = [];

  beforeAll(async () => {
    desk = await startDesk();
    editor = await desk.colleague('EDITOR', 'Nino Beridze');
    const writer = await desk.colleague('WRITER', 'Daniyar Akhmetov');
    const { articles } = desk;
    const authorIds = [await articles.author(editor)];
    inReview = await articles.submit(writer, await articles.draft(writer, { authorIds, title: 'A bypass' }));
    const another = await articles.submit(
      writer,
      await articles.draft(writer, { authorIds, title: 'A port' }),
    );
    edited = await articles.save(editor, another, { body: 'What the editor wrote.' });
  });
  afterEach(async () => {
    for (const page of pages.splice(0)) await page.context().close();
  });
  afterAll(() => desk.close());

  async function openPalette({ id }: ArticleState, title: string): Promise<Page> {
    const page = await desk.open(editor, `/articles/${id}/review`);
    pages.push(page);
    await page.getByRole('heading', { name: title }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('group', { name: 'The article you have open' }).waitFor();
    return page;
  }

  test('a transition is made by keyboard alone', async () => {
    const page = await openPalette(inReview, 'A bypass');
    await page.keyboard.type('req');
    await page.getByRole('option', { name: 'Request changes…' }).waitFor();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('Who pays for it?');
    await dialog.getByRole('button', { name: /^Request changes/ }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Changes requested').first().waitFor();
  });

  test('one that may not be made stands there with its reason, and says more when it is chosen', async () => {
    const page = await openPalette(edited, 'A port');
    const option = page.getByRole('option', { name: 'Approve: revision 2' });
    expect(await option.innerText()).toContain('you made revision 2');
    await option.click();
    await page
      .getByRole('dialog')
      .getByText(/Ask another editor/)
      .waitFor();
  });
});
