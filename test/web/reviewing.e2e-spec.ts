// Reviewing in a browser: from the queue to the diff, and to a decision about the very revision that was read.
import type { Page } from 'playwright-core';
import type { ArticleState } from '../support/newsroom.js';
import {
  accessibilityFaults,
  describeInBrowser,
  startDesk,
  type Colleague,
  type DeskInBrowser,
} from '../support/browser.js';

const BEFORE = [
  'An opening that stays.',
  'A second paragraph of it.',
  '## Bran',
  'It is worth almost as much as the wheat.',
  'This one stays.',
  '## The bridge',
  'Nothing changes here.',
].join('\n\n');
const AFTER = BEFORE.replace('almost', 'perhaps half').replace(
  'This one stays.',
  'This one stays.\n\nAn added one.',
);

describeInBrowser('reviewing', () => {
  let desk: DeskInBrowser;
  let writer: Colleague;
  let editor: Colleague;
  let other: Colleague;
  let admin: Colleague;
  let authorIds: string[];
  beforeAll(async () => {
    desk = await startDesk();
    writer = await desk.colleague('WRITER', 'Daniyar Akhmetov');
    editor = await desk.colleague('EDITOR', 'Nino Beridze');
    other = await desk.colleague('EDITOR', 'Tomas Lindqvist');
    admin = await desk.colleague('ADMIN', 'Aigerim Sadykova');
    authorIds = [await desk.articles.author(editor, 'Daniyar Akhmetov')];
  });
  afterAll(() => desk.close());

  /** An article that is live, with a changed revision of it in review. */
  async function changed(saver: Colleague = writer): Promise<ArticleState> {
    const { articles } = desk;
    const live = await articles.published(writer, editor, {
      authorIds,
      title: 'Flour, not wheat',
      excerpt: 'Bran explains how.',
      body: BEFORE,
    });
    const draft = await articles.save(saver, live, { title: 'Flour or wheat', body: AFTER });
    return articles.submit(writer, draft);
  }

  const open = async (who: Colleague, { id }: ArticleState, search = '', options = {}): Promise<Page> => {
    const page = await desk.open(who, `/articles/${id}/review${search}`, options);
    await page.getByRole('heading', { name: 'Working copy' }).waitFor();
    return page;
  };

  async function stateOf({ id }: ArticleState) {
    const data = await desk.articles.run(
      admin,
      `query ($id: ID!) { article(id: $id) { reviewState working { number }
        history(first: 1) { nodes { name note override revision { number } by { name } } } } }`,
      { id },
    );
    return data.article;
  }

  test('an editor reads what changed for readers and approves that revision, by keyboard alone', async () => {
    const article = await changed();
    const page = await open(editor, article);
    const title = page.getByRole('heading', { level: 1 });
    expect(await title.locator('del').allTextContents()).toEqual([', not']);
    expect(await title.locator('ins').allTextContents()).toEqual([' or']);
    const text = page.getByRole('article', { name: 'The text, with changes since revision 1' });
    expect(await text.locator('del').allTextContents()).toEqual(['almost']);
    expect(await text.locator('ins').allTextContents()).toEqual(['perhaps half', 'An added one.']);
    expect(await text.getByText('An opening that stays.').isVisible()).toBe(false);
    await text.getByText('The opening, 2 paragraphs, unchanged').click();
    expect(await text.getByText('An opening that stays.').isVisible()).toBe(true);

    // The title is the first change, the section “Bran” the second.
    await page.keyboard.press('n');
    await page.keyboard.press('n');
    expect(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.textContent)).toBe(
      'Bran',
    );
    await page.keyboard.press('a');
    const dialog = page.getByRole('dialog', { name: 'Approve revision 2' });
    await dialog.waitFor();
    await page.keyboard.type('Read twice.');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('Approved Flour or wheat.').waitFor();
    expect(await stateOf(article)).toMatchObject({
      reviewState: 'APPROVED',
      history: { nodes: [{ name: 'APPROVE', note: 'Read twice.', revision: { number: 2 } }] },
    });
    await page.context().close();
  });

  test('screen readers hear what was added and what was cut, in the title and in the text', async () => {
    const page = await open(editor, await changed());
    const heading = page.getByRole('heading', { level: 1 });
    const text = page.getByRole('article', { name: 'The text, with changes since revision 1' });
    for (const changes of [heading, text]) {
      const said = (name: 'ins' | 'del') =>
        changes
          .locator(name)
          .first()
          .evaluate((element) => getComputedStyle(element, '::before').content.replaceAll('"', ''));
      expect([await said('ins'), await said('del')]).toEqual([
        expect.stringContaining('added'),
        expect.stringContaining('cut'),
      ]);
    }
    await page.context().close();
  });

  test('requesting changes takes a note, and says so where it is missing', async () => {
    const article = await changed();
    const page = await open(editor, article);
    await page.keyboard.press('r');
    const dialog = page.getByRole('dialog', { name: 'Request changes to revision 2' });
    await dialog.getByRole('button', { name: 'Request changes' }).click();
    await dialog.getByText('note must say what is to be changed.').waitFor();
    const note = dialog.getByLabel('What is to be changed');
    expect(await note.getAttribute('aria-invalid')).toBe('true');
    await note.fill('“Always” is not true of the tariff.');
    await dialog.getByRole('button', { name: 'Request changes' }).click();
    await page.getByRole('status').getByText('Requested changes to Flour or wheat.').waitFor();
    await page.getByRole('complementary').getByText('“Always” is not true of the tariff.').waitFor();
    expect(await stateOf(article)).toMatchObject({ reviewState: 'CHANGES_REQUESTED' });
    await page.context().close();
  });

  test('what was submitted can be withdrawn by Undo', async () => {
    const article = await desk.articles.draft(writer, { authorIds, title: 'Sent too early' });
    const page = await open(writer, article);
    await page.getByRole('button', { name: 'Submit revision 1 for review' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Submit revision 1' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('status').getByText('Undone.').waitFor();
    expect(await stateOf(article)).toMatchObject({ reviewState: 'DRAFT' });
    await page.context().close();
  });

  test('the writer of a revision sees why they may not approve it, and who may', async () => {
    const page = await open(editor, await changed(editor));
    const button = page.getByRole('button', { name: /^Approve revision 2/ });
    expect(await button.getAttribute('aria-expanded')).toBe('false');
    await page.keyboard.press('a');
    await page.getByText('Nobody approves what they wrote, and you made revision 2.').waitFor();
    expect(await button.getAttribute('aria-expanded')).toBe('true');
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.getByRole('listitem').filter({ hasText: other.name }).getByText('Editor').waitFor();
    await page.getByRole('button', { name: 'Copy a link for them' }).waitFor();
    await page.context().close();
  });

  test('an administrator approves what they wrote, and has to say why', async () => {
    const article = await changed(admin);
    const page = await open(admin, article);
    await page.getByRole('button', { name: /^Approve revision 2/ }).click();
    await page.getByRole('button', { name: 'Approve all the same…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Approve revision 2' });
    await dialog.getByRole('button', { name: 'Approve revision 2' }).click();
    await dialog.getByText('An override needs a reason.').waitFor();
    await dialog.getByLabel('Why you approve what you wrote').fill('The desk is empty tonight.');
    await dialog.getByRole('button', { name: 'Approve revision 2' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(await stateOf(article)).toMatchObject({
      reviewState: 'APPROVED',
      history: { nodes: [{ override: 'The desk is empty tonight.' }] },
    });
    await page.context().close();
  });

  test('a revision that came meanwhile is said, shown, and approved only once it was shown', async () => {
    const article = await changed();
    const page = await open(editor, article);
    await desk.articles.save(other, article, { body: `${AFTER}\n\nThree more words.` });
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
    await page.getByText(/^Tomas Lindqvist saved revision 3 today at/).waitFor();
    const approve = page.getByRole('button', { name: /^Approve revision 2/ });
    await approve.click();
    await page.getByText('This page shows revision 2; the working copy is revision 3.').waitFor();
    await page.getByRole('button', { name: /^Show what changed.*3 words added/ }).click();
    const text = page.getByRole('article', { name: 'The text, with changes since revision 2' });
    expect(await text.locator('ins').allTextContents()).toEqual(['Three more words.']);
    await page.getByRole('button', { name: 'Approve revision 3' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Approve revision 3' }).click();
    await page
      .getByRole('status')
      .getByText(/^Approved/)
      .waitFor();
    expect(await stateOf(article)).toMatchObject({ reviewState: 'APPROVED', working: { number: 3 } });
    await page.context().close();
  });

  test('a decision about what has changed meanwhile is refused in words, and nothing is decided', async () => {
    const article = await changed();
    const page = await open(editor, article);
    await page.keyboard.press('a');
    const dialog = page.getByRole('dialog', { name: 'Approve revision 2' });
    await dialog.waitFor();
    await desk.articles.save(other, article, { body: `${AFTER}\n\nMore.` });
    await dialog.getByRole('button', { name: 'Approve revision 2' }).click();
    await dialog
      .getByText(/^Tomas Lindqvist changed the article today at .* It is now: In review\./)
      .waitFor();
    await dialog.getByRole('button', { name: 'Look at it as it is now' }).click();
    await page.getByText(/^Tomas Lindqvist saved revision 3/).waitFor();
    expect(await stateOf(article)).toMatchObject({ reviewState: 'IN_REVIEW' });
    await page.context().close();
  });

  test('a new article is shown plainly, with its words', async () => {
    const { articles } = desk;
    const article = await articles.submit(
      writer,
      await articles.draft(writer, { authorIds, body: 'Five words that are new.' }),
    );
    const page = await open(editor, article);
    const text = page.getByRole('article', { name: 'The text' });
    await text.getByText('Five words that are new.').waitFor();
    expect(await text.locator('ins, del').count()).toBe(0);
    expect(await page.getByRole('form', { name: 'What to compare' }).textContent()).toContain('New, 5 words');
    await page.context().close();
  });

  test('the Markdown shows the same change, and other bases can be compared with', async () => {
    const page = await open(editor, await changed());
    await page.getByRole('radio', { name: 'Markdown' }).check({ force: true });
    const markdown = page.getByLabel('The Markdown, with changes since revision 1');
    await markdown.getByText('perhaps half').waitFor();
    await page.getByLabel('since', { exact: true }).selectOption('another revision…');
    await page.getByLabel('Revision to compare with').selectOption({ value: '1' });
    await page.waitForURL(/from=1/);
    await page.context().close();
  });

  test('the whole review is one request', async () => {
    const page = await open(editor, await changed());
    const asked: string[] = [];
    page.on('request', (request) => {
      const [, operation] = /(?:query|mutation) (\w+)/.exec(request.postData() ?? '') ?? [];
      if (operation !== undefined) asked.push(operation);
    });
    await page.reload();
    await page
      .getByRole('article', { name: /^The text, with changes/ })
      .getByText('perhaps half')
      .waitFor();
    expect(asked.filter((name) => name !== 'RefreshSession' && name !== 'Frame')).toEqual(['ReviewScreen']);
    await page.context().close();
  });

  test('brackets go through the queue, in the order in which it waits', async () => {
    await desk.app.owner.query(
      `UPDATE desk.articles SET review_state = 'DRAFT' WHERE review_state = 'IN_REVIEW'`,
    );
    const { articles } = desk;
    const draft = (title: string) => articles.draft(writer, { authorIds, title });
    const first = await articles.submit(writer, await draft('The first to wait'));
    await articles.submit(writer, await draft('The second to wait'));
    const page = await open(editor, first, '?queue={}');
    await page.getByText('1 of 2').waitFor();
    await page.keyboard.press(']');
    await page.getByRole('heading', { level: 1, name: 'The second to wait' }).waitFor();
    await page.getByText('2 of 2').waitFor();
    await page.keyboard.press('[');
    await page.getByRole('heading', { level: 1, name: 'The first to wait' }).waitFor();
    await page.context().close();
  });

  test.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 320],
  ] as const)('axe finds nothing on the review and its dialog, %s at %i px', async (colorScheme, width) => {
    const page = await open(editor, await changed(editor), '', {
      colorScheme,
      viewport: { width, height: 800 },
    });
    const approve = page.getByRole('complementary').getByRole('button', { name: /^Approve/ });
    await approve.click();
    await page.getByText('Nobody approves what they wrote').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.getByRole('complementary').getByRole('button', { name: 'Request changes…' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.context().close();
  });
});
