// Who may sign in: an administrator's place at the desk, in a browser.
import type { Page } from 'playwright-core';
import {
  accessibilityFaults,
  describeInBrowser,
  startDesk,
  type Colleague,
  type DeskInBrowser,
} from '../support/browser.js';
import { word } from '../support/tags-and-authors.js';

describeInBrowser('people', () => {
  let desk: DeskInBrowser;
  let admin: Colleague;
  beforeAll(async () => {
    desk = await startDesk();
    admin = await desk.colleague('ADMIN', 'Aigerim Sadykova');
  });
  afterAll(() => desk.close());

  const PASSWORD = 'ferry lantern copper walnut';
  const toast = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text });
  const openRow = async (page: Page, name: string) => {
    await page.getByRole('button', { name: `Change ${name}` }).click();
    return page.getByRole('form', { name });
  };

  /** Through the sign-in, as somebody does who has just been told a password. */
  async function signIn(email: string, password: string): Promise<Page> {
    const page = await desk.openSignedOut('/');
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    return page;
  }

  test('an administrator adds a person, who can sign in with the first password', async () => {
    const [name, email] = [`Tomas ${word()}`, `${word()}@newsroom.example`];
    const page = await desk.open(admin, '/people');
    await page.getByRole('button', { name: 'Add a person…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a person' });
    await dialog.getByLabel('Name').fill(name);
    await dialog.getByLabel('E-mail').fill(email);
    await dialog.getByLabel('Role').selectOption('Editor');
    await dialog.getByLabel('First password').fill('123456789012');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await dialog.getByRole('alert').filter({ hasText: 'easy to guess' }).waitFor();
    expect(await dialog.getByLabel('First password').getAttribute('aria-invalid')).toBe('true');
    await dialog.getByLabel('First password').fill(PASSWORD);
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await toast(page, `${name} may sign in now.`).waitFor();
    await page.context().close();

    const theirs = await signIn(email, PASSWORD);
    await theirs.getByRole('heading', { name: 'Home' }).waitFor();
    await theirs.getByRole('link', { name: 'Review queue' }).waitFor();
    await theirs.context().close();
  });

  test('a new role counts at once', async () => {
    const colleague = await desk.colleague('WRITER', `Sofia ${word()}`);
    const page = await desk.open(admin, `/people?search=${colleague.email}`);
    const form = await openRow(page, colleague.name);
    await form.getByLabel('Role').selectOption('Editor');
    await form.getByRole('button', { name: 'Save' }).click();
    await toast(page, `${colleague.name} is saved.`).waitFor();
    expect(await desk.articles.run(colleague, '{ viewer { role } }')).toEqual({ viewer: { role: 'EDITOR' } });
    await page.context().close();
  });

  test('an administrator ends a session, and that browser has to sign in again', async () => {
    const colleague = await desk.colleague('WRITER', `Leyla ${word()}`);
    const theirs = await desk.open(colleague, '/tags');
    await theirs.getByRole('heading', { name: 'Tags' }).waitFor();
    const page = await desk.open(admin, `/people?search=${colleague.email}`);
    await openRow(page, colleague.name);
    await page.getByRole('button', { name: /^End the session of/ }).click();
    await toast(page, 'The session is ended.').waitFor();
    await page.getByText('Signed in nowhere.').waitFor();
    await theirs.getByRole('link', { name: 'Authors' }).click();
    await theirs.getByRole('dialog', { name: 'Sign in again' }).waitFor();
    await Promise.all([page.context().close(), theirs.context().close()]);
  });

  test('an administrator gives a new password, which replaces the old one', async () => {
    const colleague = await desk.colleague('WRITER', `Daniyar ${word()}`);
    const page = await desk.open(admin, `/people?search=${colleague.email}`);
    const form = await openRow(page, colleague.name);
    await form.getByRole('button', { name: 'New password…' }).click();
    const dialog = page.getByRole('dialog', { name: `New password for ${colleague.name}` });
    await dialog.getByLabel('New password', { exact: true }).fill('short');
    await dialog.getByRole('button', { name: 'Set the password' }).click();
    await dialog.getByRole('alert').filter({ hasText: 'characters' }).waitFor();
    await dialog.getByLabel('New password', { exact: true }).fill(PASSWORD);
    await dialog.getByRole('button', { name: 'Set the password' }).click();
    await toast(page, `${colleague.name} has a new password`).waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('New password…');
    await page.context().close();
    const theirs = await signIn(colleague.email, PASSWORD);
    await theirs.getByRole('heading', { name: 'Home' }).waitFor();
    await theirs.context().close();
  });

  test('somebody who was deactivated cannot sign in, and can when activated again', async () => {
    const colleague = await desk.colleague('EDITOR', `Tomas ${word()}`);
    const page = await desk.open(admin, `/people?search=${colleague.email}`);
    const form = await openRow(page, colleague.name);
    await form.getByRole('button', { name: 'Deactivate…' }).click();
    const dialog = page.getByRole('alertdialog', { name: `Deactivate ${colleague.name}` });
    await dialog.getByRole('button', { name: 'Deactivate' }).click();
    await toast(page, `${colleague.name} may no longer sign in.`).waitFor();
    await page.getByRole('cell', { name: 'Deactivated' }).waitFor();
    const refused = await signIn(colleague.email, colleague.password);
    await refused.getByRole('alert').waitFor();
    await refused.context().close();

    await form.getByRole('button', { name: 'Let sign in again' }).click();
    await toast(page, `${colleague.name} may sign in again.`).waitFor();
    const theirs = await signIn(colleague.email, colleague.password);
    await theirs.getByRole('heading', { name: 'Home' }).waitFor();
    await Promise.all([page.context().close(), theirs.context().close()]);
  });

  test('the last administrator cannot leave, and reads why', async () => {
    await desk.app.owner.query("UPDATE desk.users SET active = false WHERE role = 'ADMIN' AND id <> $1", [
      admin.id,
    ]);
    const page = await desk.open(admin, `/people?search=${admin.email}`);
    const form = await openRow(page, admin.name);
    await form.getByRole('button', { name: 'Deactivate…' }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByRole('button', { name: 'Deactivate' }).click();
    await dialog.getByRole('alert').filter({ hasText: 'the last active administrator' }).waitFor();
    await page.context().close();
  });

  test('a new name of one’s own stands in the frame at once', async () => {
    const other = await desk.colleague('ADMIN', `Aliya ${word()}`);
    const name = `Aliya ${word()}`;
    const page = await desk.open(other, `/people?search=${other.email}`);
    const form = await openRow(page, other.name);
    await form.getByLabel('Name').fill(name);
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('banner').getByText(name).waitFor();
    await page.context().close();
  });

  test.each(['WRITER', 'EDITOR'] as const)(
    'somebody with the role %s sees no People, and the address answers with the refusal',
    async (role) => {
      const colleague = await desk.colleague(role, `Nino ${word()}`);
      const page = await desk.open(colleague, '/people');
      await page.getByRole('alert').filter({ hasText: 'Only an administrator may do this.' }).waitFor();
      expect(await page.getByRole('link', { name: 'Tags' }).count()).toBe(1);
      expect(await page.getByRole('link', { name: 'People' }).count()).toBe(0);
      expect(await page.getByRole('table').count()).toBe(0);
      expect(await page.getByRole('button', { name: 'Add a person…' }).count()).toBe(0);
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.context().close();
    },
  );

  test.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 320],
  ] as const)('axe finds nothing, %s at %i px', async (colorScheme, width) => {
    const colleague = await desk.colleague('WRITER', `გიორგი ${word().repeat(3)}`);
    const theirs = await desk.open(colleague, '/');
    await theirs.getByRole('heading', { name: 'Home' }).waitFor();
    const page = await desk.open(admin, '/people', { colorScheme, viewport: { width, height: 800 } });
    await openRow(page, colleague.name);
    expect(await accessibilityFaults(page)).toEqual([]);
    for (const act of ['Add a person…', 'New password…', 'Deactivate…']) {
      await page.getByRole('button', { name: act }).click();
      await page.getByRole(act === 'Deactivate…' ? 'alertdialog' : 'dialog').waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.keyboard.press('Escape');
    }
    const [content, window] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    expect(content).toBe(window);
    await Promise.all([page.context().close(), theirs.context().close()]);
  });
});
