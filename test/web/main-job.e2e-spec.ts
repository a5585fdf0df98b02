// The whole job of a newsroom by keyboard alone, on a desktop's width and on a phone's: a writer signs in, writes and submits; an editor
// asks for changes, then approves, schedules, publishes and takes down.
import type { Page } from 'playwright-core';
import { describeInBrowser, startDesk, type Colleague, type DeskInBrowser } from '../support/browser.js';

/** More than any screen has. */
const MAX_STOPS = 120;

/** Presses Tab until something with that name has the focus. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const passed: string[] = [];
  for (let stops = 0; stops < MAX_STOPS; stops += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const { activeElement: element } = document;
      if (element === null) return '';
      const labels =
        element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element.labels : null;
      return (
        (
          element.getAttribute('aria-label') ??
          [...(labels ?? [])].map((label) => label.textContent).join(' ') ??
          ''
        ).trim() || (element.textContent ?? '').trim()
      );
    });
    if (typeof name === 'string' ? focused.startsWith(name) : name.test(focused)) return;
    passed.push(focused.slice(0, 30));
  }
  throw new Error(`Tab never came to ${name}; it came to ${passed.join(' | ')}`);
}

async function pressOn(page: Page, name: string | RegExp): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}

async function signIn(page: Page, who: Colleague): Promise<void> {
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.keyboard.type(who.email);
  await page.keyboard.press('Tab');
  await page.keyboard.type(who.password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Home' }).waitFor();
}

const opened = (page: Page) => page.getByRole('dialog').waitFor();
const closed = (page: Page) => page.getByRole('dialog').waitFor({ state: 'detached' });

describeInBrowser('the whole job by keyboard alone', () => {
  let desk: DeskInBrowser;
  let writer: Colleague;
  let editor: Colleague;
  beforeAll(async () => {
    desk = await startDesk();
    writer = await desk.colleague('WRITER', 'Leyla Mammadova');
    editor = await desk.colleague('EDITOR', 'Tomas Lindqvist');
    await desk.articles.run(
      editor,
      'mutation ($input: CreateAuthorInput!) { createAuthor(input: $input) { author { id } } }',
      { input: { name: 'Leyla Mammadova', userId: writer.id } },
    );
  });
  afterAll(() => desk.close());

  test.each([1440, 390])(
    'at %i px',
    async (width) => {
      const options = { viewport: { width, height: 844 } };
      const title = `A port at ${width}`;
      const at = await desk.openSignedOut('/', options);
      await signIn(at, writer);

      await at.keyboard.press('c');
      await at.getByRole('textbox', { name: 'Title', exact: true }).waitFor();
      await at.keyboard.type(title);
      await at.keyboard.press('Enter');
      await at.keyboard.type('The boardwalk leads nowhere in particular.');
      await at.keyboard.press('Control+s');
      await at.waitForURL(/\/articles\/art_\w+\/write$/);
      await at.getByText('Saved').first().waitFor();
      const id = /art_\w+/.exec(at.url())?.[0] ?? '';
      const stateOf = async () => {
        const query = 'query ($id: ID!) { article(id: $id) { reviewState live { id } scheduled { id } } }';
        return (await desk.articles.run(editor, query, { id })).article;
      };
      await pressOn(at, 'Submit…');
      await at.getByRole('button', { name: /^Submit revision/ }).waitFor();
      await pressOn(at, /^Submit revision/);
      await closed(at);
      expect(await stateOf()).toMatchObject({ reviewState: 'IN_REVIEW' });

      const desktop = await desk.openSignedOut('/', options);
      await signIn(desktop, editor);
      await desktop.keyboard.press('g');
      await desktop.keyboard.press('q');
      await desktop.getByRole('heading', { name: 'Review queue' }).waitFor();
      await desktop.getByRole('link', { name: title }).waitFor();
      await pressOn(desktop, title);
      await desktop.getByRole('heading', { name: 'Working copy' }).waitFor();
      await desktop.keyboard.press('r');
      await opened(desktop);
      await tabTo(desktop, 'What is to be changed');
      await desktop.keyboard.type('Who pays for it?');
      await pressOn(desktop, 'Request changes');
      await closed(desktop);
      expect(await stateOf()).toMatchObject({ reviewState: 'CHANGES_REQUESTED' });

      // As the next morning: from home, where the request waits.
      await at.goto(`${desk.app.url}/desk/`);
      await at.getByRole('heading', { name: 'Changes requested' }).waitFor();
      await at.keyboard.press('Control+k');
      await at.getByRole('combobox').waitFor();
      await at.keyboard.type(title);
      await at.getByRole('option', { name: title }).waitFor();
      await at.keyboard.press('Enter');
      // Where the article opens depends on its state: a key that is pressed on the way there would open it once more.
      await at.waitForURL(new RegExp(`/articles/${id}/(write|review)$`));
      if (!at.url().endsWith('/write')) await at.keyboard.press('e');
      await at.waitForURL(new RegExp(`/articles/${id}/write$`));
      await at.getByText('Tomas Lindqvist asked').waitFor();
      await tabTo(at, 'Body');
      await at.keyboard.press('Control+End');
      await at.keyboard.type(' The state pays for it.');
      await pressOn(at, 'Submit…');
      await at.getByRole('button', { name: 'Submit revision 2' }).waitFor();
      await pressOn(at, 'Submit revision 2');
      await closed(at);
      await at.context().close();

      await desktop.reload();
      await desktop.getByRole('heading', { name: 'Working copy' }).waitFor();
      await desktop.keyboard.press('a');
      await opened(desktop);
      await pressOn(desktop, 'Approve revision 2');
      await closed(desktop);
      expect(await stateOf()).toMatchObject({ reviewState: 'APPROVED' });

      await pressOn(desktop, 'Schedule…');
      await opened(desktop);
      await pressOn(desktop, 'Schedule revision 2');
      await closed(desktop);
      expect(await stateOf()).toMatchObject({
        reviewState: 'SCHEDULED',
        scheduled: { id: expect.any(String) },
      });

      await desktop.keyboard.press('Shift+P');
      await opened(desktop);
      await pressOn(desktop, 'Publish revision 2');
      await closed(desktop);
      expect(await stateOf()).toMatchObject({ reviewState: 'PUBLISHED', live: { id: expect.any(String) } });

      await pressOn(desktop, 'Take down…');
      await opened(desktop);
      await pressOn(desktop, 'Take revision 2 down');
      await closed(desktop);
      expect(await stateOf()).toMatchObject({ reviewState: 'UNPUBLISHED', live: null });
      await desktop.context().close();
    },
    120_000,
  );
});
