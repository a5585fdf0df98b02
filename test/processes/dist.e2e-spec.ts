// dist is what one deploys: a copy of it anywhere, with the packages that its own lock file names, is a server.
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { emptyDatabase, type TestDatabase } from '../support/database.js';
import { ask, graphqlPost, signIn } from '../support/http.js';
import { commands } from '../support/server-process.js';

const ADMINISTRATOR = { email: 'aigerim@newsroom.example', password: 'a password nobody says' };
const MAX_INSTALLED_BYTES = 100 * 1024 * 1024;

const copydesk = commands();
let folder: string;
let database: TestDatabase;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'copydesk-dist-'));
  await cp(process.env.TEST_BUNDLE ?? '', folder, { recursive: true });
  await promisify(execFile)('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder });
  database = await emptyDatabase();
});
afterAll(async () => {
  await copydesk.endAll();
  await database.drop();
  await rm(folder, { recursive: true });
});

const run = (more: Readonly<Record<string, string>>) =>
  copydesk.run(
    { DATABASE_URL: database.url, PORT: '0', AUTH_SECRET: 'x'.repeat(32), NODE_ENV: 'production', ...more },
    join(folder, 'main.js'),
  );

async function bytesIn(path: string): Promise<number> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

test('a copy of dist with its packages takes at most 100 MB', async () => {
  expect(await bytesIn(folder)).toBeLessThan(MAX_INSTALLED_BYTES);
});

test('a copy of dist starts, migrates, lets the administrator sign in and renders a body', async () => {
  const administrator = { ADMIN_EMAIL: ADMINISTRATOR.email, ADMIN_PASSWORD: ADMINISTRATOR.password };
  const server = run(administrator);
  const url = await server.url;
  const token = await signIn(url, ADMINISTRATOR);
  const query =
    'mutation { createArticle(input: { title: "One", body: "*Two*" }) { article { working { body { html } } } } }';
  const { body } = await ask(
    url,
    '/graphql/desk',
    graphqlPost({ query }, { authorization: `Bearer ${token}` }),
  );
  expect(body.data.createArticle.article.working.body.html).toBe('<p><em>Two</em></p>');
  await server.kill('SIGTERM');
});

test('a stack in the log names the file and line of a source, and classes keep their names', async () => {
  const empty = await emptyDatabase();
  const server = run({ DATABASE_URL: empty.url, MIGRATE: 'off' });
  const query =
    'mutation { signIn(input: { email: "a@b.example", password: "wrong wrong wrong" }) { accessToken } }';
  const { code } = await ask(await server.url, '/graphql/desk', graphqlPost({ query }));
  expect(code).toBe('INTERNAL_SERVER_ERROR');
  const { output } = await server.kill('SIGTERM');
  expect(output).toMatch(/src\/desk\/users\/password-attempts\.ts:\d+:\d+/);
  expect(output).toContain('AppModule dependencies initialized');
  await empty.drop();
});

test('the image copies dist and installs its packages', async () => {
  const dockerfile = await readFile('Dockerfile', 'utf8');
  const [, second = ''] = dockerfile.split(/^FROM [^\n]*\n(?=ENV)/m);
  expect(second.match(/^(COPY|RUN|CMD).*/gm)).toEqual([
    'COPY --from=build /app/dist ./',
    'RUN npm ci',
    'CMD ["node", "main.js"]',
  ]);
});
