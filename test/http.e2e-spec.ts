// What the server does as an HTTP server, whatever the GraphQL operation.
import { type OutgoingHttpHeaders, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { startApp, type TestApp } from './support/app.js';
import { cloneDatabase } from './support/database.js';
import { ask as askAt, type RequestOptions } from './support/http.js';
import { newsroomOf } from './support/newsroom.js';

const JSON_TYPE = 'application/json; charset=utf-8';
const RESPONSE_TYPE = 'application/graphql-response+json; charset=utf-8';
const APIS = ['/graphql', '/graphql/desk'];
const ALLOWED = 'https://desk.example';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const ask = (path: string, options?: RequestOptions) => askAt(app.url, path, options);
const post = (path: string, body: RequestOptions['body'], headers: Record<string, string> = {}) =>
  ask(path, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
const get = (query: string, headers: Record<string, string> = {}, more = '') =>
  ask(`/graphql?query=${encodeURIComponent(query)}${more}`, { headers });

describe('GraphQL over HTTP', () => {
  test('delivery executes a query that GET sends with its variables and operation name', async () => {
    const query = 'query A { tags { totalCount } } query B($slug: String) { article(slug: $slug) { id } }';
    const variables = encodeURIComponent(JSON.stringify({ slug: 'nowhere' }));
    const { status, body, headers } = await get(query, {}, `&operationName=B&variables=${variables}`);
    expect([status, body]).toEqual([200, { data: { article: null } }]);
    expect(headers.get('content-type')).toBe(JSON_TYPE);
  });

  test.each(APIS)('%s responds in the media type that the client accepts', async (path) => {
    const accepting = async (accept: string) => {
      const { status, headers } = await post(path, '{"query":"{__typename}"}', { accept });
      return [status, headers.get('content-type')];
    };
    expect(await accepting('application/graphql-response+json')).toEqual([200, RESPONSE_TYPE]);
    expect(await accepting('application/graphql-response+json, application/json;q=0.9')).toEqual([
      200,
      RESPONSE_TYPE,
    ]);
    expect(await accepting('application/json')).toEqual([200, JSON_TYPE]);
    expect(await accepting('*/*')).toEqual([200, JSON_TYPE]);
    expect((await accepting('image/png'))[0]).toBe(406);
  });

  test.each(APIS)(
    '%s answers a document that does not parse or is invalid with 400 in either media type',
    async (path) => {
      for (const accept of ['application/json', 'application/graphql-response+json']) {
        const refused = async (query: string) => {
          const { status, code, body } = await post(path, JSON.stringify({ query }), { accept });
          return { status, code, data: body.data };
        };
        expect(await refused('{')).toEqual({ status: 400, code: 'GRAPHQL_PARSE_FAILED', data: undefined });
        expect(await refused('{ nothing }')).toEqual({
          status: 400,
          code: 'GRAPHQL_VALIDATION_FAILED',
          data: undefined,
        });
      }
    },
  );

  test('an error of one field leaves status 200 and the data of the others', async () => {
    const { status, code, body } = await get('{ article { id } tag(slug: "nowhere") { id } }', {
      accept: 'application/graphql-response+json',
    });
    expect({ status, code, data: body.data }).toEqual({
      status: 200,
      code: 'BAD_USER_INPUT',
      data: { article: null, tag: null },
    });
  });

  test('delivery sends only valid headers, whatever the variables are', async () => {
    const query = 'query ($it: String!, $id: ID!) { article(slug: $it) { id } node(id: $id) { id } }';
    for (const it of ['қазақстан', 'a\nb', 'two words', 'x'.repeat(64), '']) {
      const { status, body, headers } = await post(
        '/graphql',
        JSON.stringify({ query, variables: { it, id: it } }),
      );
      expect([status, body]).toEqual([200, { data: { article: null, node: null } }]);
      expect(headers.get('surrogate-key')).toMatch(/^[\w:-]*( [\w:-]*)*$/);
    }
    const ids = Array.from({ length: 700 }, (_, i) => `tag_${String(i).padStart(60, '0')}`);
    const variables = Object.fromEntries(
      Array.from({ length: 7 }, (_, i) => [`ids${i}`, ids.slice(i * 100, i * 100 + 100)]),
    );
    const names = Object.keys(variables);
    const fields = names.map((name) => `${name}: nodes(ids: $${name}) { id }`);
    const many = `query (${names.map((name) => `$${name}: [ID!]!`).join()}) { ${fields.join(' ')} }`;
    const { status, headers } = await post('/graphql', JSON.stringify({ query: many, variables }));
    expect([status, headers.get('surrogate-key')]).toEqual([200, 'site tags']);
  });

  test('delivery rejects mutations and subscriptions as invalid', async () => {
    for (const query of ['mutation { __typename }', 'mutation { anything }', 'subscription { __typename }']) {
      for (const answer of [await get(query), await post('/graphql', JSON.stringify({ query }))]) {
        expect([query, answer.status, answer.code]).toEqual([query, 400, 'GRAPHQL_VALIDATION_FAILED']);
      }
    }
    const { body } = await get('{ __schema { mutationType { name } subscriptionType { name } } }');
    expect(body.data.__schema).toEqual({ mutationType: null, subscriptionType: null });
  });

  test.each(APIS)('%s rejects a batch of requests', async (path) => {
    const batch = JSON.stringify([{ query: '{ __typename }' }, { query: '{ __typename }' }]);
    expect(await post(path, batch)).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
  });

  test.each(APIS)('%s accepts JSON bodies and no other type', async (path) => {
    const query = '{"query":"{__typename}"}';
    expect((await post(path, query, { 'content-type': 'application/json; charset=utf-8' })).status).toBe(200);
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      for (const body of [query, 'query={__typename}']) {
        const answer = await post(path, body, { 'content-type': type });
        expect([type, answer.status, answer.code]).toEqual([type, 415, 'BAD_REQUEST']);
      }
    }
    for (const body of [
      '{"query":',
      '',
      'null',
      '3',
      '{}',
      '{"query":3}',
      '{"query":"{__typename}","variables":3}',
    ]) {
      const answer = await post(path, body);
      expect([body, answer.status, answer.code]).toEqual([body, 400, 'BAD_REQUEST']);
    }
  });

  test.each([
    ['/graphql', 64],
    ['/graphql/desk', 2048],
  ])('%s accepts bodies of %i KB, and says the limit where one is larger', async (path, kilobytes) => {
    const limit = kilobytes * 1024;
    const body = '{"query":"{__typename}"}'.padEnd(limit);
    expect((await post(path, body)).status).toBe(200);

    // Whether it says how large it is, or just does not end.
    const headers = { 'content-type': 'application/json' };
    for (const answer of [
      await unfinished(path, { ...headers, 'content-length': limit + 1 }, '{'),
      await unfinished(path, headers, `${body} `),
    ]) {
      expect(answer).toMatchObject({ status: 413, cacheControl: 'private, no-store' });
      const [error] = JSON.parse(answer.text).errors;
      expect(error.extensions).toEqual({ code: 'PAYLOAD_TOO_LARGE', limit });
    }
  });

  /** The answer to a request that has not been sent to its end. */
  function unfinished(path: string, headers: OutgoingHttpHeaders, body: string) {
    return new Promise<{ status?: number; cacheControl?: string; text: string }>((resolve, reject) => {
      const outgoing = request(new URL(path, app.url), { method: 'POST', headers }, (incoming) => {
        const { statusCode: status, headers } = incoming;
        buffer(incoming).then((whole) => {
          resolve({ status, cacheControl: headers['cache-control'], text: whole.toString() });
          outgoing.destroy();
        }, reject);
      });
      outgoing.on('error', reject).write(body);
    });
  }

  test.each([
    ['/graphql/desk', 'GET', 'POST'],
    ['/graphql/desk?query=%7B__typename%7D', 'GET', 'POST'],
    ['/graphql/%64esk?query=%7B__typename%7D', 'GET', 'POST'],
    ['/graphql/desk', 'PUT', 'POST'],
    ['/graphql/desk', 'HEAD', 'POST'],
    ['/graphql', 'DELETE', 'GET, HEAD, POST'],
  ])('%s rejects %s and names the allowed methods', async (path, method, allow) => {
    const answer = await ask(path, { method, headers: { accept: 'application/json' } });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, allow]);
    if (method !== 'HEAD') expect(answer.code).toBe('BAD_REQUEST');
  });

  test('a path without a route is 404', async () => {
    for (const path of ['/', '/nowhere', '/graphql/', '/graphql/nowhere', '/explorer/explorer.js']) {
      expect([path, await ask(path)]).toEqual([
        path,
        expect.objectContaining({ status: 404, code: 'NOT_FOUND' }),
      ]);
    }
  });
});

describe('responses of the desk', () => {
  const REFUSED: [string, string, RequestOptions][] = [
    ['a query', '/graphql/desk', { method: 'POST', body: '{"query":"{ viewer { id } }"}' }],
    ['no sense', '/graphql/desk', { method: 'POST', body: '{"query":"{"}' }],
    ['no JSON', '/graphql/desk', { method: 'POST', body: '{' }],
    [
      'plain text',
      '/graphql/desk',
      { method: 'POST', body: '{}', headers: { 'content-type': 'text/plain' } },
    ],
    ['a batch', '/graphql/desk', { method: 'POST', body: '[{"query":"{__typename}"}]' }],
    ['another method', '/graphql/desk', { method: 'GET' }],
    ['another method', '/graphql/desk', { method: 'PATCH', body: '{}' }],
    ['another path', '/graphql/desk/', { method: 'POST', body: '{}' }],
    ['a preflight', '/graphql/desk', { method: 'OPTIONS', headers: { origin: ALLOWED } }],
  ];
  test.each(REFUSED)(
    'to %s may not be kept by any cache, and show no stack or path of a file',
    async (_what, path, init) => {
      const headers = { 'content-type': 'application/json', ...init.headers };
      const answer = await ask(path, { ...init, headers });
      expect(answer.headers.get('cache-control')).toBe('private, no-store');
      expect(answer.text).not.toMatch(/\bat .*:\d+:\d+|node_modules|\.[jt]s:/);
    },
  );

  test('to a user who is signed in may not be kept by any cache', async () => {
    const writer = await newsroomOf(app).person('WRITER');
    const { headers, data } = await app.desk('{ viewer { id } }', {}, writer.token);
    expect(data).toEqual({ viewer: { id: writer.id } });
    expect(headers['cache-control']).toBe('private, no-store');
  });

  test('to publications carry X-Content-Seq one by one, and a change that readers do not see brings no next one', async () => {
    const desk = newsroomOf(app);
    const [writer, editor] = [await desk.person('WRITER'), await desk.person('EDITOR')];
    const byline = await desk.author(editor);
    const approved = [];
    for (let i = 0; i < 3; i++) approved.push(await desk.approved(writer, editor, { authorIds: [byline] }));
    const seqOf = async (query: string, input: object) => {
      const { headers, errors } = await desk.ask(editor, query, { input });
      expect(errors).toBeUndefined();
      return Number(headers['x-content-seq']);
    };
    const PUBLISH =
      'mutation ($input: PublishArticleInput!) { publishArticle(input: $input) { article { id } } }';
    const SAVE = 'mutation ($input: SaveDraftInput!) { saveDraft(input: $input) { article { id } } }';

    const numbers = [];
    for (const article of approved) numbers.push(await seqOf(PUBLISH, desk.on(article)));
    const [first = 0] = numbers;
    expect(first).toBeGreaterThan(0);
    expect(numbers).toEqual([first, first + 1, first + 2]);
    const [changed] = approved;
    expect(await seqOf(SAVE, { articleId: changed?.id, version: 4, title: 'Unseen' })).toBe(first + 2);
    const { headers } = await desk.ask(editor, '{ viewer { id } }');
    expect(headers).not.toHaveProperty('x-content-seq');
  });
});

describe('health and metrics', () => {
  test('/healthz and /readyz say that the server runs and is ready', async () => {
    for (const path of ['/healthz', '/readyz']) {
      const { status, body, headers } = await ask(path);
      expect([status, body, headers.get('cache-control')]).toEqual([
        200,
        { status: 'ok' },
        'private, no-store',
      ]);
    }
  });

  test('a server without its database is not ready and says why', async () => {
    const database = await cloneDatabase();
    const other = await startApp({ databaseUrl: database.url });
    try {
      await database.drop();
      expect((await fetch(`${other.url}/healthz`)).status).toBe(200);
      const response = await fetch(`${other.url}/readyz`);
      expect([response.status, await response.json()]).toEqual([
        503,
        { status: 'unavailable', why: expect.stringContaining('database') },
      ]);
    } finally {
      await other.close();
    }
  });
});
