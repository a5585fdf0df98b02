// The README shows real requests with their real responses, on the demo's newsroom.
// `UPDATE_README=on npm test -- test/readme` rewrites the responses.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format } from 'prettier';
import { backdate } from '../src/demo/backdate.js';
import { fillNewsroom } from '../src/demo/fill-newsroom.js';
import { readNewsroom } from '../src/demo/newsroom.js';
import { startApp, type TestApp } from './support/app.js';
import { type Answer, ask } from './support/http.js';
import { examplesIn, manifestIn, ReadmeNames, requestsIn } from './support/readme.js';

const README = new URL('../README.md', import.meta.url);
const PASSWORD = 'a newsroom of our own';

let app: TestApp;
let folder: string;

beforeAll(async () => {
  const newsroom = await readNewsroom();
  const email = newsroom.users.find((user) => user.role === 'ADMIN')?.email ?? '';
  folder = await mkdtemp(join(tmpdir(), 'copydesk-readme-'));
  const file = join(folder, 'manifest.json');
  await writeFile(file, manifestIn(await readFile(README, 'utf8')));
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

it('answers every request of the README as the README says', async () => {
  let markdown = await readFile(README, 'utf8');
  const examples = examplesIn(markdown);
  expect(examples).toHaveLength(requestsIn(markdown));
  const names = new ReadmeNames();
  const tokens = new Map<string, string>();
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
    if (process.env.UPDATE_README !== 'on') expect(asShown).toEqual(shown);
    const example = `${request}\`\`\`\n\n\`\`\`json\n`;
    const written = await shortened(asShown);
    markdown = markdown.replace(example + answer, () => example + written);
  }
  if (process.env.UPDATE_README === 'on') await writeFile(README, markdown);
}, 60_000);

async function answerTo(address: string, posted?: string): Promise<Answer['body']> {
  const headers = { 'content-type': 'application/json' };
  return (await ask(app.url, address, posted === undefined ? {} : { method: 'POST', headers, body: posted }))
    .body;
}

/** Tokens are shortened, so that nobody copies one from the README. */
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
