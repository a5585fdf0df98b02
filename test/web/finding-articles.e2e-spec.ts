// Finding articles, and acting on several, in a browser.
import type { Page } from 'playwright-core';
import {
  accessibilityFaults,
  describeInBrowser,
  startDesk,
  type Colleague,
  type DeskInBrowser,
} from '../support/browser.js';

describeInBrowser('finding articles', () => {
  let desk: DeskInBrowser;
  let editor: Colleague;
  let writer: Colleague;
  let authorIds: string[];
  let tag: { id: string; slug: string };

  beforeAll(async () => {
    desk = await startDesk();
    editor = await desk.colleague('EDITOR', 'Nino Beridze');
    writer = await desk.colleague('WRITER', 'Daniyar Akhmetov');
    authorIds = [await desk.articles.author(editor, 'Daniyar A.')];
    tag = await desk.articles.tag(editor, 'Rail');
    const { articles } = desk;
    const tomorrow = new Date(Date.now() + 86_400_000);
    await articles.published(writer, editor, { authorIds, title: 'A night shift', tagIds: [tag.id] });
    await articles.schedule(
      editor,
      await articles.approved(writer, editor, { authorIds, title: 'A cable' }),
      tomorrow,
    );
    await articles.draft(writer, { authorIds, title: 'Notes from the ferry', tagIds: [tag.id] });
    await articles.draft(editor, { authorIds, title: 'من باكو إلى قارص' });
  });
  afterEach(() => desk.closePages());
  afterAll(() => desk.close());

  const open: DeskInBrowser['open'] = (...args) => desk.open(...args);

  const row = (page: Page, title: string) => page.getByRole('row').filter({ hasText: title });
  /** Of the table's rows, in their order. */
  const titles = (page: Page) => page.getByRole('rowheader').getByRole('link').allTextContents();
  const gone = (page: Page, title: string) => row(page, title).waitFor({ state: 'detached' });

  test('a row says its state, what readers see, its byline and its tags', async () => {
    const page = await open(editor, '/articles');
    const live = await row(page, 'A night shift').innerText();
    expect(live).toContain('Rail');
    expect(live).toContain('Published');
    expect(live).toContain('this revision');
    expect(live).toContain('Daniyar A.');
    expect(await row(page, 'A cable').innerText()).toMatch(/Scheduled\s+from tomorrow at \d\d:\d\d/);
    expect(await row(page, 'Notes from the ferry').innerText()).toMatch(/Draft\s+nothing/);
    expect(await page.title()).toBe('Articles · Copydesk');
  });

  test('a writer finds the articles of their own, and goes on writing them', async () => {
    const page = await open(writer, '/articles');
    await row(page, 'Notes from the ferry').waitFor();
    expect((await titles(page)).sort()).toEqual(['A cable', 'A night shift', 'Notes from the ferry']);
    await page.getByRole('link', { name: 'Notes from the ferry' }).click();
    await page.waitForURL(/\/articles\/art_\w+\/write$/);
  });

  test('an editor reads first', async () => {
    const page = await open(editor, '/articles');
    await page.getByRole('link', { name: 'Notes from the ferry' }).click();
    await page.waitForURL(/\/articles\/art_\w+\/review$/);
  });

  test('words are searched for as they are typed, without an entry in the history for each', async () => {
    const page = await open(editor, '/calendar');
    await page.getByRole('link', { name: 'Articles' }).click();
    await page.getByLabel('Words').pressSequentially('fer', { delay: 30 });
    await gone(page, 'A night shift');
    expect(await titles(page)).toEqual(['Notes from the ferry']);
    expect(new URL(page.url()).search).toBe('?words=fer');
    expect(await page.getByLabel('Words').inputValue()).toBe('fer');
    await page.getByText('1 article, changed last first').waitFor();
    await page.goBack();
    await page.waitForURL(/\/calendar$/);
  });

  test('filters add up, and survive a reload', async () => {
    const page = await open(editor, '/articles');
    await page.getByLabel('Tag').selectOption({ label: 'Rail' });
    await gone(page, 'A cable');
    await page.getByLabel('State').selectOption({ label: 'Draft' });
    await gone(page, 'A night shift');
    await page.reload();
    await row(page, 'Notes from the ferry').waitFor();
    expect(await titles(page)).toEqual(['Notes from the ferry']);
    await page.getByLabel('State').selectOption({ label: 'Any state' });
    await row(page, 'A night shift').waitFor();
  });

  test('the first of two keys is forgotten when something is typed after it', async () => {
    const page = await open(editor, '/articles');
    const search = page.getByRole('searchbox').first();
    await search.waitFor();
    await page.keyboard.press('g');
    await search.pressSequentially('x');
    await search.blur();
    await page.keyboard.press('c');
    await page.waitForURL(/\/articles\/new$/);
  });

  test.each([
    ['Readers see', 'Something scheduled', ['A cable']],
    ['Readers see', 'Something live', ['A night shift']],
    ['I may', 'Take down', ['A night shift']],
    ['Order', 'Title', ['A cable', 'A night shift', 'Notes from the ferry', 'من باكو إلى قارص']],
  ])('%s: %s', async (filter, choice, expected) => {
    const page = await open(editor, '/articles');
    await row(page, 'A night shift').waitFor();
    await page.getByLabel(filter).selectOption({ label: choice });
    await expectTitles(page, expected);
  });

  async function expectTitles(page: Page, expected: readonly string[]): Promise<void> {
    const isSo = async () => JSON.stringify(await titles(page)) === JSON.stringify(expected);
    const end = Date.now() + 5_000;
    while (!(await isSo()) && Date.now() < end) await page.waitForTimeout(50);
    expect(await titles(page)).toEqual(expected);
  }

  test('what is in the address and is no filter is left out', async () => {
    const page = await open(editor, '/articles?state=NONE&order=3&words=2026');
    await page.getByText('No article that you may see has the words 2026.').waitFor();
    expect(await page.getByLabel('State').inputValue()).toBe('');
  });

  test('several are submitted in one go, and one that cannot be says why', async () => {
    const page = await open(writer, '/articles');
    await page.getByRole('checkbox', { name: 'Select Notes from the ferry' }).check();
    await page.getByRole('checkbox', { name: 'Select A cable' }).check();
    await page.getByRole('button', { name: 'Submit for review…' }).click();
    await page.getByRole('button', { name: 'Submit for review (2)' }).click();
    await row(page, 'Notes from the ferry').getByText('Submitted for review').waitFor();
    await row(page, 'A cable').getByText('Only a draft can be submitted for review').waitFor();
    await row(page, 'Notes from the ferry').getByText('In review').waitFor();
  });

  test('archiving can be undone', async () => {
    await desk.articles.draft(editor, { authorIds, title: 'Voting away from home' });
    const page = await open(editor, '/articles');
    await page.getByRole('checkbox', { name: 'Select Voting away from home' }).check();
    await page.getByRole('button', { name: 'Archive…' }).click();
    await page.getByRole('button', { name: 'Archive (1)' }).click();
    await page.getByText('Archived 1 article.').waitFor();
    await row(page, 'Voting away from home').getByText('Archived').first().waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await row(page, 'Voting away from home').getByText('Draft').waitFor();
  });

  test('more than a page is shown when it is asked for', async () => {
    const page = await open(editor, '/articles?words=forty');
    for (let number = 1; number <= 26; number++)
      await desk.articles.draft(writer, { authorIds, title: `Forty ${number}` });
    await page.reload();
    await page.getByText('25 of 26').waitFor();
    await page.getByRole('button', { name: 'Show more' }).click();
    await page.getByText('26 of 26').waitFor();
    expect(new Set(await titles(page)).size).toBe(26);
  });

  test('is one request when it is come to by its link', async () => {
    const page = await open(editor, '/tags');
    await page.getByRole('heading', { name: 'Tags' }).waitFor();
    const sent: string[] = [];
    page.on('request', (request) => {
      const body = request.postData();
      if (request.url().endsWith('/graphql/desk') && body !== null && !body.includes('query Frame'))
        sent.push(/(?:query|mutation) (\w+)/.exec(body)?.[1] ?? body);
    });
    await page.getByRole('link', { name: 'Articles', exact: true }).click();
    await page.getByRole('rowheader').first().waitFor();
    expect(sent).toEqual(['Articles']);
  });

  test.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 320],
  ] as const)('axe finds nothing, %s at %i px', async (colorScheme, width) => {
    const page = await open(editor, '/articles?tag=rail', { colorScheme, viewport: { width, height: 800 } });
    await row(page, 'A night shift').waitFor();
    if (width < 768) await page.getByRole('button', { name: 'State, tag, order…' }).click();
    await page.getByLabel('State').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });
});
