// The calendar of what goes live and comes down, in a newsroom in Almaty seen from a browser in UTC.
import type { Page } from 'playwright-core';
import {
  accessibilityFaults,
  describeInBrowser,
  startDesk,
  type Colleague,
  type DeskInBrowser,
} from '../support/browser.js';

const DAY_MS = 86_400_000;
/** Almaty has had no change of the clock since 2024. */
const ALMATY_MS = 5 * 3_600_000;

/** An instant by Almaty's clock, some days from its today. */
function almaty(days: number, hours: number): Date {
  const today = Math.floor((Date.now() + ALMATY_MS) / DAY_MS) * DAY_MS;
  return new Date(today + days * DAY_MS + hours * 3_600_000 - ALMATY_MS);
}

/** 2026-11-24, in Almaty */
const dayOf = (at: Date) => new Date(at.getTime() + ALMATY_MS).toISOString().slice(0, 10);

describeInBrowser('the calendar', () => {
  let desk: DeskInBrowser;
  let editor: Colleague;
  let writer: Colleague;
  let byline: string;
  beforeAll(async () => {
    desk = await startDesk();
    [editor, writer] = await Promise.all([
      desk.colleague('EDITOR', 'Nino Beridze'),
      desk.colleague('WRITER', 'Daniyar Akhmetov'),
    ]);
    byline = await desk.articles.author(editor);
  });
  afterAll(() => desk.close());

  async function scheduled(title: string, at: Date, until?: Date) {
    const { articles } = desk;
    const article = await articles.approved(writer, editor, { title, authorIds: [byline] });
    return articles.schedule(editor, article, at, until && { until: until.toISOString() });
  }

  async function periodOf(id: string): Promise<{ liveFrom: string; liveUntil: string | null }> {
    const query =
      'query ($id: ID!) { article(id: $id) { scheduled { liveFrom liveUntil } live { liveFrom liveUntil } } }';
    const { article } = await desk.articles.run(editor, query, { id });
    return article.scheduled ?? article.live;
  }

  const cellOf = (page: Page, day: string) =>
    page.getByRole('cell').filter({ has: page.locator(`time[datetime="${day}"]`) });

  /** Until the API has it: the page shows nothing before. */
  async function expectPeriod(id: string, expected: object) {
    const deadline = Date.now() + 10_000;
    while (Date.now() < deadline) {
      const period = await periodOf(id);
      if (Object.entries(expected).every(([key, value]) => period[key as 'liveFrom'] === value)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(await periodOf(id)).toMatchObject(expected);
  }

  test('what goes live and comes down stands on the newsroom’s day, and leads to its article', async () => {
    // 01:30 in Almaty is the day before in the browser's own zone.
    const [at, until] = [almaty(1, 1.5), almaty(2, 23)];
    const { id } = await scheduled('Who waits for the Bosporus', at, until);
    const page = await desk.open(editor, `/calendar?date=${dayOf(at)}`);
    const goesLive = cellOf(page, dayOf(at)).getByRole('link', {
      name: '01:30 goes live Who waits for the Bosporus',
    });
    await goesLive.waitFor();
    await cellOf(page, dayOf(until))
      .getByRole('link', { name: /23:00.*comes down Who waits/ })
      .waitFor();
    await goesLive.click();
    await page.waitForURL(`**/desk/articles/${id}/history`);
    await page.context().close();
  });

  test('an editor drags an entry to another day: it keeps its time of day, and can be put back', async () => {
    const at = almaty(1, 6);
    const { id } = await scheduled('A cable under two seas', at);
    const there = almaty(3, 6);
    const page = await desk.open(editor, `/calendar?date=${dayOf(at)}&view=month`);
    await page
      .getByRole('listitem')
      .filter({ has: page.getByRole('link', { name: /A cable under two seas/ }) })
      .dragTo(cellOf(page, dayOf(there)));
    await cellOf(page, dayOf(there))
      .getByRole('link', { name: '06:00 goes live A cable under two seas' })
      .waitFor();
    await expectPeriod(id, { liveFrom: there.toISOString() });
    await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
    await cellOf(page, dayOf(at))
      .getByRole('link', { name: /A cable under two seas/ })
      .waitFor();
    await expectPeriod(id, { liveFrom: at.toISOString() });
    await page.context().close();
  });

  test('an entry is moved by keyboard alone, to a date and time of the newsroom', async () => {
    const at = almaty(1, 7);
    const { id } = await scheduled('Almaty gets its freight bypass', at);
    const there = almaty(2, 8.5);
    const page = await desk.open(editor, `/calendar?date=${dayOf(at)}`);
    await page.getByRole('link', { name: /Almaty gets its freight bypass/ }).focus();
    await page.keyboard.press('m');
    const dialog = page.getByRole('dialog', { name: 'Move when it goes live' });
    await dialog.waitFor();
    expect(await dialog.getByLabel('Date').inputValue()).toBe(dayOf(at));
    expect(await dialog.getByLabel('Time').inputValue()).toBe('07:00');
    await dialog.getByLabel('Date').fill(dayOf(there));
    await dialog.getByLabel('Time').fill('08:30');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await cellOf(page, dayOf(there))
      .getByRole('link', { name: '08:30 goes live Almaty gets its freight bypass' })
      .waitFor();
    await expectPeriod(id, { liveFrom: there.toISOString() });
    await page.context().close();
  });

  test('the end of what is scheduled moves, and its beginning stays', async () => {
    const [at, until] = [almaty(1, 9), almaty(2, 9)];
    const { id } = await scheduled('Polling day abroad', at, until);
    const page = await desk.open(editor, `/calendar?view=list&date=${dayOf(at)}`);
    const end = page
      .getByRole('listitem')
      .filter({ hasText: 'comes down' })
      .filter({ hasText: 'Polling day abroad' });
    await end.getByRole('button', { name: /^Move…/ }).click();
    await page.getByLabel('Time').fill('18:00');
    await page.getByRole('button', { name: 'Move revision 1' }).click();
    await end.filter({ hasText: '18:00' }).waitFor();
    await expectPeriod(id, { liveFrom: at.toISOString(), liveUntil: almaty(2, 18).toISOString() });
    await page.context().close();
  });

  test('the end of what is live moves', async () => {
    const { articles } = desk;
    const until = almaty(1, 20);
    const article = await articles.approved(writer, editor, {
      title: 'Lorries at Sarpi',
      authorIds: [byline],
    });
    const { id } = await articles.publish(editor, article, { until: until.toISOString() });
    const page = await desk.open(editor, `/calendar?view=list&date=${dayOf(until)}`);
    const end = page
      .getByRole('listitem')
      .filter({ hasText: 'comes down' })
      .filter({ hasText: 'Lorries at Sarpi' });
    await end.getByRole('button', { name: /^Move…/ }).click();
    await page.getByLabel('Time').fill('21:15');
    await page.getByRole('button', { name: 'Move revision 1' }).click();
    await end.filter({ hasText: '21:15' }).waitFor();
    await expectPeriod(id, { liveUntil: almaty(1, 21.25).toISOString() });
    await page.context().close();
  });

  test('a time that has passed is refused in the API’s words, beside the field, and nothing moves', async () => {
    const at = almaty(1, 10);
    const { id } = await scheduled('When the wind closes Dostyk', at);
    const page = await desk.open(editor, `/calendar?view=week&date=${dayOf(at)}`);
    await page.getByRole('link', { name: /When the wind closes Dostyk/ }).focus();
    await page.keyboard.press('m');
    await page.getByLabel('Date').fill(dayOf(almaty(-1, 0)));
    await page.getByRole('button', { name: 'Move revision 1' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('Time').getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByRole('dialog').getByRole('alert').innerText()).toMatch(/future/);
    expect((await periodOf(id)).liveFrom).toBe(at.toISOString());
    await page.context().close();
  });

  test('what has gone out cannot be moved, and a writer moves nothing', async () => {
    const { articles } = desk;
    await articles.published(writer, editor, { title: 'One customs union', authorIds: [byline] });
    const at = almaty(4, 11);
    await scheduled('The TIR carnet', at);
    const past = await desk.open(editor, '/calendar?view=list');
    const gone = past.getByRole('listitem').filter({ hasText: 'One customs union' });
    await gone.getByText('went live').waitFor();
    expect(await gone.getByRole('button').count()).toBe(0);
    await past.context().close();
    const page = await desk.open(writer, `/calendar?date=${dayOf(at)}`);
    const entry = page
      .getByRole('listitem')
      .filter({ has: page.getByRole('link', { name: /The TIR carnet/ }) });
    await entry.waitFor();
    expect(await entry.getByRole('button').count()).toBe(0);
    expect(await entry.getAttribute('draggable')).toBe('false');
    await page.context().close();
  });

  test('a full day says how many more there are, and the list shows them', async () => {
    const at = almaty(40, 6);
    await Promise.all(
      [1, 2, 3, 4, 5, 6].map((n) => scheduled(`Number ${n} of a full day`, almaty(40, 6 + n))),
    );
    const page = await desk.open(editor, `/calendar?date=${dayOf(at)}`);
    await cellOf(page, dayOf(at)).getByRole('link', { name: '3 more' }).click();
    await page.getByRole('link', { name: 'Number 6 of a full day' }).waitFor();
    expect(await page.getByRole('radio', { name: 'List' }).isChecked()).toBe(true);
    await page.context().close();
  });

  test('before, today and after change the month in the address', async () => {
    const page = await desk.open(editor, '/calendar?date=2026-01-31');
    await page.getByRole('heading', { name: 'January 2026' }).waitFor();
    await page.getByRole('link', { name: 'February' }).click();
    await page.getByRole('heading', { name: 'February 2026' }).waitFor();
    await page.getByRole('link', { name: 'January' }).click();
    await page.getByRole('heading', { name: 'January 2026' }).waitFor();
    await page.getByRole('radio', { name: 'Week' }).click();
    await page.getByRole('heading', { name: /29 December 2025 – 4 January 2026/ }).waitFor();
    expect(page.url()).toContain('view=week');
    await page.getByRole('link', { name: 'Today' }).click();
    await page.waitForURL('**/calendar?view=week');
    await cellOf(page, dayOf(new Date())).and(page.locator('[aria-current=date]')).waitFor();
    await page.context().close();
  });

  test('weeks in which nothing happens say so', async () => {
    const page = await desk.open(editor, '/calendar?view=list&date=2020-01-06');
    await page.getByText('Nothing goes live or comes down in these weeks.').waitFor();
    await page.context().close();
  });

  test.each([
    ['light', 1440, 'month'],
    ['dark', 1440, 'week'],
    ['dark', 1440, 'month'],
    ['light', 320, 'list'],
  ] as const)('axe finds nothing, %s at %i px, as a %s', async (colorScheme, width, view) => {
    await scheduled(
      `${'A long title of many words '.repeat(7)}${'w'.repeat(80)}`,
      almaty(1, 12),
      almaty(2, 12),
    );
    const page = await desk.open(editor, `/calendar?view=${view}&date=${dayOf(almaty(1, 0))}`, {
      colorScheme,
      viewport: { width, height: 800 },
    });
    const entry = page.getByRole('link', { name: /A long title/ }).first();
    await entry.waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page
      .getByRole('button', { name: /^Move…/ })
      .first()
      .focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.context().close();
  });
});
