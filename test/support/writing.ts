// What the tests of the write screen do in it, and what they look for on the server.
import type { Page } from 'playwright-core';
import type { DeskInBrowser } from './browser.js';
import type { ArticleState, Person } from './newsroom.js';

export const title = (page: Page) => page.getByRole('textbox', { name: 'Title', exact: true });
export const body = (page: Page) => page.getByRole('textbox', { name: 'Body', exact: true });
export const savingBar = (page: Page) => page.getByRole('contentinfo', { name: 'Saving' });

/** By the keyboard, as people do. */
export const save = (page: Page) => page.keyboard.press('ControlOrMeta+s');

/** Waits until the bar says so. */
export const says = (page: Page, text: string | RegExp) => savingBar(page).getByText(text).first().waitFor();

/** Types at the end of the text. */
export async function typeAtEnd(page: Page, text: string): Promise<void> {
  await body(page).click();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type(text);
}

/** The text in the editor: a text area's, or the lines of one that is edited in place. */
export const textOf = (page: Page): Promise<string> =>
  body(page).evaluate((element) =>
    element instanceof HTMLTextAreaElement
      ? element.value
      : [...element.children].map(({ textContent }) => textContent).join('\n'),
  );

/** Waits until it is the text in the editor. */
export const showsText = (page: Page, text: string): Promise<string> =>
  until(
    () => textOf(page),
    (shown) => shown === text,
  );

/** What the server has of an article: its working copy, and the unsaved text of whoever asks. */
export async function stored(desk: DeskInBrowser, who: Person, id: string) {
  const query = `query ($id: ID!) { article(id: $id) {
    version reviewState working { id number title slug excerpt body { markdown } authors { name } tags { name } }
    autosave { body title } editing { person { name } }
  } }`;
  const { article } = await desk.articles.run(who, query, { id });
  return {
    ...article,
    body: article.working.body.markdown as string,
    number: article.working.number as number,
  };
}

/** Waits for what the page does on the server. */
export async function until<T>(read: () => Promise<T>, isIt: (value: T) => boolean): Promise<T> {
  for (const end = Date.now() + 15_000; ;) {
    const value = await read();
    if (isIt(value)) return value;
    if (Date.now() > end) throw new Error(`It did not come about: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export const writePath = ({ id }: Pick<ArticleState, 'id'>) => `/articles/${id}/write`;
