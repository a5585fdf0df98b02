// What awaits a writer and an editor at home, in a browser.
import type { Page } from 'playwright-core';
import {
  accessibilityFaults,
  describeInBrowser,
  startDesk,
  type Colleague,
  type DeskInBrowser,
} from '../support/browser.js';

const HOUR_MS = 3_600_000;

describeInBrowser('home', () => {
  let desk: DeskInBrowser;
  let editor: Colleague;
  let other: Colleague;
  let writer: Colleague;
  let authorIds: string[];

  beforeAll(async () => {
    desk = await startDesk();
    editor = await desk.colleague('EDITOR', 'Nino Beridze');
    other = await desk.colleague('EDITOR', 'Tomas Lindqvist');
    writer = await desk.colleague('WRITER', 'Sofia Marchetti');
    authorIds = [await desk.articles.author(editor, 'Sofia M.')];
    const { articles } = desk;
    const draft = (who: Colleague, title: string) => articles.draft(who, { authorIds, title });

    const anaklia = await articles.submit(writer, await draft(writer, 'Anaklia, about to begin'));
    const note = 'Good on the beach, thin on the money.\n\nWho carries the cost?';
    await articles.mutate(editor, 'requestChanges', 'TransitionInput', { ...articles.on(anaklia), note });
    await draft(writer, 'What the forwarder writes by hand');
    const cotton = await articles.published(writer, editor, { authorIds, title: 'Cotton leaves as yarn' });
    await articles.submit(writer, await articles.save(writer, cotton, { title: 'Cotton, renamed' }));
    const until = new Date(Date.now() + 2 * HOUR_MS);
    await articles.publish(
      editor,
      await articles.approved(writer, editor, { authorIds, title: 'A protocol' }),
      { until },
    );
    const cable = await articles.approved(writer, other, { authorIds, title: 'A cable' });
    await articles.schedule(editor, cable, new Date(Date.now() + 3 * HOUR_MS));
    const bypass = await articles.submit(writer, await draft(writer, 'A bypass'));
    await articles.save(editor, bypass, { body: 'What the editor wrote.' });
    await draft(editor, 'Forty-three kilometres');
  });
  afterEach(() => desk.closePages());
  afterAll(() => desk.close());

  const open: DeskInBrowser['open'] = (...args) => desk.open(...args);

  const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
  const titles = (page: Page, name: string) =>
    section(page, name).getByRole('heading', { level: 3 }).allTextContents();

  test('a writer sees what an editor asked for, in full, and goes on writing', async () => {
    const page = await open(writer, '/');
    const requested = section(page, 'Changes requested');
    expect(await requested.getByRole('blockquote').innerText()).toBe(
      'Good on the beach, thin on the money.\n\nWho carries the cost?',
    );
    expect(await requested.innerText()).toContain('Nino Beridze asked, about revision 1');
    await requested.getByRole('link', { name: 'Write: Anaklia, about to begin' }).click();
    await page.waitForURL(/\/write$/);
  });

  test('a writer sees drafts, what is with the editors, what is ready, and what is live until when', async () => {
    const page = await open(writer, '/');
    await section(page, 'My drafts').waitFor();
    expect(await titles(page, 'My drafts')).toEqual(['What the forwarder writes by hand']);
    expect(await titles(page, 'With the editors')).toEqual(['Cotton, renamed', 'A bypass']);
    expect(await titles(page, 'Approved and scheduled')).toEqual(['A cable']);
    // As readers have it: not by the title that only the working copy has.
    expect((await titles(page, 'Live')).sort()).toEqual(['A protocol', 'Cotton leaves as yarn']);
    expect(await section(page, 'Live').innerText()).toMatch(/comes down (today|tomorrow) at/);
    expect(await page.title()).toBe('Home · Copydesk');
    await section(page, 'Live').getByRole('link', { name: 'All 2' }).click();
    await page.getByRole('rowheader').first().waitFor();
    expect(new URL(page.url()).search).toBe('?readers=live');
  });

  test('text that was never saved is offered, and thrown away only after a question', async () => {
    const { articles } = desk;
    const article = await articles.draft(writer, { authorIds, title: 'One customs union' });
    const query = 'mutation ($input: AutosaveInput!) { autosave(input: $input) { autosave { savedAt } } }';
    const input = { articleId: article.id, baseRevisionId: article.working.id, body: 'Unsaved.' };
    await articles.run(writer, query, { input });
    const page = await open(writer, '/');
    await page.getByText('Text of yours that was never saved:').waitFor();
    await page.getByRole('button', { name: 'Throw it away…' }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Text of yours that was never saved:').waitFor();
    await page.getByRole('button', { name: 'Throw it away…' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Throw it away' }).click();
    await page.getByText('Text of yours that was never saved:').waitFor({ state: 'detached' });
    const left = await articles.run(
      writer,
      'query ($id: ID!) { article(id: $id) { autosave { savedAt } } }',
      {
        id: article.id,
      },
    );
    expect(left.article.autosave).toBeNull();
  });

  test('an editor sees what waits longest, and what they may not approve', async () => {
    const page = await open(editor, '/');
    const waiting = section(page, 'Longest waiting');
    await waiting.getByRole('heading', { name: 'A bypass' }).waitFor();
    expect(await titles(page, 'Longest waiting')).toEqual(['Cotton, renamed', 'A bypass']);
    expect(await waiting.getByText('you made revision 2').count()).toBe(1);
    await waiting.getByRole('link', { name: '1 you may approve' }).click();
    await page.getByRole('radio', { name: 'I may approve 1' }).waitFor();
    expect(await page.getByRole('radio', { name: 'I may approve 1' }).isChecked()).toBe(true);
  });

  test('an editor sees what goes out and comes down within a day, what went out, and their own', async () => {
    const page = await open(editor, '/');
    const next = section(page, 'Next 24 hours');
    await next.getByRole('heading', { name: 'A cable' }).waitFor();
    expect(await titles(page, 'Next 24 hours')).toEqual(['A protocol', 'A cable']);
    expect(await next.innerText()).toMatch(/comes down.*goes live.*approved by Tomas Lindqvist/s);
    expect(await titles(page, 'Recently published')).toEqual(['A protocol', 'Cotton leaves as yarn']);
    expect(await titles(page, 'Mine')).toEqual(['Forty-three kilometres']);
  });

  test('where there is nothing, it says what would stand there', async () => {
    const newcomer = await desk.colleague('WRITER', 'New Writer');
    const page = await open(newcomer, '/');
    await page.getByText('You have no drafts.').waitFor();
    await page.getByText('Nothing of yours waits for an editor.').waitFor();
    await section(page, 'My drafts').getByRole('link', { name: 'New article' }).click();
    await page.waitForURL(/\/articles\/new$/);
  });

  test('the clock follows the server, as after the machine has slept', async () => {
    const page = await open(editor, '/tags');
    await page.clock.install();
    let now = '2030-01-05T03:00:00Z';
    await page.route('**/graphql/desk', async (route) => {
      if (!route.request().postData()?.includes('query Frame')) return route.fallback();
      const response = await route.fetch();
      const { data } = await response.json();
      return route.fulfill({
        response,
        json: { data: { ...data, newsroom: { ...data.newsroom, now } } },
      });
    });
    await page.goto(`${desk.app.url}/desk/`);
    await page.getByText(/Saturday,? 5 January.* 08:\d\d/).waitFor();
    now = '2030-01-05T09:00:00Z';
    await page.clock.fastForward(61_000);
    await page.getByText(/Saturday,? 5 January.* 14:\d\d/).waitFor();
  });

  test.each(['WRITER', 'EDITOR'])('is one request for a %s who comes to it by its link', async (role) => {
    const page = await open(role === 'WRITER' ? writer : editor, '/tags');
    await page.getByRole('heading', { name: 'Tags' }).waitFor();
    const sent: string[] = [];
    page.on('request', (request) => {
      const body = request.postData();
      if (request.url().endsWith('/graphql/desk') && body !== null && !body.includes('query Frame'))
        sent.push(/(?:query|mutation) (\w+)/.exec(body)?.[1] ?? body);
    });
    await page.getByRole('link', { name: 'Home' }).click();
    await page.getByRole('heading', { level: 3 }).first().waitFor();
    expect(sent).toEqual([role === 'WRITER' ? 'HomeWriter' : 'HomeEditor']);
  });

  test.each([
    ['WRITER', 'light', 1440],
    ['WRITER', 'dark', 320],
    ['EDITOR', 'dark', 1440],
    ['EDITOR', 'light', 320],
  ] as const)('axe finds nothing for a %s, %s at %i px', async (role, colorScheme, width) => {
    const who = role === 'WRITER' ? writer : editor;
    const page = await open(who, '/', { colorScheme, viewport: { width, height: 800 } });
    await page.getByRole('heading', { level: 3 }).first().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });
});
