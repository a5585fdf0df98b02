// The demo in a fresh clone: the commands that it prints work as printed, in a shell.
import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ask as askServer } from '../support/http.js';
import { commands, until } from '../support/server-process.js';

const run = promisify(execFile);
const hasCurl = spawnSync('curl', ['--version']).status === 0;
/** Milliseconds. */
const LONG = 120_000;

const copydesk = commands();
let dataDir: string;
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'copydesk-demo-'));
  chmodSync(dataDir, 0o755);
});
afterAll(async () => {
  await copydesk.endAll();
  rmSync(dataDir, { recursive: true });
}, LONG);

/** The shell commands under "1.", "2." and "3.", each as it stands. */
const requestsIn = (output: string): string[] =>
  (/requests to try:\n(.*)^Ctrl-C/ms.exec(output)?.[1] ?? '').split(/^ {2}\d\. .*$/m).slice(1);

(hasCurl ? test : test.skip)(
  'the three requests that the demo prints succeed, and so do the sign-ins that it offers',
  async () => {
    const demo = copydesk.run({ DATA_DIR: dataDir, PORT: '0' }, 'demo.js');
    let isOver = false;
    void demo.ended.then(() => (isOver = true));
    await until(() => isOver || demo.output().includes('Ctrl-C stops it.'), LONG);

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
  LONG,
);
