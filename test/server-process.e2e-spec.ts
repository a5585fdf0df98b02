// The server as whoever runs it sees it: a process that starts, says what is wrong, serves, and ends.
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { startEmbeddedPostgres } from '../src/database/embedded-postgres.js';
import { asOwner, emptyDatabase, type TestDatabase } from './support/database.js';
import { ask } from './support/http.js';
import { endAll, run, type ServerProcess } from './support/server-process.js';

const EMAIL = 'aigerim@newsroom.example';
const PASSWORD = 'a password nobody says';
const ADMINISTRATOR = { ADMIN_EMAIL: EMAIL, ADMIN_PASSWORD: PASSWORD };
/** Milliseconds. */
const LONG = 120_000;

async function desk(url: string, query: string, input: object, token?: string) {
  const { body } = await ask(url, '/graphql/desk', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables: { input } }),
  });
  if (body.errors) throw new Error(JSON.stringify(body.errors));
  return body.data;
}

async function signIn(url: string): Promise<string> {
  const query = 'mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }';
  return (await desk(url, query, { email: EMAIL, password: PASSWORD })).signIn.accessToken;
}

const ready = async (url: string) => {
  const { status, body } = await ask(url, '/readyz');
  return { status, ...body };
};

/** One that has ended may stay in the process table where nobody takes it out, as in some containers. */
function runs(pid: number): boolean {
  const status = `/proc/${pid}/stat`;
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return !existsSync(status) || !readFileSync(status, 'utf8').includes(') Z ');
}

async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await what())) {
    if (Date.now() > deadline) throw new Error(`It did not come about: ${what.toString()}`);
    await sleep(20);
  }
}

afterAll(endAll);

describe('with a database of its own', () => {
  let dataDir: string;
  const pidFile = () => join(dataDir, 'postgres', 'data', 'postmaster.pid');
  const postmaster = () => Number(readFileSync(pidFile(), 'utf8').split('\n')[0]);
  const start = () => run({ DATA_DIR: dataDir, PORT: '0', ...ADMINISTRATOR });

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'copydesk-server-'));
    chmodSync(dataDir, 0o755);
  });
  afterEach(async () => {
    await endAll();
    // What a failed test left behind.
    if (existsSync(pidFile())) await (await startEmbeddedPostgres(dataDir)).stop();
    rmSync(dataDir, { recursive: true });
  });

  async function publishSomething(url: string): Promise<void> {
    const token = await signIn(url);
    const mutate = async (name: string, type: string, input: object) =>
      (
        await desk(
          url,
          `mutation ($input: ${type}Input!) { ${name}(input: $input) { article { id version working { id } } } }`,
          input,
          token,
        )
      )[name].article;
    const byline = await desk(
      url,
      'mutation ($input: CreateAuthorInput!) { createAuthor(input: $input) { author { id } } }',
      { name: 'Aigerim' },
      token,
    );
    const authorIds = [byline.createAuthor.author.id];
    const { id: articleId, working } = await mutate('createArticle', 'CreateArticle', {
      title: 'Here to stay',
      body: 'It is.',
      authorIds,
    });
    await mutate('submitForReview', 'Transition', { articleId, version: 1 });
    await mutate('approveArticle', 'ApproveArticle', {
      articleId,
      version: 2,
      revisionId: working.id,
      override: 'Alone here.',
    });
    await mutate('publishArticle', 'PublishArticle', { articleId, version: 3 });
  }

  const published = async (url: string) =>
    (await ask(url, '/graphql?query={articles{nodes{title,authors{name}}}}')).body.data.articles.nodes;
  const SOMETHING = [{ title: 'Here to stay', authors: [{ name: 'Aigerim' }] }];

  test(
    'it keeps what was written through SIGTERM and SIGKILL, and has its data directory to itself',
    async () => {
      const first = start();
      const url = await first.url;
      expect(await ready(url)).toEqual({ status: 'ok' });
      await publishSomething(url);

      const second = await start().ended;
      expect(second).toEqual({ code: 1, output: expect.stringContaining(`${dataDir} is in use`) });
      expect(second.output).toContain('DATA_DIR');
      expect(second.output.trim().split('\n')).toHaveLength(1);

      expect(await published(url)).toEqual(SOMETHING);
      const pid = postmaster();
      expect(await first.kill('SIGTERM')).toMatchObject({ code: 0 });
      expect([runs(pid), existsSync(pidFile())]).toEqual([false, false]);

      const third = start();
      expect(await published(await third.url)).toEqual(SOMETHING);
      expect(await third.kill('SIGKILL')).toMatchObject({ code: null });

      const fourth = start();
      expect(await published(await fourth.url)).toEqual(SOMETHING);
      await signIn(await fourth.url);
      const lastPid = postmaster();
      expect(await fourth.kill('SIGINT')).toMatchObject({ code: 0 });
      expect([runs(lastPid), existsSync(pidFile())]).toEqual([false, false]);
    },
    LONG,
  );

  test(
    'told to end while it starts, it ends as if it had started',
    async () => {
      const server = start();
      await until(() => existsSync(pidFile()));
      expect(await server.kill('SIGTERM')).toMatchObject({ code: 0 });
      expect(existsSync(pidFile())).toBe(false);
    },
    LONG,
  );
});
