// Requests that no honest client sends: each gets an error of its own, and none is our fault.
import jwt from 'jsonwebtoken';
import { startApp, TEST_SECRET, type GraphQLAnswer, type TestApp } from './support/app.js';
import { codeOf, newsroomOf, type Newsroom, type Person } from './support/newsroom.js';

let app: TestApp;
let newsroom: Newsroom;
let editor: Person;
beforeAll(async () => {
  app = await startApp({ trustedProxies: ['127.0.0.1'] });
  newsroom = newsroomOf(app);
  editor = await newsroom.person('EDITOR');
});
afterAll(() => app.close());

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

async function post(
  path: string,
  body: string,
  headers: Record<string, string> = {},
): Promise<GraphQLAnswer> {
  const response = await fetch(app.url + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body,
  });
  return { status: response.status, headers: {}, ...JSON.parse(await response.text()) };
}

const PATHS = ['/graphql', '/graphql/desk'];

describe.each(PATHS)('%s', (path) => {
  const authorization = (): Record<string, string> =>
    path.endsWith('desk') ? { Authorization: `Bearer ${editor.token}` } : {};

  test('refuses variables that are nested 5,000 deep', async () => {
    const variables = `{"it":${nested(5000)}}`;
    const answer = await post(
      path,
      `{"query":"query ($it: Int) { __typename }","variables":${variables}}`,
      authorization(),
    );
    expect([answer.status, codeOf(answer)]).toEqual([400, 'BAD_USER_INPUT']);
  });

  test('refuses a document that is nested 900 deep', async () => {
    const query = `{ articles(where: { search: ${'['.repeat(900)}${']'.repeat(900)} }) { totalCount } }`;
    const answer = await post(path, JSON.stringify({ query }), authorization());
    expect(answer.status).toBe(400);
    expect(['QUERY_TOO_COMPLEX', 'GRAPHQL_VALIDATION_FAILED']).toContain(codeOf(answer));
  });

  test('refuses a document that is nested 3,990 deep as too complex', async () => {
    const query = `{ articles(where: { search: ${'['.repeat(3990)}`;
    const answer = await post(path, JSON.stringify({ query }), authorization());
    expect([answer.status, codeOf(answer)]).toEqual([400, 'QUERY_TOO_COMPLEX']);
  });

  test('refuses a document with the hash of another one', async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } };
    const answer = await post(path, JSON.stringify({ query: '{ __typename }', extensions }), authorization());
    const code = path === '/graphql' ? 'BAD_USER_INPUT' : 'BAD_REQUEST';
    expect([answer.status, codeOf(answer)]).toEqual([400, code]);
  });
});

test.each([
  '-'.repeat(50),
  '- '.repeat(200),
  ' -a'.repeat(150),
  '- - -',
  '"',
  '""""',
  '\\',
  'a & | ! ( )',
  ':*',
  '<->',
  'or or or',
  '-- or "',
])('a search for %j is answered by both APIs without an error', async (search) => {
  const delivery = await app.delivery(
    'query ($it: String!) { search(query: $it, first: 1) { totalCount } }',
    {
      it: search,
    },
  );
  const desk = await app.desk(
    'query ($it: String!) { articles(where: { search: $it }) { totalCount } people(search: $it) { totalCount } tags(search: $it) { totalCount } }',
    { it: search },
    editor.token,
  );
  for (const { errors } of [delivery, desk]) expect(errors).toBeUndefined();
});

test.each([['sid'], ['sub']])(
  'an access token with NUL in its %s claim is refused, though it is signed by us',
  async (claim) => {
    const claims = { sub: editor.id, sid: 'ses_1', [claim]: 'x\u0000y' };
    const token = jwt.sign(claims, TEST_SECRET, { expiresIn: 60 });
    const answer = await app.desk('{ viewer { id } }', {}, token);
    expect(codeOf(answer)).toBe('UNAUTHENTICATED');
  },
);

test('a sign-in from a forwarded address of 5,000 letters is refused for its password alone', async () => {
  const query =
    'mutation { signIn(input: { email: "nobody@newsroom.example", password: "not this one" }) { accessToken } }';
  const answer = await post('/graphql/desk', JSON.stringify({ query }), {
    'X-Forwarded-For': 'x'.repeat(5000),
  });
  expect(codeOf(answer)).toBe('UNAUTHENTICATED');
});

test('a document that signs in twice is refused as invalid', async () => {
  const one = 'signIn(input: { email: "nobody@newsroom.example", password: "not this one" }) { accessToken }';
  const answer = await post('/graphql/desk', JSON.stringify({ query: `mutation { a: ${one} b: ${one} }` }));
  expect([answer.status, codeOf(answer)]).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
});

test.each(['/graphql', '/graphql/desk', '/healthz', '/readyz', '/metrics', '/nowhere'])(
  'every response of %s forbids browsers to guess its type',
  async (path) => {
    for (const method of ['GET', 'POST']) {
      const response = await fetch(app.url + path, { method });
      expect([method, response.headers.get('X-Content-Type-Options')]).toEqual([method, 'nosniff']);
    }
  },
);

test.each([
  ['X-Forwarded-Host', '['],
  ['X-Forwarded-Host', 'a b'],
  ['X-Forwarded-Proto', ','],
])('a request whose %s is %j is a bad request', async (header, value) => {
  for (const path of PATHS) {
    const answer = await post(path, '{"query":"{ __typename }"}', { [header]: value });
    expect([path, answer.status, codeOf(answer)]).toEqual([path, 400, 'BAD_REQUEST']);
  }
});

test('the desk refuses a persisted query of an unknown version', async () => {
  const extensions = { persistedQuery: { version: 2, sha256Hash: 'a'.repeat(64) } };
  const answer = await post('/graphql/desk', JSON.stringify({ query: '{ __typename }', extensions }));
  expect([answer.status, codeOf(answer)]).toEqual([400, 'BAD_REQUEST']);
});
