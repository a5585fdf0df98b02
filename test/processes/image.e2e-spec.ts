// The image holds what a server needs: with what the Dockerfile copies and nothing else, one starts, migrates and lets
// people sign in.
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { emptyDatabase } from '../support/database.js';
import { signIn } from '../support/http.js';
import { commands } from '../support/server-process.js';

const ADMINISTRATOR = { email: 'aigerim@newsroom.example', password: 'a password nobody says' };

const copydesk = commands();
const bundle = dirname(process.env.TEST_BUNDLE ?? '');
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'copydesk-image-'));
});
afterAll(async () => {
  await copydesk.endAll();
  await rm(folder, { recursive: true });
});

test('a server starts, migrates, and lets people sign in', async () => {
  const copied = (await readFile('Dockerfile', 'utf8')).matchAll(/^COPY --from=build \/app\/(\S+)/gm);
  for (const [, path = ''] of copied) {
    const source = path === 'dist' ? join(bundle, path) : path;
    await cp(source, join(folder, path), { recursive: true });
  }
  const database = await emptyDatabase();
  const env = { DATABASE_URL: database.url, PORT: '0', AUTH_SECRET: 'x'.repeat(32) };
  const administrator = { ADMIN_EMAIL: ADMINISTRATOR.email, ADMIN_PASSWORD: ADMINISTRATOR.password };
  const server = copydesk.run({ ...env, ...administrator }, join(folder, 'dist/main.js'));

  expect(await signIn(await server.url, ADMINISTRATOR)).toEqual(expect.any(String));

  await server.kill('SIGTERM');
  await database.drop();
});
