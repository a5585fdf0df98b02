// The demo in a fresh clone: the commands that it prints work as printed, in a shell.
import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runCommand } from '../support/cli.js';
import { ask as askServer, graphqlPost } from '../support/http.js';
import { commands, type ServerProcess, until } from '../support/server-process.js';

const run = promisify(execFile);
const hasCurl = spawnSync('curl', ['--version']).status === 0;

const MAX_START_MS = 120_000;

const copydesk = commands();
// The first demo to start fills the newsroom, which takes most of the time; a later one finds it filled.
const dataDir = mkdtempSync(join(tmpdir(), 'copydesk-demo-'));
chmodSync(dataDir, 0o755);
afterEach(() => copydesk.endAll());
afterAll(() => rmSync(dataDir, { recursive: true }));

/** A demo that has printed what to try. */
async function startDemo(env: Readonly<Record<string, string>> = {}): Promise<ServerProcess> {
  const demo = copydesk.run({ DATA_DIR: dataDir, PORT: '0', ...env }, 'demo.js');
  let isOver = false;
  void demo.ended.then(() => (isOver = true));
  await until(() => isOver || demo.output().includes('Ctrl-C stops it.'), MAX_START_MS);
  return demo;
}

/** The shell commands under "1.", "2." and "3.", each as it stands. */
const requestsIn = (output: string): string[] =>
  (/requests to try:\n(.*)^Ctrl-C/ms.exec(output)?.[1] ?? '').split(/^ {2}\d\. .*$/m).slice(1);

(hasCurl ? test : test.skip)(
  'the three requests that the demo prints succeed, and so do the sign-ins that it offers',
  async () => {
    const demo = await startDemo();
    const requests = requestsIn(demo.output());
    const answers = await Promise.all(requests.map((request) => run('bash', ['-c', request])));
    const [archive, search, desk] = answers.map(({ stdout }) => JSON.parse(stdout));
    expect(archive).toEqual({ data: { tag: expect.objectContaining({ name: 'Kazakhstan' }) } });
    expect(archive.data.tag.articles.nodes).toHaveLength(3);
    expect(archive.data.tag.articleCount).toBeGreaterThanOrEqual(8);
    expect(search).toEqual({ data: { search: expect.objectContaining({ edges: expect.anything() }) } });
    expect(search.data.search.totalCount).toBeGreaterThan(0);
    expect(search.data.search.edges[0].snippet).toContain('Türkiye');
    expect(desk).toEqual({ data: { articles: expect.anything() } });
    const states = desk.data.articles.nodes.map((node: { reviewState: string }) => node.reviewState);
    expect(new Set(states)).toEqual(new Set(['IN_REVIEW', 'APPROVED']));
    expect(answers).toHaveLength(3);

    const [, url = ''] = /Desk API +(\S+)\/graphql\/desk/.exec(demo.output()) ?? [];
    const send = async (query: string, variables = {}) => {
      const headers = { 'content-type': 'application/json' };
      return (
        await askServer(url, '/graphql/desk', {
          method: 'POST',
          headers,
          body: JSON.stringify({ query, variables }),
        })
      ).body;
    };
    const { demoSignIns } = (await send('{ newsroom { demoSignIns { email password } } }')).data.newsroom;
    expect(demoSignIns).toHaveLength(6);
    const signIn = 'mutation ($input: SignInInput!) { signIn(input: $input) { user { email } } }';
    expect(await send(signIn, { input: demoSignIns[0] })).toEqual({
      data: { signIn: { user: { email: demoSignIns[0].email } } },
    });

    expect(await demo.kill('SIGINT')).toMatchObject({ code: 0 });
  },
);

test('the history of the demo is vouched for as it was made for it', async () => {
  const demo = await startDemo({ WORKERS: '2' });
  const audit = () => runCommand('audit-history.js', [], { DATA_DIR: join(dataDir, 'demo') });
  let outcome = await audit();
  // The job that the demo adds takes a moment.
  while (outcome.code === 2 && outcome.stderr.includes('no hashes yet')) outcome = await audit();
  expect(outcome).toMatchObject({ code: 0, stderr: '' });
  expect(outcome.stdout).toContain('of 24 articles');
  expect(await demo.kill('SIGINT')).toMatchObject({ code: 0 });
});

test('the demo runs as the environment says, and says what of it it ignores', async () => {
  const demo = await startDemo({
    ...{ WORKERS: '2', FOUR_EYES: 'off', DESK: 'off', EXPLORER: 'off', TIME_ZONE: 'Asia/Almaty' },
    ...{ HOST: '0.0.0.0', DATABASE_URL: 'postgresql://somebody@127.0.0.1:1/another' },
  });
  const output = demo.output();
  expect(output.match(/^\w+ is ignored: /gm)).toEqual(['HOST is ignored: ', 'DATABASE_URL is ignored: ']);
  expect(output.indexOf('is ignored')).toBeLessThan(output.indexOf('Copydesk is running'));
  expect(output).not.toMatch(/The desk|in a browser/);
  const [, url = ''] = /Desk API +(http:\/\/127\.0\.0\.1:\d+)\/graphql\/desk$/m.exec(output) ?? [];
  const query = '{ newsroom { fourEyes timeZone demoSignIns { email } } }';
  const { data } = (await askServer(url, '/graphql/desk', graphqlPost({ query }))).body;
  expect(data.newsroom).toMatchObject({ fourEyes: false, timeZone: 'Asia/Almaty' });
  expect(data.newsroom.demoSignIns).toHaveLength(6);
  expect((await askServer(url, '/desk/')).status).toBe(404);
  expect(await demo.kill('SIGINT')).toMatchObject({ code: 0 });
});
