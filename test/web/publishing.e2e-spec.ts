// Publishing in a browser: now, at a time on the newsroom's clock, until a time; taking down, and going back to what was live before.
import type { Page } from 'playwright-core';
import { instantsOf } from '../../web/desk/parts/zoned-time.js';
import type { ArticleState } from '../support/newsroom.js';
import {
  accessibilityFaults,
  describeInBrowser,
  startDesk,
  type Colleague,
  type DeskInBrowser,
} from '../support/browser.js';

/** With a clock that changes twice a year. */
const ZONE = 'Europe/Athens';
const DAY_MS = 86_400_000;

/** The last Sunday of a month, in a year when it is still to come. */
function lastSunday(month: number): string {
  const now = new Date();
  for (let year = now.getUTCFullYear(); ; year++) {
    const last = new Date(Date.UTC(year, month, 0));
    last.setUTCDate(last.getUTCDate() - last.getUTCDay());
    if (last.getTime() > now.getTime() + DAY_MS) return last.toISOString().slice(0, 10);
  }
}

describeInBrowser('publishing', () => {
  let desk: DeskInBrowser;
  let writer: Colleague;
  let editor: Colleague;
  let authorIds: string[];
  beforeAll(async () => {
    desk = await startDesk({ timeZone: ZONE });
    writer = await desk.colleague('WRITER', 'Daniyar Akhmetov');
    editor = await desk.colleague('EDITOR', 'Nino Beridze');
    authorIds = [await desk.articles.author(editor, 'Daniyar Akhmetov')];
  });
  afterAll(() => desk.close());

  const approved = () => desk.articles.approved(writer, editor, { authorIds, title: 'Flour or wheat' });

  const open = async ({ id }: ArticleState, search = '', options = {}): Promise<Page> => {
    const page = await desk.open(editor, `/articles/${id}/review${search}`, options);
    await page.getByRole('heading', { name: 'Working copy' }).waitFor();
    return page;
  };

  async function outOf({ id }: ArticleState) {
    const publication = '{ liveFrom liveUntil revision { number } }';
    const query = `query ($id: ID!) { article(id: $id) { reviewState live ${publication} scheduled ${publication} } }`;
    return (await desk.articles.run(editor, query, { id })).article;
  }

  const dialogOf = (page: Page) => page.getByRole('dialog');
  const goesLive = (page: Page) => dialogOf(page).getByRole('group', { name: 'Goes live' });
  const comesDown = (page: Page) => dialogOf(page).getByRole('group', { name: 'Comes down' });

  test('an approved revision is published now, by keyboard alone, and named all the way', async () => {
    const article = await approved();
    const page = await open(article);
    await page.keyboard.press('Shift+P');
    const dialog = page.getByRole('dialog', { name: 'Publish' });
    await dialog.getByText(/^Revision 1, approved by Nino Beridze today at/).waitFor();
    await dialog.getByText('readers see revision 1').waitFor();
    // Now, No end, the note, Cancel, Publish.
    for (let tabs = 0; tabs < 4; tabs++) await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Publish revision 1');
    await page.keyboard.press('Enter');
    await page.getByText(/^Revision 1, since today\. No end\./).waitFor();
    expect(await outOf(article)).toMatchObject({
      reviewState: 'PUBLISHED',
      live: { liveUntil: null, revision: { number: 1 } },
    });
    await page.context().close();
  });

  test('a time is on the newsroom’s clock, with its zone and the viewer’s own time, and typed part by part', async () => {
    const article = await approved();
    const page = await open(article);
    await page.getByRole('button', { name: 'Schedule…' }).click();
    const date = lastSunday(11);
    const field = goesLive(page).getByLabel('Date');
    await field.focus();
    const [year, month, day] = date.split('-') as [string, string, string];
    await page.keyboard.type(`${month}${day}${year}`);
    await goesLive(page).getByLabel('Time', { exact: true }).focus();
    await page.keyboard.type('0630AM');
    await dialogOf(page)
      .getByText(/06:30 in Athens \(UTC\+2\), in \d+ d/)
      .waitFor();
    await dialogOf(page).getByText('04:30 for you in UTC').waitFor();
    await dialogOf(page).getByRole('button', { name: 'Schedule revision 1' }).click();
    await page.getByText(/^Revision 1 goes live .* at 06:30\./).waitFor();
    expect(await outOf(article)).toMatchObject({
      reviewState: 'SCHEDULED',
      scheduled: { liveFrom: `${date}T04:30:00.000Z`, liveUntil: null },
    });
    await page.context().close();
  });

  test('an hour that happens twice, and one that never does, are asked about', async () => {
    const article = await approved();
    const page = await open(article);
    await page.getByRole('button', { name: 'Schedule…' }).click();
    const spring = lastSunday(3);
    await goesLive(page).getByLabel('Date').fill(spring);
    await goesLive(page).getByLabel('Time', { exact: true }).fill('03:30');
    await dialogOf(page).getByText('there is no 03:30.').waitFor();
    await dialogOf(page).getByLabel('04:30, after it (UTC+3)').waitFor();

    const autumn = lastSunday(10);
    await goesLive(page).getByLabel('Date').fill(autumn);
    await dialogOf(page).getByText('03:30 happens twice.').waitFor();
    await dialogOf(page).getByRole('button', { name: 'Schedule revision 1' }).click();
    await dialogOf(page).getByText('Choose which of the two is meant.').waitFor();
    await dialogOf(page).getByLabel('the second, an hour later (UTC+2)').check();
    await dialogOf(page).getByRole('button', { name: 'Schedule revision 1' }).click();
    await dialogOf(page).waitFor({ state: 'hidden' });
    const twice = instantsOf({ date: autumn, time: '03:30' }, ZONE);
    expect(await outOf(article)).toMatchObject({
      scheduled: { liveFrom: twice.is === 'twice' ? twice.later : twice.is },
    });
    await page.context().close();
  });

  test('a time that is past is refused beside its field, and a missing one is asked for', async () => {
    const page = await open(await approved());
    await page.getByRole('button', { name: 'Schedule…' }).click();
    await goesLive(page).getByLabel('Date').fill('');
    await dialogOf(page).getByRole('button', { name: 'Schedule revision 1' }).click();
    await goesLive(page).getByText('Give a date and a time.').waitFor();
    await goesLive(page).getByLabel('Date').fill('2020-01-01');
    await dialogOf(page).getByRole('button', { name: 'Schedule revision 1' }).click();
    await goesLive(page).getByText('at must be in the future.').waitFor();
    expect(await goesLive(page).getByLabel('Date').getAttribute('aria-invalid')).toBe('true');
    await page.context().close();
  });

  test('an end is set, stays where the next revision is published, and is taken away', async () => {
    const { articles } = desk;
    const live = await articles.published(writer, editor, { authorIds });
    const page = await open(live);
    await page.getByRole('button', { name: 'Set an end…' }).click();
    const end = lastSunday(12);
    await comesDown(page).getByLabel('At a time').check();
    await comesDown(page).getByLabel('Date').fill(end);
    await comesDown(page).getByLabel('Time', { exact: true }).fill('18:00');
    await dialogOf(page).getByRole('button', { name: 'Set the end of revision 1' }).click();
    await page.getByText(/Until .* at 18:00\./).waitFor();
    const until = `${end}T16:00:00.000Z`;
    const set = await outOf(live);
    expect(set.live.liveUntil).toBe(until);

    const version = (
      await articles.run(editor, 'query ($id: ID!) { article(id: $id) { id version working { id } } }', {
        id: live.id,
      })
    ).article;
    await articles.approve(
      editor,
      await articles.submit(writer, await articles.save(writer, version, { body: 'Other.' })),
    );
    await page.reload();
    await page.getByRole('button', { name: 'Publish…' }).click();
    expect(await comesDown(page).getByLabel('Date').inputValue()).toBe(end);
    expect(await comesDown(page).getByLabel('Time', { exact: true }).inputValue()).toBe('18:00');
    await dialogOf(page).getByRole('button', { name: 'Publish revision 2' }).click();
    await dialogOf(page).waitFor({ state: 'hidden' });
    expect((await outOf(live)).live).toMatchObject({ liveUntil: until, revision: { number: 2 } });

    await page.getByRole('button', { name: 'Set an end…' }).click();
    await comesDown(page).getByLabel('No end').check();
    await dialogOf(page).getByRole('button', { name: 'Let revision 2 stay' }).click();
    await dialogOf(page).waitFor({ state: 'hidden' });
    expect((await outOf(live)).live.liveUntil).toBeNull();
    await page.context().close();
  });

  test('what is live is taken down', async () => {
    const live = await desk.articles.published(writer, editor, { authorIds });
    const page = await open(live);
    await page.getByRole('button', { name: 'Take down…' }).click();
    await page
      .getByRole('dialog', { name: 'Take revision 1 down' })
      .getByLabel(/^Note/)
      .fill('A mistake in it.');
    await dialogOf(page).getByRole('button', { name: 'Take revision 1 down' }).click();
    await page.getByText('Nothing of it is live or scheduled.').waitFor();
    expect(await outOf(live)).toMatchObject({ reviewState: 'UNPUBLISHED', live: null });
    await page.context().close();
  });

  test('an earlier approved revision is published again, and work goes on', async () => {
    const { articles } = desk;
    const first = await articles.published(writer, editor, { authorIds, title: 'As it was' });
    const draft = await articles.save(writer, first, { title: 'A bad update' });
    const second = await articles.publish(
      editor,
      await articles.approve(editor, await articles.submit(writer, draft)),
    );
    await articles.save(writer, second, { title: 'The next draft' });
    const page = await open(first, '?to=1');
    await page.getByText('This is revision 1, not the working copy.').waitFor();
    await page.getByRole('button', { name: 'Publish revision 1…' }).click();
    await dialogOf(page)
      .getByText(/revision 1 takes the place of revision 2/)
      .waitFor();
    await dialogOf(page).getByRole('button', { name: 'Publish revision 1' }).click();
    await dialogOf(page).waitFor({ state: 'hidden' });
    expect(await outOf(first)).toMatchObject({ reviewState: 'DRAFT', live: { revision: { number: 1 } } });
    await page.context().close();
  });

  test.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 320],
  ] as const)('axe finds nothing on the dialog of publishing, %s at %i px', async (colorScheme, width) => {
    const page = await open(await approved(), '', { colorScheme, viewport: { width, height: 900 } });
    await page.getByRole('complementary').getByRole('button', { name: 'Schedule…' }).click();
    await goesLive(page).getByLabel('Date').fill(lastSunday(10));
    await goesLive(page).getByLabel('Time', { exact: true }).fill('03:30');
    await dialogOf(page).getByText('03:30 happens twice.').waitFor();
    await comesDown(page).getByLabel('At a time').check();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.context().close();
  });
});
