// The review queue, in a browser.
import type { Page } from 'playwright-core';
import {
  accessibilityFaults,
  describeInBrowser,
  startDesk,
  type Colleague,
  type DeskInBrowser,
} from '../support/browser.js';

describeInBrowser('the review queue', () => {
  let desk: DeskInBrowser;
  let editor: Colleague;
  let other: Colleague;
  let writer: Colleague;
  let authorIds: string[];
  let tag: { id: string; slug: string };

  beforeAll(async () => {
    desk = await startDesk();
    editor = await desk.colleague('EDITOR', 'Nino Beridze');
    other = await desk.colleague('EDITOR', 'Tomas Lindqvist');
    writer = await desk.colleague('WRITER', 'Daniyar Akhmetov');
    authorIds = [await desk.articles.author(editor, 'Daniyar A.')];
    tag = await desk.articles.tag(editor, 'Rail');
    const { articles } = desk;
    const note = 'Figures checked with the data desk.';
    const flour = await articles.draft(writer, { authorIds, title: 'Flour or wheat?', tagIds: [tag.id] });
    await articles.mutate(writer, 'submitForReview', 'TransitionInput', { ...articles.on(flour), note });
    const live = await articles.published(writer, editor, { authorIds, title: 'Cotton leaves as yarn' });
    const changed = await articles.save(writer, live, {
      body: 'A body of some more words.',
      excerpt: 'New.',
    });
    await articles.submit(writer, changed);
    const almaty = await articles.submit(
      writer,
      await articles.draft(writer, { authorIds, title: 'A bypass' }),
    );
    await articles.save(editor, almaty, { body: 'What the editor wrote.' });
    await articles.submit(other, await articles.draft(other, { authorIds, title: 'How to read a protocol' }));
  });
  afterEach(() => desk.closePages());
  afterAll(() => desk.close());

  const open: DeskInBrowser['open'] = (...args) => desk.open(...args);

  const entry = (page: Page, title: string) =>
    page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title }) });
  const titles = (page: Page) => page.getByRole('main').getByRole('heading', { level: 2 }).allTextContents();

  test('says of each article who wrote it, how far it is from live, and who may not approve it', async () => {
    const page = await open(editor, '/queue');
    await page.getByRole('heading', { name: 'Flour or wheat?' }).waitFor();
    expect(await titles(page)).toEqual([
      'Flour or wheat?',
      'Cotton leaves as yarn',
      'A bypass',
      'How to read a protocol',
    ]);
    expect(await page.title()).toBe('Review queue (4) · Copydesk');
    const flour = await entry(page, 'Flour or wheat?').innerText();
    expect(flour).toContain('Daniyar A.');
    expect(flour).toContain('new, 5 words');
    expect(flour).toContain('Figures checked with the data desk.');
    expect(flour).toContain('Not live');
    const cotton = await entry(page, 'Cotton leaves as yarn').innerText();
    expect(cotton).toMatch(/1 word added.*words since live/s);
    expect(cotton).toContain('excerpt');
    expect(cotton).toContain('revision 1, since today');
    const bypass = await entry(page, 'A bypass').innerText();
    expect(bypass).toContain('you made revision 2');
    expect(bypass).toMatch(/Tomas Lindqvist.* may approve it/);
  });

  test('what it shows is in the address, with a count on each choice, and survives a reload', async () => {
    const page = await open(editor, '/queue');
    await page.getByRole('radio', { name: 'I may approve 3' }).check();
    await page.getByRole('heading', { name: 'A bypass' }).waitFor({ state: 'detached' });
    expect(new URL(page.url()).search).toBe('?show=may-approve');
    await page.getByRole('radio', { name: 'I wrote 1' }).check();
    await page.getByRole('heading', { name: 'Flour or wheat?' }).waitFor({ state: 'detached' });
    expect(await titles(page)).toEqual(['A bypass']);
    await page.reload();
    await page.getByRole('heading', { name: 'A bypass' }).waitFor();
    expect(await titles(page)).toEqual(['A bypass']);
    await page.goBack();
    await page.getByRole('heading', { name: 'Cotton leaves as yarn' }).waitFor();
    expect(await page.getByRole('radio', { name: 'I may approve' }).isChecked()).toBe(true);
  });

  test('filters that find nothing are named, and each can be taken away', async () => {
    const page = await open(editor, `/queue?tag=${tag.slug}&owner=${other.id}`);
    await page.getByText('No article in review has the tag Rail and the owner Tomas Lindqvist.').waitFor();
    await page.getByRole('button', { name: 'Any owner' }).click();
    await page.getByRole('heading', { name: 'Flour or wheat?' }).waitFor();
    expect(await page.getByLabel('Tag', { exact: true }).inputValue()).toBe(tag.slug);
    await page.getByLabel('Words').fill('cotton');
    await page.getByText(/has the tag Rail and the words cotton/).waitFor();
    await page.getByRole('button', { name: 'Any tag' }).click();
    await page.getByRole('heading', { name: 'Cotton leaves as yarn' }).waitFor();
    expect(await titles(page)).toEqual(['Cotton leaves as yarn']);
  });

  test('is gone through, selected from and read by keyboard alone', async () => {
    const page = await open(editor, '/queue');
    await page.getByRole('heading', { name: 'Flour or wheat?' }).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.getByText('1 selected').first().waitFor();
    expect(await page.getByRole('checkbox', { name: 'Select Cotton leaves as yarn' }).isChecked()).toBe(true);
    await page.keyboard.press('x');
    await page.getByText('1 selected').first().waitFor({ state: 'detached' });
    await page.keyboard.press('k');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Flour or wheat?');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/articles\/art_\w+\/review\?queue=%7B%7D$/);
  });

  test('several are approved in one request: each answers under its title, and one is refused', async () => {
    const [first, second] = ['Wagons stand empty', 'Ships wait'];
    const { articles } = desk;
    await articles.submit(writer, await articles.draft(writer, { authorIds, title: first }));
    const mine = await articles.submit(writer, await articles.draft(writer, { authorIds, title: second }));
    await articles.save(editor, mine, { body: 'What the editor wrote.' });
    const page = await open(editor, '/queue');
    await page.getByRole('checkbox', { name: `Select ${first}` }).check();
    await page.getByRole('checkbox', { name: `Select ${second}` }).check();
    await page.getByRole('button', { name: 'Approve…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Approve: 2 articles' });
    expect(await dialog.getByText('Will be refused.').count()).toBe(1);
    const sent: string[] = [];
    page.on('request', (request) => {
      const body = request.postData() ?? '';
      if (body.includes('"mutation')) sent.push(body);
    });
    await dialog.getByRole('button', { name: 'Approve (2)' }).click();
    await entry(page, first).getByText('Approved').waitFor();
    await entry(page, second).getByText('Refused.').waitFor();
    expect(await entry(page, second).innerText()).toContain('Nobody approves what they wrote');
    expect(sent).toHaveLength(1);
    await page.getByText('Approved: 1. Refused: 1.').first().waitFor();
    await page.getByRole('button', { name: 'Hide the results' }).click();
    await page.getByRole('heading', { name: first }).waitFor({ state: 'detached' });
    expect(await titles(page)).toContain(second);
  });

  test('changes are requested only with a note', async () => {
    const title = 'A port that is about to begin';
    const { articles } = desk;
    await articles.submit(writer, await articles.draft(writer, { authorIds, title }));
    const page = await open(other, '/queue');
    await page.getByRole('checkbox', { name: `Select ${title}` }).check();
    await page.getByRole('button', { name: 'Request changes…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Request changes: 1 article' });
    await dialog.getByRole('button', { name: 'Request changes (1)' }).click();
    await dialog.getByText('Say what should change.').waitFor();
    await dialog.getByLabel('What should change').fill('Who pays for the breakwater?');
    await dialog.getByRole('button', { name: 'Request changes (1)' }).click();
    await entry(page, title).getByText('Changes requested').waitFor();
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
    await page.getByRole('link', { name: /^Review queue/ }).click();
    await page.getByRole('heading', { name: 'Flour or wheat?' }).waitFor();
    expect(sent).toEqual(['Queue']);
  });

  test.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 320],
  ] as const)('axe finds nothing, %s at %i px, with one selected', async (colorScheme, width) => {
    const page = await open(editor, '/queue', { colorScheme, viewport: { width, height: 800 } });
    await page.getByRole('checkbox', { name: 'Select Flour or wheat?' }).check();
    await page.getByRole('group', { name: 'Selected articles' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });

  test('a queue in which nothing waits says when something would', async () => {
    const page = await open(writer, '/queue?words=nothinghasthisword');
    await page.getByRole('button', { name: 'Any words' }).waitFor();
    await desk.app.owner.query(
      `UPDATE desk.articles SET review_state = 'DRAFT' WHERE review_state = 'IN_REVIEW'`,
    );
    await page.getByRole('button', { name: 'Any words' }).click();
    await page.getByText('Nothing waits for review.').waitFor();
    await page.getByRole('link', { name: 'See the drafts' }).click();
    await page.getByRole('table', { name: 'Articles' }).waitFor();
    expect(await page.getByLabel('State').inputValue()).toBe('DRAFT');
  });
});
