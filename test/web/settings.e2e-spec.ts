// What people change of themselves and of their browser, and an administrator's API tokens.
import type { Page } from 'playwright-core';
import {
  accessibilityFaults,
  describeInBrowser,
  startDesk,
  type Colleague,
  type DeskInBrowser,
} from '../support/browser.js';
import { word } from '../support/tags-and-authors.js';

describeInBrowser('settings', () => {
  let desk: DeskInBrowser;
  let admin: Colleague;
  beforeAll(async () => {
    desk = await startDesk();
    admin = await desk.colleague('ADMIN', 'Aigerim Sadykova');
  });
  afterAll(() => desk.close());

  const PASSWORD = 'ferry lantern copper walnut';
  const toast = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text });
  const someone = () => desk.colleague('WRITER', `Leyla ${word()}`);

  test('a new name stands in the frame at once', async () => {
    const writer = await someone();
    const name = `Leyla ${word()}`;
    const page = await desk.open(writer, '/settings');
    const form = page.getByRole('form', { name: 'You' });
    await form.getByLabel('Name').fill(name);
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('banner').getByText(name).waitFor();
    await page.reload();
    await page.getByRole('banner').getByText(name).waitFor();
    await page.context().close();
  });

  test('a new address needs the password, and signs in from then on', async () => {
    const writer = await someone();
    const email = `${word()}@newsroom.example`;
    const page = await desk.open(writer, '/settings');
    const form = page.getByRole('form', { name: 'You' });
    await form.getByLabel('Name').waitFor();
    expect(await form.getByLabel('Current password').count()).toBe(0);
    await form.getByLabel('E-mail').fill(email);
    await form.getByLabel('Current password').fill('not this one');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByRole('alert').filter({ hasText: 'This is not the current password.' }).waitFor();
    await form.getByLabel('Current password').fill(writer.password);
    await form.getByRole('button', { name: 'Save' }).click();
    await toast(page, 'Saved.').waitFor();
    expect((await desk.articles.run(writer, '{ viewer { email } }')).viewer.email).toBe(email);
    await page.context().close();
  });

  test('a new password ends the other sessions, keeps this one, and is the one that signs in', async () => {
    const writer = await someone();
    const page = await desk.open(writer, '/settings');
    const other = await desk.open(writer, '/tags');
    await other.getByRole('heading', { name: 'Tags' }).waitFor();
    const form = page.getByRole('form', { name: 'Password' });
    await form.getByLabel('Current password').fill('not this one');
    await form.getByLabel('New password').fill('aaaaaaaaaaaa');
    await form.getByRole('button', { name: 'Change the password' }).click();
    await form.getByRole('alert').filter({ hasText: 'This is not the current password.' }).waitFor();
    await form.getByRole('alert').filter({ hasText: 'easy to guess' }).waitFor();
    await form.getByLabel('Current password').fill(writer.password);
    await form.getByLabel('New password').fill(PASSWORD);
    await form.getByRole('button', { name: 'Change the password' }).click();
    await toast(page, 'Your password is changed').waitFor();
    expect(await form.getByLabel('New password').inputValue()).toBe('');
    await other.getByRole('link', { name: 'Authors' }).click();
    const again = other.getByRole('dialog', { name: 'Sign in again' });
    await again.getByLabel(/^Password for/).fill(PASSWORD);
    await again.getByRole('button', { name: 'Sign in and go on' }).click();
    await other.getByRole('heading', { name: 'Authors' }).waitFor();
    await page.getByRole('link', { name: 'Tags' }).click();
    await page.getByRole('heading', { name: 'Tags' }).waitFor();
    await Promise.all([page.context().close(), other.context().close()]);
  });

  test('one’s sessions can be ended, but for that of this browser', async () => {
    const writer = await someone();
    const other = await desk.open(writer, '/');
    await other.getByRole('heading', { name: 'Home' }).waitFor();
    const page = await desk.open(writer, '/settings');
    const sessions = page.getByRole('region', { name: 'Where you are signed in' });
    await sessions.getByText('this browser').waitFor();
    expect(await sessions.getByRole('listitem').count()).toBe(2);
    await sessions.getByRole('button', { name: /^End the session of/ }).click();
    await toast(page, 'The session is ended.').waitFor();
    expect(await sessions.getByRole('listitem').count()).toBe(1);
    await sessions.getByText('this browser').waitFor();
    await page.waitForFunction(() => document.activeElement?.id === 'main');
    await Promise.all([page.context().close(), other.context().close()]);
  });

  test('the text size and the plain editor are kept in this browser', async () => {
    const page = await desk.open(await someone(), '/settings');
    const size = () => page.evaluate(() => getComputedStyle(document.documentElement).fontSize);
    await page.getByRole('radio', { name: 'Larger' }).check();
    await page.getByRole('checkbox', { name: 'Write in a plain text field' }).check();
    expect(await size()).toBe('20px');
    await page.reload();
    await page.getByRole('radio', { name: 'Larger' }).waitFor();
    expect(await size()).toBe('20px');
    expect(await page.getByRole('radio', { name: 'Larger' }).isChecked()).toBe(true);
    expect(await page.getByRole('checkbox', { name: 'Write in a plain text field' }).isChecked()).toBe(true);
    await page.context().close();
  });

  test('an administrator makes an API token, sees its secret once, and revokes it', async () => {
    const name = `Newsletter ${word()}`;
    const editor = await desk.colleague('EDITOR', `Nino ${word()}`);
    const page = await desk.open(admin, '/settings');
    await page.getByRole('button', { name: 'New token…' }).click();
    const dialog = page.getByRole('dialog', { name: 'New API token' });
    await dialog.getByLabel('Name', { exact: true }).fill(name);
    await dialog.getByRole('button', { name: 'Make the token' }).click();
    await dialog.getByText('Choose whom it acts as.').waitFor();
    await dialog.getByRole('searchbox').fill(editor.name);
    await dialog.getByRole('radio', { name: editor.name }).check();
    await dialog.getByRole('button', { name: 'Make the token' }).click();
    const shown = page.getByRole('dialog', { name: `The secret of “${name}”` });
    const secret = await shown.getByLabel('Secret').inputValue();
    const viewer = async () => (await desk.app.desk('{ viewer { id } }', {}, secret)).data?.viewer;
    expect(await viewer()).toEqual({ id: editor.id });
    await shown.getByRole('button', { name: 'Close' }).click();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('New token…');

    const row = page.getByRole('row').filter({ hasText: name });
    expect(await row.getByRole('cell', { name: editor.name }).count()).toBe(1);
    await row.getByRole('button', { name: 'Revoke…' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
    await row.getByText(/^revoked/).waitFor();
    expect(await row.getByRole('button').count()).toBe(0);
    await page.waitForFunction(() => document.activeElement?.id === 'main');
    expect(await viewer()).toBeUndefined();
    await page.context().close();
  });

  test('a writer sees no API tokens', async () => {
    const page = await desk.open(await someone(), '/settings');
    await page.getByRole('form', { name: 'Password' }).waitFor();
    expect(await page.getByRole('heading', { name: 'API tokens' }).count()).toBe(0);
    await page.context().close();
  });

  test.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 320],
  ] as const)('axe finds nothing, %s at %i px', async (colorScheme, width) => {
    const page = await desk.open(admin, '/settings', { colorScheme, viewport: { width, height: 800 } });
    await page.getByRole('form', { name: 'You' }).getByLabel('E-mail').fill('a@newsroom.example');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('form', { name: 'You' }).getByRole('alert').waitFor();
    await page.getByRole('radio', { name: 'Larger' }).check();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'New token…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: true }).fill(word());
    await dialog.getByRole('radio').first().check();
    expect(await accessibilityFaults(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Make the token' }).click();
    await dialog.getByLabel('Secret').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Revoke…' }).first().click();
    await page.getByRole('alertdialog').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    const [content, window] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    expect(content).toBe(window);
    await page.context().close();
  });
});
