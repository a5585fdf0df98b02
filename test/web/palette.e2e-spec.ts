// The palette, and the keys that work everywhere, in a browser.
import type { Page } from 'playwright-core';
import {
  accessibilityFaults,
  describeInBrowser,
  startDesk,
  type Colleague,
  type DeskInBrowser,
} from '../support/browser.js';

describeInBrowser('the palette', () => {
  let desk: DeskInBrowser;
  let editor: Colleague;
  let writer: Colleague;

  beforeAll(async () => {
    desk = await startDesk();
    editor = await desk.colleague('EDITOR', 'Nino Beridze');
    writer = await desk.colleague('WRITER', 'Daniyar Akhmetov');
    const authorIds = [await desk.articles.author(editor, 'Daniyar A.')];
    await desk.articles.draft(writer, { authorIds, title: 'Kuryk’s floating timetable' });
    await desk.articles.draft(writer, { authorIds, title: 'Flour or wheat?' });
    await desk.articles.draft(editor, { authorIds, title: 'Notes from the ferry' });
  });
  afterEach(() => desk.closePages());
  afterAll(() => desk.close());

  /** At a page that has asked for nothing yet but its frame. */
  async function open(who: Colleague, path = '/tags', options: Parameters<DeskInBrowser['open']>[2] = {}) {
    const page = await desk.open(who, path, options);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  }

  const text = (page: Page) => page.getByRole('combobox', { name: 'Search or do' });
  const options = (page: Page, group: string) =>
    page.getByRole('group', { name: group }).getByRole('option').allInnerTexts();
  /** What a screen reader would be told is chosen. */
  const chosen = (page: Page) =>
    text(page).evaluate(
      (input) => document.getElementById(input.getAttribute('aria-activedescendant') ?? '')?.innerText,
    );

  test('opens by its key, finds an article by the beginning of a word, and goes there by Enter', async () => {
    const page = await open(editor);
    await page.keyboard.press('Control+k');
    await text(page).waitFor();
    await page.keyboard.type('flo');
    await page.getByRole('group', { name: 'Articles' }).waitFor();
    expect((await options(page, 'Articles')).sort()).toEqual([
      expect.stringContaining('Flour or wheat?'),
      expect.stringContaining('Kuryk’s floating timetable'),
    ]);
    await page.keyboard.press('ArrowDown');
    const second = await chosen(page);
    await page.keyboard.press('ArrowUp');
    expect(await chosen(page)).not.toBe(second);
    await page.keyboard.press('ArrowUp');
    // The list goes round.
    expect(await chosen(page)).toBe(second);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/articles\/art_\w+\/review$/);
  });

  test('what is typed right after it was opened is in it, though the network is gone', async () => {
    const page = await open(writer);
    await page.context().setOffline(true);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('flour');
    expect(await page.getByRole('combobox').inputValue()).toBe('flour');
  });

  test('a writer goes on writing what it finds', async () => {
    const page = await open(writer);
    await page.getByRole('button', { name: 'Search or do…' }).click();
    await page.keyboard.type('flour');
    await page.getByRole('option', { name: 'Flour or wheat?' }).click();
    await page.waitForURL(/\/articles\/art_\w+\/write$/);
  });

  test('before anything is typed it offers what was changed last, and every place that the viewer has', async () => {
    const page = await open(writer);
    await page.keyboard.press('Control+k');
    await page.getByRole('group', { name: 'Changed last' }).waitFor();
    expect(await options(page, 'Changed last')).toEqual([
      expect.stringContaining('Flour or wheat?'),
      expect.stringContaining('Kuryk’s floating timetable'),
    ]);
    const places = (await options(page, 'Places')).map((place) => place.split('\n')[0]?.trim());
    expect(places).not.toContain('Review queue');
    expect(places).not.toContain('People');
    expect(places).toEqual(
      expect.arrayContaining(['Home', 'Articles', 'Settings', 'New article', 'All keys']),
    );
  });

  test('goes to a place, and to a new article', async () => {
    const page = await open(editor);
    await page.keyboard.press('Control+k');
    await text(page).waitFor();
    await page.keyboard.type('rev q');
    await page.getByRole('group', { name: 'Places' }).waitFor();
    expect(await chosen(page)).toContain('Review queue');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Review queue' }).waitFor();
    await page.keyboard.press('Control+k');
    await text(page).waitFor();
    await page.keyboard.type('new art');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/articles\/new$/);
  });

  test('says so where nothing is called that', async () => {
    const page = await open(editor);
    await page.keyboard.press('Control+k');
    await text(page).waitFor();
    await page.keyboard.type('zzzz');
    await page.getByText('Nothing is called that.').waitFor();
    expect(await text(page).getAttribute('aria-expanded')).toBe('false');
  });

  test('Escape closes it and gives the focus back', async () => {
    const page = await open(editor);
    await page.getByRole('link', { name: 'Authors' }).focus();
    await page.keyboard.press('Control+k');
    await text(page).waitFor();
    await page.keyboard.press('Escape');
    await text(page).waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Authors');
  });

  test('asks the API for nothing before it is opened', async () => {
    const page = await desk.openSignedOut('/sign-in');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.postData() ?? ''));
    await page.getByLabel('E-mail').fill(editor.email);
    await page.getByLabel('Password', { exact: true }).fill(editor.password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Home' }).waitFor();
    const ofPalette = () => asked.filter((document) => document.includes('query Palette'));
    expect(ofPalette()).toHaveLength(0);
    await Promise.all([
      page.waitForRequest((request) => Boolean(request.postData()?.includes('query Palette'))),
      page.keyboard.press('Control+k'),
    ]);
    expect(ofPalette()).toHaveLength(1);
  });

  test('g and a letter go to a place from everywhere, and never while somebody types', async () => {
    const page = await open(editor);
    await page.keyboard.press('g');
    await page.keyboard.press('a');
    await page.getByRole('heading', { name: 'Articles' }).waitFor();
    await page.getByLabel('Words').click();
    await page.keyboard.type('g h c ?');
    expect(await page.getByLabel('Words').inputValue()).toBe('g h c ?');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(new URL(page.url()).pathname).toBe('/desk/articles');
    await page.getByRole('link', { name: 'Tags' }).focus();
    await page.keyboard.press('g');
    await page.keyboard.press('h');
    await page.getByRole('heading', { name: 'Home' }).waitFor();
    await page.keyboard.press('c');
    await page.waitForURL(/\/articles\/new$/);
  });

  test('? shows all keys, where those of one letter can be switched off', async () => {
    const page = await open(editor);
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'Keys' });
    await dialog.getByText('Review queue').waitFor();
    await dialog.getByRole('checkbox', { name: 'Keys of one letter act' }).uncheck();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.keyboard.press('c');
    await page.keyboard.press('?');
    await page.reload();
    await page.getByRole('heading', { name: 'Tags' }).waitFor();
    await page.keyboard.press('?');
    // The palette has a key that is not of one letter, and leads back to the switch.
    await page.keyboard.press('Control+k');
    await text(page).waitFor();
    await page.keyboard.type('all keys');
    await page.keyboard.press('Enter');
    expect(await dialog.getByRole('checkbox').isChecked()).toBe(false);
  });

  test.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 320],
  ] as const)('axe finds nothing in it, %s at %i px', async (colorScheme, width) => {
    const page = await open(editor, '/tags', { colorScheme, viewport: { width, height: 800 } });
    await page.getByRole('button', { name: 'Search or do…' }).click();
    await page.getByRole('group', { name: 'Changed last' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });
});
