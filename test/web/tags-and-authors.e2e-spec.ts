// Tags and authors at the desk, in a browser: made, renamed, merged, deleted, and refused.
import type { Page } from 'playwright-core';
import {
  accessibilityFaults,
  describeInBrowser,
  startDesk,
  type Colleague,
  type DeskInBrowser,
} from '../support/browser.js';
import { tagsAndAuthors, word } from '../support/tags-and-authors.js';

describeInBrowser('tags and authors', () => {
  let desk: DeskInBrowser;
  let named: ReturnType<typeof tagsAndAuthors>;
  let editor: Colleague;
  let writer: Colleague;
  beforeAll(async () => {
    desk = await startDesk();
    named = tagsAndAuthors(desk.app);
    [editor, writer] = [
      await desk.colleague('EDITOR', 'Nino Beridze'),
      await desk.colleague('WRITER', 'Leyla Mammadova'),
    ];
  });
  afterAll(() => desk.close());

  const tag = (name = word()) => named.make(editor, 'createTag', { name });
  const author = (name = word()) => named.make(editor, 'createAuthor', { name });
  const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });
  const toast = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text });

  test('a search stands in the address as it is typed, and the page opens with it again', async () => {
    const [sought, other] = [await tag(), await tag(`a ${word()}`)];
    const page = await desk.open(editor, '/tags');
    await row(page, other.name).waitFor();
    // The first key press reaches the link over the navigation.
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content');
    await page.getByLabel('Search by name').pressSequentially(sought.name.slice(0, 8));
    await row(page, other.name).waitFor({ state: 'detached' });
    await page.waitForURL(`**/desk/tags?search=${sought.name.slice(0, 8)}`);
    await page.getByLabel('Search by name').pressSequentially(sought.name.slice(8));
    await page.waitForURL(`**/desk/tags?search=${sought.name}`);
    await page.reload();
    await row(page, sought.name).waitFor();
    expect(await page.getByLabel('Search by name').inputValue()).toBe(sought.name);
    expect(await row(page, other.name).count()).toBe(0);
    await page.getByLabel('Search by name').fill('no such tag');
    await page.getByText('No tag has “no such tag” in its name').waitFor();
    await page.context().close();
  });

  test('more than a page of tags is shown by and by', async () => {
    const prefix = word();
    for (let i = 10; i < 62; i++) await tag(`${prefix} ${i}`);
    const page = await desk.open(editor, `/tags?search=${prefix}`);
    await row(page, `${prefix} 59`).waitFor();
    expect(await row(page, `${prefix} 60`).count()).toBe(0);
    await page.getByRole('button', { name: 'Show more' }).click();
    await row(page, `${prefix} 61`).waitFor();
    expect(await page.getByRole('button', { name: 'Show more' }).count()).toBe(0);
    await page.context().close();
  });

  test('a writer creates a tag; a name that is taken is an error beside the field', async () => {
    const taken = await tag();
    // On the first page, whatever other tags there are.
    const name = `a ${word()}`;
    const page = await desk.open(writer, '/tags');
    await page.getByRole('button', { name: 'New tag…' }).click();
    const dialog = page.getByRole('dialog', { name: 'New tag' });
    await dialog.getByLabel('Name').fill(taken.name);
    await dialog.getByRole('button', { name: 'Make the tag' }).click();
    await dialog.getByRole('alert').filter({ hasText: 'There is already a tag of that name.' }).waitFor();
    expect(await dialog.getByLabel('Name').getAttribute('aria-invalid')).toBe('true');
    await dialog.getByLabel('Name').fill(name);
    await dialog.getByRole('button', { name: 'Make the tag' }).click();
    await toast(page, `${name} is there now.`).waitFor();
    await row(page, name).first().waitFor();
    expect(await named.listed(writer, 'tags', name)).toEqual([name]);
    await page.context().close();
  });

  test('a writer who presses what needs an editor reads why not, and nothing changes', async () => {
    const { name } = await tag();
    const page = await desk.open(writer, `/tags?search=${name}`);
    await page.getByRole('button', { name: `Show ${name}` }).click();
    for (const label of ['Change…', 'Merge into another…', 'Delete…']) {
      await page.getByRole('button', { name: label }).click();
      const button = page.getByRole('button', { name: label, expanded: true });
      const reason = page.locator(`[id="${await button.getAttribute('aria-controls')}"]`);
      await reason.getByText('Only an editor may do this.').waitFor();
    }
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await named.listed(writer, 'tags', name)).toEqual([name]);
    await page.goto(`${desk.app.url}/desk/authors`);
    await page.getByRole('button', { name: 'New author…' }).click();
    await page.getByText('Only an editor may do this.').waitFor();
    await page.context().close();
  });

  test('an editor renames a tag, and its earlier slug goes on finding it', async () => {
    const { id, name, slug } = await tag();
    const [newName, newSlug] = [word(), word()];
    const authorIds = [await desk.articles.author(editor)];
    await desk.articles.published(writer, editor, { authorIds, tagIds: [id] });
    const page = await desk.open(editor, '/tags');
    await page.getByLabel('Search by name').fill(name);
    await page.getByRole('button', { name: `Change ${name}` }).click();
    const form = page.getByRole('form', { name });
    await form.getByLabel('Slug').fill('No Slug');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByRole('alert').filter({ hasText: 'slug may have lower-case letters' }).waitFor();
    await form.getByLabel('Slug').fill(newSlug);
    await form.getByLabel('Description').fill('What it is about.');
    await form.getByRole('button', { name: 'Save' }).click();
    await toast(page, `${name} is saved.`).waitFor();
    await form.getByLabel('Name').fill(newName);
    await form.getByRole('button', { name: 'Save' }).click();
    await toast(page, `${newName} is saved.`).waitFor();
    for (const found of [slug, newSlug]) {
      expect(await named.readersTag(found)).toMatchObject({ id, name: newName, slug: newSlug });
    }
    await page.context().close();
  });

  test('an editor merges a tag into another after the dialog has said what it does', async () => {
    const both = word();
    const [from, into] = [await tag(`${both} one`), await tag(`${both} other`)];
    const authorIds = [await desk.articles.author(editor)];
    for (const _ of [1, 2]) await desk.articles.published(writer, editor, { authorIds, tagIds: [from.id] });
    const page = await desk.open(editor, `/tags?search=${both}`);
    await page.getByRole('button', { name: `Change ${from.name}` }).click();
    await page.getByRole('button', { name: 'Merge into another…' }).click();
    const dialog = page.getByRole('dialog', { name: `Merge “${from.name}” into another` });
    await dialog.getByRole('button', { name: 'Merge' }).click();
    await dialog.getByText('Choose the one that stays.').waitFor();
    await dialog.getByRole('searchbox').fill(into.name);
    await dialog.getByRole('radio', { name: into.name }).check();
    await dialog
      .getByText(`All 2 articles of “${from.name}” get “${into.name}”; ${from.slug} goes on finding`)
      .waitFor();
    await dialog.getByRole('button', { name: 'Merge' }).click();
    await toast(page, `${from.name} is ${into.name} from now on.`).waitFor();
    await row(page, into.name).getByRole('link', { name: '2 articles' }).waitFor();
    expect(await page.getByRole('button', { name: `Change ${from.name}` }).count()).toBe(0);
    expect(await named.readersTag(from.slug)).toMatchObject({ id: into.id, articleCount: 2 });
    await page.context().close();
  });

  test('a tag in use is not deleted, and the refusal says where it is; one that is not, is', async () => {
    const both = word();
    const [used, unused] = [await tag(`${both} used`), await tag(`${both} unused`)];
    const title = word();
    const authorIds = [await desk.articles.author(editor)];
    await desk.articles.draft(writer, { title, authorIds, tagIds: [used.id] });
    const page = await desk.open(editor, `/tags?search=${both}`);
    const remove = async ({ name }: { readonly name: string }) => {
      await page.getByRole('button', { name: `Change ${name}` }).click();
      await page.getByRole('button', { name: 'Delete…' }).click();
      const dialog = page.getByRole('alertdialog', { name: `Delete “${name}”` });
      await dialog.getByRole('button', { name: 'Delete' }).click();
      return dialog;
    };
    const refused = await remove(used);
    await refused
      .getByRole('alert')
      .filter({ hasText: `In use by “${title}”` })
      .waitFor();
    await page.keyboard.press('Escape');
    await refused.waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Delete…');
    await remove(unused);
    await toast(page, `${unused.name} is deleted.`).waitFor();
    expect(await page.getByRole('button', { name: `Change ${unused.name}` }).count()).toBe(0);
    await page.waitForFunction(() => document.activeElement?.id === 'main');
    expect(await named.listed(editor, 'tags', used.name)).toEqual([used.name]);
    await page.context().close();
  });

  test('an editor says whose login a byline is; its owner, a writer, may then change it', async () => {
    const { id, name } = await author();
    const colleague = await desk.colleague('WRITER', `Sofia ${word()}`);
    const page = await desk.open(editor, `/authors?search=${name}`);
    await page.getByRole('button', { name: `Change ${name}` }).click();
    await page.getByRole('button', { name: 'Choose…' }).click();
    const dialog = page.getByRole('dialog', { name: `Whose byline is “${name}”?` });
    await dialog.getByRole('searchbox').fill(colleague.name);
    await dialog.getByRole('radio', { name: colleague.name }).check();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await toast(page, `${name} is saved.`).waitFor();
    await row(page, name).getByRole('cell', { name: colleague.name }).first().waitFor();
    await page.context().close();

    const own = await desk.open(colleague, `/authors?search=${name}`);
    await own.getByRole('button', { name: `Change ${name}` }).click();
    await own.getByLabel('Bio').fill('Writes about rail.');
    await own.getByRole('button', { name: 'Save' }).click();
    await toast(own, `${name} is saved.`).waitFor();
    const { node } = await desk.articles.run(
      editor,
      'query ($id: ID!) { node(id: $id) { ... on Author { bio user { id } } } }',
      { id },
    );
    expect(node).toEqual({ bio: 'Writes about rail.', user: { id: colleague.id } });
    await own.context().close();
  });

  test.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 320],
  ] as const)('axe finds nothing, %s at %i px', async (colorScheme, width) => {
    const long = await tag(word().repeat(6));
    await author(`نور ${word()}`);
    const faults = async (page: Page) => {
      const [content, window] = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.clientWidth,
      ]);
      expect(content).toBe(window);
      expect(await accessibilityFaults(page)).toEqual([]);
    };
    const options = { colorScheme, viewport: { width, height: 800 } };
    const page = await desk.open(editor, `/tags?search=${long.name}`, options);
    await page.getByRole('button', { name: `Change ${long.name}` }).click();
    await faults(page);
    for (const act of ['New tag…', 'Merge into another…', 'Delete…']) {
      await page.getByRole('button', { name: act }).click();
      await page.getByRole(act === 'Delete…' ? 'alertdialog' : 'dialog').waitFor();
      if (act === 'Merge into another…') await page.getByRole('radio').first().check();
      await faults(page);
      await page.keyboard.press('Escape');
    }
    await page.goto(`${desk.app.url}/desk/authors`);
    await page
      .getByRole('button', { name: /^Change/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Choose…' }).click();
    await page.getByRole('radio').first().waitFor();
    await faults(page);
    await page.context().close();
    const refused = await desk.open(writer, `/tags?search=${long.name}`, options);
    await refused.getByRole('button', { name: `Show ${long.name}` }).click();
    await refused.getByRole('button', { name: 'Delete…' }).click();
    await refused.getByText('Only an editor may do this.').waitFor();
    await faults(refused);
    await refused.context().close();
  });
});
