// `npm run screens`: takes screenshots of every screen of the desk, of a demo newsroom of its own, at three widths, light and dark,
// into the folder screens. `npm run screens -- --only=name` takes those whose names begin with `name`, and
// `npm run screens -- --docs` those of the README and docs/desk.md instead. It needs Chromium; TEST_CHROMIUM says where it is.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';
import { DOCUMENTATION_SCREENS, SCREENS, type Screen } from './desk-screens.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CHROMIUM = process.env.TEST_CHROMIUM ?? '/usr/bin/chromium';
const VIEWPORTS = [
  [1440, 900],
  [1024, 768],
  [390, 844],
] as const;

const EXTREME_TITLES = [
  'Why the wagons that carried last year’s harvest out of northern Kazakhstan are standing empty in sidings two thousand kilometres from the next one, and what it would cost to have them back by September',
  'من باكو إلى قارص: كيف يغيّر القطار عجلاته',
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaften',
];

interface Demo {
  readonly url: string;
  readonly process: ChildProcess;
}

const dataDir = join(ROOT, '.data/screens');
await rm(dataDir, { recursive: true, force: true });
const demo = await startDemo();
try {
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-sync',
    ],
  });
  try {
    await takeAll(browser);
  } finally {
    await browser.close();
  }
} finally {
  await stopDemo(demo.process);
  await rm(dataDir, { recursive: true, force: true });
}

async function takeAll(browser: Browser): Promise<void> {
  const ids = await idsBySlug();
  if (process.argv.includes('--docs')) return takeDocumentationScreenshots(browser, ids);
  await addExtremeTitles();
  await takeScreenshots(browser, ids);
}

function startDemo(): Promise<Demo> {
  const child = spawn(process.execPath, [join(ROOT, 'dist/demo.js')], {
    env: { ...process.env, PORT: '0', DATA_DIR: dataDir, TIME_ZONE: 'Asia/Almaty' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const url = /The desk +(http:\S+)\/desk\//.exec(output)?.[1];
      if (url !== undefined) resolve({ url, process: child });
    });
    child.once('exit', () => reject(new Error(`The demo did not start: ${output}`)));
  });
}

async function stopDemo(child: ChildProcess): Promise<void> {
  // No event comes of a process that has exited already.
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}

async function execute<T>(query: string, variables: object = {}, token?: string): Promise<T> {
  const response = await fetch(`${demo.url}/graphql/desk`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: T; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

async function tokenOf(person: string): Promise<string> {
  const { newsroom } = await execute<{
    newsroom: { demoSignIns: { name: string; email: string; password: string }[] };
  }>('{ newsroom { demoSignIns { name email password } } }');
  const signIn = newsroom.demoSignIns.find(({ name }) => name.startsWith(person));
  const data = await execute<{ signIn: { accessToken: string } }>(
    'mutation ($email: String!, $password: String!) { signIn(input: { email: $email, password: $password }) { accessToken } }',
    { email: signIn?.email, password: signIn?.password },
  );
  return data.signIn.accessToken;
}

async function idsBySlug(): Promise<ReadonlyMap<string, string>> {
  const { articles } = await execute<{ articles: { nodes: { id: string; working: { slug: string } }[] } }>(
    '{ articles(first: 100) { nodes { id working { slug } } } }',
    {},
    await tokenOf('Nino'),
  );
  return new Map(articles.nodes.map(({ id, working }) => [working.slug, id]));
}

/** Articles in review whose titles are the hardest to lay out. */
async function addExtremeTitles(): Promise<void> {
  const token = await tokenOf('Leyla');
  for (const title of EXTREME_TITLES) {
    const { createArticle } = await execute<{ createArticle: { article: { id: string; version: number } } }>(
      'mutation ($input: CreateArticleInput!) { createArticle(input: $input) { article { id version } } }',
      { input: { title, body: `${title}\n\n${'A sentence of some words. '.repeat(40)}` } },
      token,
    );
    const { id, version } = createArticle.article;
    await execute(
      'mutation ($input: TransitionInput!) { submitForReview(input: $input) { article { id } } }',
      { input: { articleId: id, version } },
      token,
    );
  }
}

async function takeScreenshots(browser: Browser, ids: ReadonlyMap<string, string>): Promise<void> {
  const folder = join(ROOT, 'screens');
  await mkdir(folder, { recursive: true });
  const only = process.argv.find((argument) => argument.startsWith('--only='))?.slice('--only='.length);
  for (const screen of SCREENS.filter(({ name }) => only === undefined || name.startsWith(only))) {
    for (const [width, height] of VIEWPORTS) {
      for (const scheme of ['light', 'dark'] as const) {
        const file = join(folder, `${screen.name}-${width}-${scheme}.png`);
        await takeScreenshot(browser, ids, screen, { width, height, scheme, file });
      }
    }
  }
}

async function takeDocumentationScreenshots(
  browser: Browser,
  ids: ReadonlyMap<string, string>,
): Promise<void> {
  const folder = join(ROOT, 'docs/pictures');
  await mkdir(folder, { recursive: true });
  for (const [name, width, height] of DOCUMENTATION_SCREENS) {
    const screen = SCREENS.find((candidate) => candidate.name === name);
    if (screen === undefined) throw new Error(`There is no screen ${name}`);
    const file = join(folder, `${name}.png`);
    await takeScreenshot(browser, ids, screen, { width, height, scheme: 'light', file });
  }
}

interface ScreenshotOptions {
  readonly width: number;
  readonly height: number;
  readonly scheme: 'light' | 'dark';
  readonly file: string;
}

async function takeScreenshot(
  browser: Browser,
  ids: ReadonlyMap<string, string>,
  { as, path, steps }: Screen,
  { width, height, scheme, file }: ScreenshotOptions,
): Promise<void> {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    timezoneId: 'Asia/Tbilisi',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const address = path.replace(/\{(.*?)\}/, (_, slug: string) => ids.get(slug) ?? slug);
  try {
    await page.goto(`${demo.url}/desk${address}`);
    if (as !== 'nobody') {
      await page.getByRole('button', { name: as }).click();
      await page.waitForURL(({ pathname }) => !pathname.endsWith('/sign-in'));
    }
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await page.waitForLoadState('networkidle');
    await steps?.(page);
    // A control under the pointer would look pressed.
    await page.mouse.move(0, 0);
    await page.waitForLoadState('networkidle');
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: file, animations: 'disabled' });
  } catch (error) {
    console.error(`${file}: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
  } finally {
    await context.close();
  }
}
