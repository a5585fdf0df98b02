// The server with embedded PostgreSQL, seen from outside: one process that starts, keeps its data and leaves nothing
// behind, whatever ends it.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../src/database/embedded-postgres.js';
import { ask, askDesk, signIn } from '../support/http.js';
import { commands, isRunning, postmasterPid, until } from '../support/server-process.js';

const ADMINISTRATOR = { email: 'aigerim@newsroom.example', password: 'a password nobody says' };

const copydesk = commands();
let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'copydesk-server-'));
  chmodSync(dataDir, 0o755);
});
afterEach(async () => {
  await copydesk.endAll();
  // What a failed test left behind.
  if (postmasterPid(dataDir) !== undefined) await (await startEmbeddedPostgres(dataDir)).stop();
  rmSync(dataDir, { recursive: true });
});

const start = () =>
  copydesk.run({
    DATA_DIR: dataDir,
    PORT: '0',
    ADMIN_EMAIL: ADMINISTRATOR.email,
    ADMIN_PASSWORD: ADMINISTRATOR.password,
  });

const CREATE_AUTHOR =
  'mutation ($input: CreateAuthorInput!) { createAuthor(input: $input) { author { id } } }';

async function publishSomething(url: string): Promise<void> {
  const token = await signIn(url, ADMINISTRATOR);
  const mutate = async (name: string, type: string, input: object) => {
    const article = 'article { id working { id } }';
    const query = `mutation ($input: ${type}Input!) { ${name}(input: $input) { ${article} } }`;
    return (await askDesk(url, query, input, token))[name].article;
  };
  const { createAuthor } = await askDesk(url, CREATE_AUTHOR, { name: 'Aigerim' }, token);
  const authorIds = [createAuthor.author.id];
  const content = { title: 'Here to stay', body: 'It is.', authorIds };
  const { id: articleId, working } = await mutate('createArticle', 'CreateArticle', content);
  const approval = { revisionId: working.id, override: 'Alone here.' };
  await mutate('submitForReview', 'Transition', { articleId, version: 1 });
  await mutate('approveArticle', 'ApproveArticle', { articleId, version: 2, ...approval });
  await mutate('publishArticle', 'PublishArticle', { articleId, version: 3 });
}

const published = async (url: string) =>
  (await ask(url, '/graphql?query={articles{nodes{title,authors{name}}}}')).body.data.articles.nodes;
const SOMETHING = [{ title: 'Here to stay', authors: [{ name: 'Aigerim' }] }];

test('a server locks its data directory, and keeps its data through SIGTERM and SIGKILL', async () => {
  const first = start();
  const url = await first.url;
  expect(await ask(url, '/readyz')).toMatchObject({ status: 200, body: { status: 'ok' } });
  await publishSomething(url);

  const second = await start().ended;
  expect(second).toEqual({ code: 1, output: expect.stringContaining(`${dataDir} is in use`) });
  expect(second.output).toContain('DATA_DIR');
  expect(second.output.trim().split('\n')).toHaveLength(1);

  expect(await published(url)).toEqual(SOMETHING);
  const pid = Number(postmasterPid(dataDir));
  expect(await first.kill('SIGTERM')).toMatchObject({ code: 0 });
  expect([isRunning(pid), postmasterPid(dataDir)]).toEqual([false, undefined]);

  const third = start();
  expect(await published(await third.url)).toEqual(SOMETHING);
  expect(await third.kill('SIGKILL')).toMatchObject({ code: null });

  const fourth = start();
  expect(await published(await fourth.url)).toEqual(SOMETHING);
  await signIn(await fourth.url, ADMINISTRATOR);
  const lastPid = Number(postmasterPid(dataDir));
  expect(await fourth.kill('SIGINT')).toMatchObject({ code: 0 });
  expect([isRunning(lastPid), postmasterPid(dataDir)]).toEqual([false, undefined]);
});

test('a server that gets SIGTERM while it starts shuts down cleanly', async () => {
  const server = start();
  await until(() => postmasterPid(dataDir) !== undefined);
  const pid = Number(postmasterPid(dataDir));
  expect(await server.kill('SIGTERM')).toMatchObject({ code: 0 });
  expect([isRunning(pid), postmasterPid(dataDir)]).toEqual([false, undefined]);
});
