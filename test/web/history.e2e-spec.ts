// The history of an article: one line of time, what to compare, what to restore.
import {
  accessibilityFaults,
  describeInBrowser,
  startDesk,
  type Colleague,
  type DeskInBrowser,
} from '../support/browser.js';

import { until } from '../support/server-process.js';

describeInBrowser('the history of an article', () => {
  let desk: DeskInBrowser;
  let editor: Colleague;
  let writer: Colleague;
  let administrator: Colleague;
  let byline: string;
  beforeAll(async () => {
    desk = await startDesk();
    [editor, writer, administrator] = await Promise.all([
      desk.colleague('EDITOR', 'Nino Beridze'),
      desk.colleague('WRITER', 'Daniyar Akhmetov'),
      desk.colleague('ADMIN', 'Aigerim Sadykova'),
    ]);
    byline = await desk.articles.author(editor);
  });
  afterAll(() => desk.close());

  const path = (article: { id: string }) => `/articles/${article.id}/history`;
  const published = (title: string) =>
    desk.articles.published(writer, editor, { title, body: 'One two three.', authorIds: [byline] });

  async function workingCopy(id: string): Promise<{ number: number; title: string }> {
    const query = 'query ($id: ID!) { article(id: $id) { working { number title } } }';
    return (await desk.articles.run(editor, query, { id })).article.working;
  }

  const eventsOf = async (id: string): Promise<string[]> => {
    const query = 'query ($id: ID!) { article(id: $id) { history { nodes { name } } } }';
    const { history } = (await desk.articles.run(editor, query, { id })).article;
    return history.nodes.map(({ name }: { name: string }) => name);
  };

  test('revisions and events stand in one line of time, newest first, with what they changed', async () => {
    const { articles } = desk;
    let article = await published('Flour, not wheat');
    article = await articles.save(writer, article, {
      title: 'Flour or wheat?',
      body: 'One two three four five.',
    });
    const page = await desk.open(editor, path(article));
    const rows = page.getByRole('main').getByRole('list').first().getByRole('listitem');
    await rows.filter({ hasText: 'Revision 2 saved by Daniyar Akhmetov' }).waitFor();
    expect((await rows.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ')).slice(1)).toEqual([
      expect.stringMatching(/Revision 2 saved by Daniyar Akhmetov title ?\+2 .*the working copy/),
      expect.stringMatching(/Published by you: revision 1$/),
      expect.stringMatching(/Approved by you: revision 1$/),
      expect.stringMatching(/Sent to review by Daniyar Akhmetov: revision 1$/),
      expect.stringMatching(
        /Revision 1 created by Daniyar Akhmetov 3 words ?approved, may be published again ?live now/,
      ),
    ]);
    await page.context().close();
  });

  test('notes, overrides, ends, owners and what the schedule did are listed', async () => {
    const { articles } = desk;
    let article = await articles.draft(writer, { authorIds: [byline] });
    article = await articles.mutate(writer, 'submitForReview', 'TransitionInput', {
      ...articles.on(article),
      note: 'Figures checked.',
    });
    article = await articles.save(administrator, article, { title: 'With a title of hers' });
    article = await articles.mutate(administrator, 'approveArticle', 'ApproveArticleInput', {
      ...articles.on(article),
      revisionId: article.working.id,
      override: 'Tomas is on leave.',
    });
    article = await articles.mutate(editor, 'setOwners', 'SetOwnersInput', {
      ...articles.on(article),
      userIds: [writer.id, editor.id],
    });
    await articles.scheduleSoon(editor, article, 1000);
    await until(async () => (await eventsOf(article.id))[0] === 'EXPIRE');
    const page = await desk.open(editor, path(article));
    for (const told of [
      /Sent to review by Daniyar Akhmetov: revision 1\s*Figures checked\./,
      /Revision 2 saved by Aigerim Sadykova/,
      /Approved by Aigerim Sadykova: revision 2\s*Though they wrote in it themselves\. Their reason: “Tomas is on leave\.”$/,
      /Owners changed by you\s*added Nino Beridze/,
      /Scheduled by you: revision 2, for .+, until /,
      /Went live by itself: revision 2/,
      /Came down by itself: revision 2/,
    ]) {
      await page.getByRole('listitem').filter({ hasText: told }).waitFor();
    }
    await page.context().close();
  });

  test('consecutive saves of one person are folded, and each can be compared and restored', async () => {
    const { articles } = desk;
    let article = await published('Folded');
    for (const body of ['First.', 'Second.', 'Third.'])
      article = await articles.save(writer, article, { body });
    const page = await desk.open(editor, path(article));
    await page.getByText('2 earlier saves of the same day').click();
    await page.getByRole('group', { name: 'Revision 3' }).getByRole('radio', { name: 'from' }).click();
    await page.getByText('Compare revision 3 with revision 4').waitFor();
    await page.getByRole('button', { name: 'Restore… Revision 2' }).waitFor();
    await page.context().close();
  });

  test('any two revisions are compared on the review screen, from the older to the newer', async () => {
    const { articles } = desk;
    let article = await published('Compared');
    article = await articles.save(writer, article, { body: 'Another body.' });
    article = await articles.save(editor, article, { body: 'A third body.' });
    const page = await desk.open(editor, path(article));
    // With what is live, at first.
    await page.getByText('Compare revision 1 with revision 3').waitFor();
    const choose = async (revision: number, end: 'from' | 'to') => {
      const radio = page
        .getByRole('group', { name: `Revision ${revision}`, exact: true })
        .getByRole('radio', { name: end });
      await radio.focus();
      await page.keyboard.press('Space');
    };
    await choose(3, 'from');
    await page.getByText('Choose two revisions to compare them.').waitFor();
    await choose(2, 'to');
    await page.getByText('Compare revision 2 with revision 3').waitFor();
    expect(page.url()).toMatch(/\?from=3&to=2$/);
    await page.getByRole('link', { name: 'Compare', exact: true }).click();
    await page.waitForURL(`**/articles/${article.id}/review?from=2&to=3`);
    await page.context().close();
  });

  test('an earlier revision is restored after a question that says what will happen, and that is undone', async () => {
    const { articles } = desk;
    let article = await published('As it was');
    article = await articles.save(writer, article, { title: 'As it is' });
    const page = await desk.open(editor, path(article));
    await page.getByRole('button', { name: 'Restore… Revision 1' }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Restore revision 1' });
    await dialog.getByText('becomes the working copy, as revision 3').waitFor();
    await dialog.getByRole('button', { name: 'Restore revision 1' }).click();
    await page.getByRole('heading', { level: 1, name: 'As it was' }).waitFor();
    expect(await workingCopy(article.id)).toEqual({ number: 3, title: 'As it was' });
    await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('heading', { level: 1, name: 'As it is' }).waitFor();
    expect(await workingCopy(article.id)).toEqual({ number: 4, title: 'As it is' });
    await page.context().close();
  });

  test('where restoring is not allowed it says why', async () => {
    const { articles } = desk;
    let article = await articles.draft(writer, { authorIds: [byline] });
    article = await articles.save(writer, article, { body: 'Another body.' });
    article = await articles.submit(writer, article);
    const page = await desk.open(writer, path(article));
    await page.getByRole('button', { name: 'Restore… Revision 1' }).click();
    const dialog = page.getByRole('dialog', { name: 'Restore revision 1' });
    await dialog.getByText(/by an editor only/).waitFor();
    expect(await dialog.getByRole('button').allInnerTexts()).toEqual(['Close']);
    await page.context().close();
  });

  test('an editor publishes an approved revision again; a writer is not offered it', async () => {
    const { articles } = desk;
    let article = await published('First edition');
    article = await articles.save(writer, article, { title: 'Second edition' });
    article = await articles.publish(
      editor,
      await articles.approve(editor, await articles.submit(writer, article)),
    );
    const page = await desk.open(editor, path(article));
    await page.getByRole('button', { name: 'Publish again… Revision 1' }).click();
    await page.getByRole('dialog', { name: /Publish/ }).waitFor();
    expect(await page.getByRole('button', { name: 'Publish again… Revision 2' }).count()).toBe(0);
    await page.context().close();
    const theirs = await desk.open(writer, path(article));
    await theirs.getByRole('button', { name: 'Restore… Revision 1' }).waitFor();
    expect(await theirs.getByRole('button', { name: /^Publish again/ }).count()).toBe(0);
    await theirs.context().close();
  });

  test('an editor gives the article to another writer, found by name, and takes that back', async () => {
    const article = await published('Owned');
    await desk.colleague('WRITER', 'Leyla Mammadova');
    const page = await desk.open(editor, path(article));
    await page.getByText('May see and edit it beside the editors: Daniyar Akhmetov.').waitFor();
    await page.getByRole('button', { name: 'Change owners…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Owners' });
    expect(await dialog.getByRole('checkbox', { name: 'Daniyar Akhmetov' }).isChecked()).toBe(true);
    await dialog.getByLabel('Search people').fill('Mamm');
    await dialog.getByRole('checkbox', { name: 'Leyla Mammadova' }).check();
    await dialog.getByRole('button', { name: 'Save owners' }).click();
    await page.getByText('beside the editors: Daniyar Akhmetov and Leyla Mammadova.').waitFor();
    await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
    await page.getByText('beside the editors: Daniyar Akhmetov.').waitFor();
    await page.context().close();
  });

  test('an administrator who searched among the people finds an owner by the same search', async () => {
    const article = await published('Owned and searched');
    await desk.colleague('WRITER', 'Zarina Tulegenova');
    const page = await desk.open(administrator, path(article));
    await page.getByRole('link', { name: 'Copydesk' }).click();
    await page.getByRole('link', { name: 'People' }).click();
    await page.getByRole('searchbox').fill('Tulegenova');
    await page.waitForURL(/search=Tulegenova/);
    await page.getByRole('row', { name: /Zarina/ }).waitFor();
    await page.goBack();
    await page.goBack();
    await page.getByRole('button', { name: 'Change owners…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Owners' });
    await dialog.getByLabel('Search people').fill('Tulegenova');
    await dialog.getByRole('checkbox', { name: 'Zarina Tulegenova' }).check();
    await dialog.getByRole('button', { name: 'Save owners' }).click();
    await page.getByText('beside the editors: Daniyar Akhmetov and Zarina Tulegenova.').waitFor();
    await page.context().close();
  });

  test('earlier events are loaded by a button', async () => {
    const { articles } = desk;
    let article = await articles.draft(writer, { authorIds: [byline] });
    for (let round = 0; round < 16; round += 1) {
      article = await articles.submit(writer, article);
      article = await articles.mutate(writer, 'withdrawFromReview', 'TransitionInput', articles.on(article));
    }
    const page = await desk.open(editor, path(article));
    await page.getByText('Withdrawn from review').first().waitFor();
    expect(await page.getByText('Revision 1 created').count()).toBe(0);
    await page.getByRole('button', { name: 'Show earlier' }).click();
    await page.getByText('Revision 1 created').waitFor();
    expect(await page.getByRole('button', { name: 'Show earlier' }).count()).toBe(0);
    await page.context().close();
  });

  test('an unknown article is not found', async () => {
    const page = await desk.open(editor, '/articles/art_00000000000000000000000000/history');
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    await page.context().close();
  });

  test.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 320],
  ] as const)('axe finds nothing, %s at %i px', async (colorScheme, width) => {
    const { articles } = desk;
    let article = await published(`${'A long title of many words '.repeat(7)}${'w'.repeat(80)}`);
    article = await articles.save(writer, article, { body: 'Another body.' });
    article = await articles.save(writer, article, { body: 'A third body.' });
    const page = await desk.open(editor, path(article), { colorScheme, viewport: { width, height: 800 } });
    await page.getByText('1 earlier save of the same day').click();
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.getByRole('button', { name: 'Change owners…' }).click();
    await page.getByRole('dialog').getByRole('checkbox').first().waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Restore… Revision 1' }).click();
    await page.getByRole('alertdialog').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.context().close();
  });
});
