// The README and the pages of docs show real requests with their real responses, on the demo's newsroom, and build on one another.
// `UPDATE_DOCS=on npm test -- test/documentation` rewrites the responses.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format } from 'prettier';
import { backdate } from '../src/demo/backdate.js';
import { fillNewsroom } from '../src/demo/fill-newsroom.js';
import { readNewsroom } from '../src/demo/newsroom.js';
import { startApp, type TestApp } from './support/app.js';
import { DocumentedNames, examplesIn, manifestIn, requestsIn } from './support/documented-requests.js';
import { type Answer, ask } from './support/http.js';

/** In the order in which their requests are made. */
const PAGES = ['README', 'docs/desk-api', 'docs/delivery-api', 'docs/people'];
const PASSWORD = 'a newsroom of our own';

/** By e-mail, or by what else stands for somebody in a request's first line. */
const tokens = new Map<string, string>();
let app: TestApp;
let folder: string;

const fileOf = (page: string): URL => new URL(`../${page}.md`, import.meta.url);

beforeAll(async () => {
  const newsroom = await readNewsroom();
  const email = newsroom.users.find((user) => user.role === 'ADMIN')?.email ?? '';
  folder = await mkdtemp(join(tmpdir(), 'copydesk-documentation-'));
  const file = join(folder, 'manifest.json');
  await writeFile(file, manifestIn(await readFile(fileOf('docs/delivery-api'), 'utf8')));
  app = await startApp({
    firstAdministrator: { email, password: PASSWORD },
    persistedDocuments: { file, only: false },
  });
  await backdate(app.databaseUrl, await fillNewsroom(app.url, newsroom, PASSWORD));
}, 120_000);
afterAll(async () => {
  await app?.close();
  await rm(folder, { recursive: true });
});

it('each request of the documentation, one after the other, is answered as it says', async () => {
  // Its instants count from now: the demo's schedule, made before, stays outside of what they ask for.
  const names = new DocumentedNames();
  for (const page of PAGES) {
    const shown = await readFile(fileOf(page), 'utf8');
    const actual = await withActualAnswers(shown, names);
    if (process.env.UPDATE_DOCS === 'on') await writeFile(fileOf(page), actual);
  }
}, 60_000);

async function withActualAnswers(markdown: string, names: DocumentedNames): Promise<string> {
  const examples = examplesIn(markdown);
  expect(examples.length).toBeGreaterThan(0);
  expect(examples).toHaveLength(requestsIn(markdown));
  let updated = markdown;
  for (const { request, answer, address, posted, api, as } of examples) {
    const token = as === undefined ? undefined : (tokens.get(as) ?? (await signIn(as)));
    if (as !== undefined && token !== undefined) tokens.set(as, token);
    const query = names.inThisRun(request);
    const { data, errors } =
      address === undefined ? await app[api](query, undefined, token) : await answerTo(address, posted);
    const actual = JSON.parse(JSON.stringify({ errors, data }));
    if (data?.createPreview) tokens.set('preview', data.createPreview.token);
    if (data?.createApiToken) tokens.set(data.createApiToken.apiToken.name, data.createApiToken.secret);
    const shown = JSON.parse(answer);
    const asShown = names.asShown(actual, shown);
    if (process.env.UPDATE_DOCS !== 'on') expect(asShown).toEqual(shown);
    const example = `${request}\`\`\`\n\n\`\`\`json\n`;
    const written = await shortened(asShown);
    updated = updated.replace(example + answer, () => example + written);
  }
  return updated;
}

async function answerTo(address: string, posted?: string): Promise<Answer['body']> {
  const headers = { 'content-type': 'application/json' };
  return (await ask(app.url, address, posted === undefined ? {} : { method: 'POST', headers, body: posted }))
    .body;
}

/** Tokens are shortened, so that nobody copies one. */
function shortened(answer: unknown): Promise<string> {
  const isToken = (value: unknown): value is string =>
    typeof value === 'string' && /^eyJ[\w-]+\.[\w-]+\.[\w-]+$|^[\w-]{40,}$/.test(value);
  const cut = (_key: string, value: unknown) => (isToken(value) ? `${value.slice(0, 24)}…` : value);
  return format(JSON.stringify(answer, cut), { parser: 'json', printWidth: 120 });
}

async function signIn(email: string): Promise<string> {
  const { data } = await app.desk(
    'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }',
    {
      input: { email, password: PASSWORD },
    },
  );
  return data.signIn.accessToken;
}
