// What the log has of requests, line by line, and what must never be in it.
import { createHash, randomUUID } from 'node:crypto';
import { startAppWith, TEST_SECRET, type TestApp } from '../support/app.js';
import { ask, bearer, graphqlPost } from '../support/http.js';
import { newsroomOf, type ArticleState, type Person } from '../support/newsroom.js';
import { commands, type ServerProcess, until } from '../support/server-process.js';
import { userFixtures, type Member } from '../support/user-fixtures.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const SIGN_IN =
  'mutation SignIn($input: SignInInput!) { signIn(input: $input) { accessToken refreshToken } }';
const SAVE = 'mutation Save($input: SaveDraftInput!) { saveDraft(input: $input) { article { version } } }';
const ARTICLE = 'query Page($slug: String!) { article(slug: $slug) { title } }';

const copydesk = commands();
let server: ServerProcess;
let app: TestApp;
let member: Member;
let writer: Person;
let draft: ArticleState;

const start = (databaseUrl: string, more: Readonly<Record<string, string>> = {}) =>
  copydesk.run({
    ...{ DATABASE_URL: databaseUrl, AUTH_SECRET: TEST_SECRET, MIGRATE: 'off', PORT: '0' },
    ...{ NODE_ENV: 'production', TRUST_PROXY: '127.0.0.1', ...more },
  });

beforeAll(async () => {
  app = await startAppWith({}, async ({ databaseUrl }) => {
    server = start(databaseUrl);
    return { url: await server.url, stop: () => server.kill('SIGTERM') };
  });
  const newsroom = newsroomOf(app);
  member = await userFixtures(app).member('EDITOR');
  writer = await newsroom.person('WRITER');
  draft = await newsroom.draft(writer, { authorIds: [] });
});
afterAll(async () => {
  await app.close();
  await copydesk.endAll();
});

type Line = Readonly<Record<string, unknown>>;

const linesOf = ({ output }: ServerProcess): Line[] =>
  output()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);

/** Sends a request under an id of its own, as a proxy does. */
async function send(path: string, body: object, token?: string, url = app.url) {
  const requestId = randomUUID();
  const answer = await ask(url, path, graphqlPost(body, { ...bearer(token), 'X-Request-Id': requestId }));
  return { requestId, ...answer };
}

/** The lines of a request, once there are so many. A request later has its line later, so that none can be missing. */
async function linesFor(requestId: string, count = 1, of = server, url = app.url): Promise<Line[]> {
  const { requestId: last } = await send('/graphql/desk', { query: '{ __typename }' }, undefined, url);
  await until(() => linesOf(of).some((line) => line.requestId === last));
  await until(() => linesOf(of).filter((line) => line.requestId === requestId).length >= count);
  return linesOf(of).filter((line) => line.requestId === requestId);
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

/** Of a line, whatever it is about. */
const ALWAYS = {
  level: 'info',
  time: expect.any(String),
  pid: expect.any(Number),
  milliseconds: expect.any(Number),
};

test('a sign-in and a save have one line each, with operation, document, user and statements, and no secret', async () => {
  const { email, password } = member;
  const signedIn = await send('/graphql/desk', { query: SIGN_IN, variables: { input: { email, password } } });
  const { accessToken, refreshToken } = signedIn.body.data.signIn;
  expect(await linesFor(signedIn.requestId)).toEqual([
    {
      ...{ ...ALWAYS, context: 'desk', requestId: signedIn.requestId, status: 200 },
      ...{ operation: 'SignIn', document: hashOf(SIGN_IN), statements: expect.any(Number) },
    },
  ]);

  const input = {
    ...{ articleId: draft.id, version: draft.version },
    ...{ title: 'An embargoed headline', body: 'Nobody may read this sentence yet.' },
  };
  const saved = await send('/graphql/desk', { query: SAVE, variables: { input } }, writer.token);
  expect(saved.body).toEqual({ data: { saveDraft: { article: { version: draft.version + 1 } } } });
  const [line, ...others] = await linesFor(saved.requestId);
  expect(others).toEqual([]);
  expect(line).toEqual({
    ...{ ...ALWAYS, context: 'desk', requestId: saved.requestId, status: 200, userId: writer.id },
    ...{ operation: 'Save', document: hashOf(SAVE), statements: expect.any(Number) },
  });
  // Its token, BEGIN, the article's lock, the revision, the article, the event and COMMIT.
  expect(line?.statements).toBeGreaterThanOrEqual(7);

  const refused = await send('/graphql/desk', { query: SAVE, variables: { input } }, writer.token);
  expect(await linesFor(refused.requestId)).toEqual([
    expect.objectContaining({ operation: 'Save', userId: writer.id, errors: ['CONFLICT'] }),
  ]);

  const secrets = [email, password, accessToken, refreshToken, writer.token, writer.email, TEST_SECRET];
  for (const secret of [...secrets, 'embargoed', 'Nobody may read'])
    expect(server.output()).not.toContain(secret);
});

test('delivery has one line for what it made and for what it refused, and none for a response from the cache', async () => {
  const variables = { slug: 'a-slug-that-a-reader-typed' };
  const made = await send('/graphql', { query: ARTICLE, variables });
  expect(await linesFor(made.requestId)).toEqual([
    {
      ...{ ...ALWAYS, context: 'delivery', requestId: made.requestId, status: 200, cache: 'miss' },
      ...{ operation: 'Page', document: hashOf(ARTICLE), statements: 1 },
    },
  ]);

  const cached = await send('/graphql', { query: ARTICLE, variables });
  expect(cached.body).toEqual(made.body);
  expect(await linesFor(cached.requestId, 0)).toEqual([]);

  const schema = await send('/graphql', { query: 'query Types { __schema { queryType { name } } }' });
  expect(await linesFor(schema.requestId)).toEqual([
    expect.objectContaining({ operation: 'Types', cache: 'uncached', statements: 0 }),
  ]);

  const unknown = '{ article(slug: "another-slug") { nothing } }';
  const refused = await send('/graphql', { query: unknown });
  expect(await linesFor(refused.requestId)).toEqual([
    {
      ...{ ...ALWAYS, context: 'delivery', requestId: refused.requestId, status: refused.status },
      ...{ document: hashOf(unknown), errors: ['GRAPHQL_VALIDATION_FAILED'] },
    },
  ]);

  const noJson = await ask(app.url, '/graphql', {
    ...graphqlPost({}, { 'X-Request-Id': 'a-request-of-a-proxy' }),
    body: '{',
  });
  expect(noJson.status).toBe(400);
  expect(await linesFor('a-request-of-a-proxy')).toEqual([
    expect.objectContaining({ context: 'delivery', status: 400, errors: ['BAD_REQUEST'] }),
  ]);
  for (const typed of ['a-slug-that', 'another-slug']) expect(server.output()).not.toContain(typed);
});

test('with LOG_HITS=on a response from the cache has its line, too', async () => {
  const other = start(app.databaseUrl, { LOG_HITS: 'on' });
  const url = await other.url;
  const request = { query: ARTICLE, operationName: 'Page', variables: { slug: 'of-the-hit' } };
  const [first, second] = [
    await send('/graphql', request, undefined, url),
    await send('/graphql', request, undefined, url),
  ];
  const verdicts = [
    ...(await linesFor(first.requestId, 1, other, url)),
    ...(await linesFor(second.requestId, 1, other, url)),
  ];
  expect(verdicts).toEqual([
    expect.objectContaining({ cache: 'miss', operation: 'Page', document: hashOf(ARTICLE) }),
    expect.objectContaining({ cache: 'hit', operation: 'Page', document: hashOf(ARTICLE) }),
  ]);
  expect(await other.kill('SIGTERM')).toMatchObject({ code: 0 });
});

describe('an error of ours', () => {
  beforeAll(() => app.owner.query('ALTER TABLE desk.tags RENAME COLUMN name TO names'));
  afterAll(() => app.owner.query('ALTER TABLE desk.tags RENAME COLUMN names TO name'));

  test('has its stack in the log under the requestId that the client gets, which is the proxy’s', async () => {
    const failed = await send(
      '/graphql/desk',
      { query: 'query Tags { tags { nodes { name } } }' },
      writer.token,
    );
    expect(failed.body.errors[0].extensions).toEqual({
      code: 'INTERNAL_SERVER_ERROR',
      requestId: failed.requestId,
    });
    const lines = await linesFor(failed.requestId, 2);
    expect(lines).toEqual([
      expect.objectContaining({
        level: 'error',
        path: ['tags'],
        stack: expect.stringContaining('t.name does not exist'),
      }),
      expect.objectContaining({ level: 'info', operation: 'Tags', errors: ['INTERNAL_SERVER_ERROR'] }),
    ]);
  });
});

test('an X-Request-Id that no trusted proxy sent, or that is no id, is not taken', async () => {
  const other = start(app.databaseUrl, { TRUST_PROXY: '10.0.0.0/8' });
  const sent = await send(
    '/graphql/desk',
    { query: 'query Untrusted { __typename }' },
    undefined,
    await other.url,
  );
  const idsOf = (process: ServerProcess, operation: string) =>
    linesOf(process)
      .filter((line) => line.operation === operation)
      .map(({ requestId }) => requestId);
  await until(() => idsOf(other, 'Untrusted').length > 0);
  expect(idsOf(other, 'Untrusted')).toEqual([expect.stringMatching(UUID)]);
  expect(idsOf(other, 'Untrusted')).not.toEqual([sent.requestId]);
  expect(await other.kill('SIGTERM')).toMatchObject({ code: 0 });

  for (const id of ['short', 'a b c d e f g h', 'x'.repeat(200)]) {
    const body = { query: 'query Insane { __typename }' };
    await ask(app.url, '/graphql/desk', graphqlPost(body, { 'X-Request-Id': id }));
  }
  await until(() => idsOf(server, 'Insane').length === 3);
  for (const id of idsOf(server, 'Insane')) expect(id).toMatch(UUID);
});
