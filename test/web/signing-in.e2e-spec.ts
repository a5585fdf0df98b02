// Signing in at the desk, in a browser.
import {
  accessibilityFaults,
  describeInBrowser,
  startDesk,
  type Colleague,
  type DeskInBrowser,
} from '../support/browser.js';

describeInBrowser('signing in', () => {
  let desk: DeskInBrowser;
  let editor: Colleague;
  beforeAll(async () => {
    desk = await startDesk({
      demoSignIns: [],
    });
    editor = await desk.colleague('EDITOR', 'Nino Beridze');
  });
  afterAll(() => desk.close());

  test('a link to a page survives the sign-in', async () => {
    const page = await desk.openSignedOut('/articles');
    await page.getByLabel('E-mail').fill(editor.email);
    await page.getByLabel('Password', { exact: true }).fill(editor.password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Articles' }).waitFor();
    expect(page.url()).toBe(`${desk.app.url}/desk/articles`);
    await page.context().close();
  });

  test('a wrong password is said beside the field, and the right one works after it', async () => {
    const page = await desk.openSignedOut('/');
    await page.getByLabel('E-mail').fill(editor.email);
    await page.getByLabel('Password', { exact: true }).fill('not this one');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('Password', { exact: true }).getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('Password', { exact: true }).fill(editor.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Home' }).waitFor();
    await page.context().close();
  });

  test('a second Enter while a sign-in is under way sends no other', async () => {
    const page = await desk.openSignedOut('/');
    let sent = 0;
    let answer = () => undefined as void;
    const answered = new Promise<void>((resolve) => (answer = resolve));
    await page.route('**/graphql/desk', async (route) => {
      if (route.request().postData()?.includes('mutation SignIn')) {
        sent += 1;
        await answered;
      }
      await route.continue();
    });
    await page.getByLabel('E-mail').fill(editor.email);
    await page.getByLabel('Password', { exact: true }).fill(editor.password);
    const first = page.waitForRequest((request) => request.postData()?.includes('mutation SignIn') === true);
    await page.keyboard.press('Enter');
    await first;
    await page.keyboard.press('Enter');
    answer();
    await page.getByRole('heading', { name: 'Home' }).waitFor();
    expect(sent).toBe(1);
    await page.context().close();
  });

  test('a link can lead to the desk only, never to another site', async () => {
    const page = await desk.openSignedOut('/sign-in?to=https%3A%2F%2Fevil.example%2F');
    await page.getByLabel('E-mail').fill(editor.email);
    await page.getByLabel('Password', { exact: true }).fill(editor.password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Home' }).waitFor();
    await page.context().close();
  });

  test('a session that ended asks for the password over the page, and goes on with what was under way', async () => {
    const page = await desk.open(editor, '/articles');
    await page.getByRole('heading', { name: 'Articles' }).waitFor();
    await desk.app.owner.query('DELETE FROM desk.sessions WHERE user_id = $1', [editor.id]);
    await page.getByRole('link', { name: 'Tags' }).click();
    const dialog = page.getByRole('dialog', { name: 'Sign in again' });
    await dialog.getByLabel(/^Password for/).fill(editor.password);
    await dialog.getByRole('button', { name: 'Sign in and go on' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('heading', { name: 'Tags' }).waitFor();
    await page.context().close();
  });

  test('signing out ends it in every tab', async () => {
    const page = await desk.open(editor, '/');
    const other = await page.context().newPage();
    await other.goto(`${desk.app.url}/desk/tags`);
    await other.getByRole('heading', { name: 'Tags' }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await other.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.context().close();
  });

  test('a sign-out that does not reach the server says so, and the session goes on', async () => {
    const page = await desk.open(editor, '/');
    await page.route('**/graphql/desk', (route) =>
      route.request().postData()?.includes('mutation SignOut') ? route.abort() : route.fallback(),
    );
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('status').filter({ hasText: 'The server could not be reached.' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Home' }).waitFor();
    await page.context().close();
  });

  test.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 320],
  ] as const)('axe finds nothing on the sign-in, %s at %i px', async (colorScheme, width) => {
    const page = await desk.openSignedOut('/sign-in', { colorScheme, viewport: { width, height: 800 } });
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.context().close();
  });
});
