// Previews: a revision as readers would get it, links to share, and the site as of an instant.
import type { Page } from 'playwright-core';
import {
  accessibilityFaults,
  describeInBrowser,
  startDesk,
  type Colleague,
  type DeskInBrowser,
} from '../support/browser.js';

describeInBrowser('previewing', () => {
  let desk: DeskInBrowser;
  let plainDesk: DeskInBrowser;
  let editor: Colleague;
  let writer: Colleague;
  let byline: string;
  beforeAll(async () => {
    desk = await startDesk();
    // The same newsroom, without a public site that shows previews.
    plainDesk = await startDesk({ databaseUrl: desk.app.databaseUrl, sitePreviewUrl: undefined });
    [editor, writer] = await Promise.all([
      desk.colleague('EDITOR', 'Nino Beridze'),
      desk.colleague('WRITER', 'Daniyar Akhmetov'),
    ]);
    byline = await desk.articles.author(editor, 'Daniyar Akhmetov');
  });
  afterAll(async () => {
    await plainDesk.close();
    await desk.close();
  });

  const path = (article: { id: string }, search = '') => `/articles/${article.id}/preview${search}`;

  /** Live at revision 1, and written on since. */
  async function twoEditions(title: string) {
    const { articles } = desk;
    const fields = { title, body: 'The *first* edition.', authorIds: [byline] };
    const article = await articles.published(writer, editor, fields);
    return articles.save(writer, article, { body: 'The **second** edition.\n\n<script>alert(1)</script>' });
  }

  /** The site is on no network here: it answers with what it was asked for. */
  async function showSite(page: Page): Promise<void> {
    await page.route('https://site.example/**', (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><html lang="en"><title>Site</title><main><h1>The site</h1><p>${new URL(route.request().url()).searchParams.get('slug')}</p></main></html>`,
      }),
    );
  }

  async function openWithSite(who: Colleague, address: string) {
    const page = await desk.open(who, '/settings');
    await showSite(page);
    await page.goto(`${desk.app.url}/desk${address}`);
    return page;
  }

  /** What delivery gives to whoever has the token. */
  async function seenWith(token: string, slug: string): Promise<string | undefined> {
    const query = 'query ($slug: String!) { article(slug: $slug) { body { text } } }';
    const answer = await desk.app.delivery(query, { slug }, token);
    return answer.data?.article?.body.text;
  }

  test('the working copy, what is live and any revision are shown as readers would get them', async () => {
    const article = await twoEditions('Two editions');
    const page = await plainDesk.open(writer, path(article));
    await page.getByRole('heading', { level: 1, name: 'Two editions' }).waitFor();
    await page.getByText('By Daniyar Akhmetov · ').waitFor();
    const body = page.getByRole('article', { name: 'Body of revision 2' });
    await body.getByText('second').waitFor();
    expect(await body.getByText('alert').count()).toBe(0);
    await page.getByLabel('Show').selectOption({ label: 'What readers see now (revision 1)' });
    await page.getByRole('article', { name: 'Body of revision 1' }).getByText('first').waitFor();
    expect(page.url()).toMatch(/\?revision=live$/);
    await page.goto(`${plainDesk.app.url}/desk${path(article, '?revision=2')}`);
    await body.getByText('second').waitFor();
    await page.context().close();
  });

  test('what is not there says so', async () => {
    const article = await desk.articles.draft(writer, { authorIds: [byline] });
    const page = await plainDesk.open(writer, path(article, '?revision=live'));
    await page.getByText('Nothing is live.').waitFor();
    await page.goto(`${plainDesk.app.url}/desk${path(article, '?revision=9')}`);
    await page.getByText('There is no such revision.').waitFor();
    await page.context().close();
  });

  test('the page is as wide as a phone or a tablet', async () => {
    const article = await twoEditions('Of three widths');
    const page = await plainDesk.open(writer, path(article));
    const body = page.getByRole('article', { name: 'Body of revision 2' });
    const width = async () => (await body.boundingBox())?.width ?? 0;
    await body.waitFor();
    expect(await width()).toBeGreaterThan(500);
    await page.getByRole('radio', { name: 'Phone' }).check();
    expect(await width()).toBeLessThan(390);
    await page.context().close();
  });

  test('where the public site shows previews, its page stands in a frame, and the plain page beside it', async () => {
    const article = await twoEditions('On the site');
    const page = await openWithSite(writer, path(article));
    const frame = page.frameLocator('iframe[title="Revision 2 on the public site"]');
    await frame.getByText(article.working.slug).waitFor();
    const element = page.getByTitle('Revision 2 on the public site');
    expect(await element.getAttribute('sandbox')).toBe(
      'allow-scripts allow-same-origin allow-forms allow-popups',
    );
    const token = new URL((await element.getAttribute('src')) ?? '').searchParams.get('token') ?? '';
    expect(await seenWith(token, article.working.slug)).toBe('The second edition.');
    expect(await page.getByRole('link', { name: 'Open in a new window' }).getAttribute('target')).toBe(
      '_blank',
    );
    await page.getByRole('radio', { name: 'Plain page' }).check();
    await page.getByRole('article', { name: 'Body of revision 2' }).waitFor();
    // Looking again makes no second preview: one person may have a hundred.
    await page.getByRole('radio', { name: 'The site' }).check();
    await frame.getByText(article.working.slug).waitFor();
    const query = 'query ($id: ID!) { article(id: $id) { previews { id } } }';
    expect((await desk.articles.run(editor, query, { id: article.id })).article.previews).toHaveLength(1);
    await page.context().close();
  });

  test('a link to a revision is made for a week, copied, listed, and revoked', async () => {
    const article = await twoEditions('To be shared');
    const page = await openWithSite(writer, path(article, '?revision=2'));
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('radio', { name: 'Plain page' }).check();
    await page.getByLabel('Works for').selectOption('1 week');
    await page.getByRole('button', { name: 'Create a link to revision 2' }).click();
    const link = page.getByLabel('Link to revision 2', { exact: true });
    await link.waitFor();
    await page.getByRole('button', { name: 'Copy the link' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const address = await page.evaluate(() => navigator.clipboard.readText());
    expect(address).toBe(await link.inputValue());
    const token = new URL(address).searchParams.get('token') ?? '';
    expect(await seenWith(token, article.working.slug)).toBe('The second edition.');
    const { articles } = desk;
    const { previews } = (
      await articles.run(
        editor,
        'query ($id: ID!) { article(id: $id) { previews { createdAt expiresAt } } }',
        { id: article.id },
      )
    ).article;
    const lifetimes = previews.map(({ createdAt, expiresAt }: { createdAt: string; expiresAt: string }) =>
      Math.round((Date.parse(expiresAt) - Date.parse(createdAt)) / 3_600_000),
    );
    expect(lifetimes).toContain(168);
    const links = page.getByRole('complementary', { name: 'Links to share' }).getByRole('listitem');
    const shared = links.filter({ hasNotText: 'made for this screen' });
    await shared.getByText('by you').waitFor();
    await shared.getByRole('button', { name: /^Revoke…/ }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('The preview is revoked.').waitFor();
    expect(await seenWith(token, article.working.slug)).not.toBe('The second edition.');
    await page.context().close();
  });

  test('the list shows one’s own previews; an editor sees everybody’s, a writer not', async () => {
    const article = await twoEditions('Of a writer');
    await desk.articles.run(
      writer,
      'mutation ($id: ID!) { createPreview(input: { articleId: $id }) { token } }',
      { id: article.id },
    );
    const page = await desk.open(editor, '/previews');
    await page.getByRole('heading', { level: 1, name: 'Previews' }).waitFor();
    await page.getByText('There is no preview that still works.').waitFor();
    await page.getByRole('radio', { name: 'Everybody’s' }).click();
    const row = page.getByRole('row').filter({ hasText: 'Of a writer' });
    await row.getByText('Daniyar Akhmetov').waitFor();
    await row.getByRole('link', { name: 'Of a writer' }).click();
    await page.waitForURL(`**/articles/${article.id}/preview?revision=2`);
    await page.context().close();
    const theirs = await desk.open(writer, '/previews?all=true');
    await theirs.getByRole('row').filter({ hasText: 'Of a writer' }).waitFor();
    expect(await theirs.getByRole('radio').count()).toBe(0);
    expect(await theirs.getByRole('heading', { name: 'The site as of an instant' }).count()).toBe(0);
    await theirs.context().close();
  });

  test('an editor makes a preview of the site as of an instant of the newsroom’s clock', async () => {
    const { articles } = desk;
    const at = new Date(Math.ceil(Date.now() / 60_000) * 60_000 + 3 * 86_400_000);
    const article = await articles.approved(writer, editor, { title: 'Of Thursday', authorIds: [byline] });
    await articles.schedule(editor, article, at);
    const page = await desk.open(editor, '/previews');
    const inAlmaty = new Date(at.getTime() + 5 * 3_600_000).toISOString();
    await page.getByLabel('Date').fill(inAlmaty.slice(0, 10));
    await page.getByLabel('Time').fill('');
    await page.getByRole('button', { name: 'Create a link to the site' }).click();
    await page.getByText('Give a date and a time.').waitFor();
    await page.getByLabel('Time').fill(inAlmaty.slice(11, 16));
    await page.getByRole('button', { name: /^Create a link to the site as of/ }).click();
    const address = await page.getByLabel(/^Link to the site as of/).inputValue();
    const token = new URL(address).searchParams.get('token') ?? '';
    expect(await seenWith(token, article.working.slug)).toBe('A body of some words.');
    await page.getByRole('row').filter({ hasText: 'The whole site' }).waitFor();
    await page.context().close();
  });

  test.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 320],
  ] as const)('axe finds nothing on the preview and the list, %s at %i px', async (colorScheme, width) => {
    const article = await twoEditions(`${'A long title of many words '.repeat(7)}${'w'.repeat(80)}`);
    const options = { colorScheme, viewport: { width, height: 800 } };
    const page = await plainDesk.open(editor, path(article), options);
    await page.getByRole('button', { name: 'Create a token for revision 2' }).click();
    await page.getByLabel('Token for revision 2').waitFor();
    await page
      .getByRole('button', { name: /^Revoke…/ })
      .first()
      .waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.goto(`${plainDesk.app.url}/desk/previews?all=true`);
    await page.getByRole('row').nth(1).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.context().close();
  });
});
