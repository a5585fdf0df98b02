// The desk in a real browser, Chromium, with a profile of its own for each person.
import AxeBuilderSource from 'axe-core';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import type { Role } from '../../src/domain/editorial-workflow.js';
import { startApp, type TestApp } from './app.js';
import { newsroomOf, type Newsroom, type Person } from './newsroom.js';
import { userFixtures } from './user-fixtures.js';

/** Chromium without its window takes half the CPU time of the whole browser, or less. */
const CHROMIUM =
  process.env.TEST_CHROMIUM ??
  ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find((path) => existsSync(path));
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Around every test that needs a browser: without one they are skipped, and say so; CI does not let that pass. */
export const describeInBrowser: (name: string, tests: () => void) => void =
  CHROMIUM !== undefined && existsSync(CHROMIUM)
    ? describe
    : (name, tests) => {
        if (process.env.CI) throw new Error('There is no Chromium, and CI needs one.');
        console.warn(
          `SKIPPED, since there is no Chromium (apt-get install chromium-headless-shell): ${name}`,
        );
        describe.skip(name, tests);
      };

/** Somebody at the desk, who can sign in, and whose token acts for them over the API. */
export interface Colleague extends Person {
  readonly name: string;
  readonly password: string;
}

export interface DeskInBrowser {
  readonly app: TestApp;
  readonly articles: Newsroom;
  colleague(role: Role, name: string): Promise<Colleague>;
  /**
   * Opens a page of the desk in a browser of that person's own, signed in.
   * @param path under /desk/
   */
  open(who: Colleague, path: string, options?: BrowserContextOptions): Promise<Page>;
  /** In a browser in which nobody has signed in. */
  openSignedOut(path: string, options?: BrowserContextOptions): Promise<Page>;
  /** Of everybody's browsers, after a test. */
  closePages(): Promise<void>;
  close(): Promise<void>;
}

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: CHROMIUM, args: FLAGS });

/** @param changes to the server's configuration */
export async function startDesk(changes: Parameters<typeof startApp>[0] = {}): Promise<DeskInBrowser> {
  const [app, browser] = await Promise.all([
    startApp({ desk: true, timeZone: 'Asia/Almaty', ...changes }),
    launchBrowser(),
  ]);
  const articles = newsroomOf(app);
  return {
    app,
    articles,
    colleague: (role, name) => makeColleague(app, role, name),
    open: async (who, path, options) => {
      const page = await newPage(browser, options);
      await signIn(app, page, who);
      await page.goto(`${app.url}/desk${path}`);
      return page;
    },
    openSignedOut: async (path, options) => {
      const page = await newPage(browser, options);
      await page.goto(`${app.url}/desk${path}`);
      return page;
    },
    closePages: async () => {
      for (const context of browser.contexts()) await context.close();
    },
    close: async () => {
      await browser.close();
      await app.close();
    },
  };
}

export async function newPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    timezoneId: 'UTC',
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.on('pageerror', (error) => console.error(`The page threw: ${error.stack ?? error.message}`));
  return page;
}

/** Through the API, into the browser's cookies. */
async function signIn(app: TestApp, page: Page, { email, password }: Colleague): Promise<void> {
  const query = 'mutation ($input: SignInInput!) { signIn(input: $input) { user { id } } }';
  const response = await page.context().request.post(`${app.url}/graphql/desk`, {
    headers: { 'X-Copydesk-Client': 'test', Origin: app.url },
    data: { query, variables: { input: { email, password, cookie: true } } },
  });
  const answer = (await response.json()) as { errors?: unknown };
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
}

async function makeColleague(app: TestApp, role: Role, name: string): Promise<Colleague> {
  const { person } = newsroomOf(app);
  const { member } = userFixtures(app);
  const password = randomBytes(9).toString('hex');
  const { id, email } = await member(role, password);
  const { token, id: tokenOwner } = await person(role, name);
  // The token is another's until here: one person signs in, and acts over the API.
  await app.owner.query('UPDATE desk.api_tokens SET user_id = $1 WHERE user_id = $2', [id, tokenOwner]);
  await app.owner.query('DELETE FROM desk.users WHERE id = $1', [tokenOwner]);
  await app.owner.query('UPDATE desk.users SET name = $1 WHERE id = $2', [name, id]);
  return { id, role, email, name, password, token };
}

/** What axe finds wrong with a page by the rules of WCAG 2.2 AA: each rule with the elements that break it. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(AxeBuilderSource.source);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof AxeBuilderSource };
    const { violations } = await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} (${failureSummary})`).join('; ')}`,
    );
  });
}
