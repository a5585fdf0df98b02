// Documents that are named and not sent: trusted ones from a manifest, automatic ones, and a server that answers the
// trusted ones alone.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp, type TestApp } from './support/app.js';
import { ask, type Answer } from './support/http.js';
import { newsroomOf, type Newsroom, type ArticleState, type Person } from './support/newsroom.js';

const ID = 'title-by-slug';
const TITLE = 'query Title($slug: String) { article(slug: $slug) { title } }';
const UNTRUSTED = 'query ($slug: String) { article(slug: $slug) { id } }';
const INTROSPECTION = '{ __schema { queryType { name } } }';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const persisted = (sha256Hash: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });

let folder: string;
/** Trusts one document and answers others as well. */
let open: TestApp;
/** Answers that one alone. */
let strict: TestApp;
let newsroom: Newsroom;
let writer: Person;
let article: ArticleState;
let variables: { slug: string };
let token: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'copydesk-manifest-'));
  const file = join(folder, 'manifest.json');
  writeFileSync(file, JSON.stringify({ [ID]: TITLE }));
  open = await startApp({ persistedDocuments: { file, only: false } });
  strict = await startApp({ databaseUrl: open.databaseUrl, persistedDocuments: { file, only: true } });
  newsroom = newsroomOf(open);
  writer = await newsroom.person('WRITER');
  const editor = await newsroom.person('EDITOR');
  const authorIds = [await newsroom.author(editor)];
  article = await newsroom.published(writer, editor, { authorIds, title: 'Live' });
  await newsroom.save(writer, article, { title: 'Draft' });
  variables = { slug: article.working.slug };
  const create = 'mutation ($input: CreatePreviewInput!) { createPreview(input: $input) { token } }';
  token = (await newsroom.run(writer, create, { input: { articleId: article.id } })).createPreview.token;
});
afterAll(async () => {
  await strict?.close();
  await open?.close();
  rmSync(folder, { recursive: true });
});

interface RequestParams {
  readonly query?: string;
  readonly documentId?: string;
  readonly variables?: object;
  readonly extensions?: object;
}
type Send = (app: TestApp, params: RequestParams, headers?: Record<string, string>) => Promise<Answer>;

const post: Send = (app, params, headers) =>
  ask(app.url, '/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(params),
  });
const get: Send = (app, params, headers) => {
  const parameters = Object.entries(params).map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return ask(app.url, `/graphql?${new URLSearchParams(parameters)}`, { headers });
};

const WAYS: [string, Send][] = [
  ['POST', post],
  ['GET', get],
];
const NAMES: [string, RequestParams][] = [
  ["the manifest's id", { documentId: ID }],
  ['its SHA-256', { documentId: `sha256:${sha256(TITLE)}` }],
  ["the manifest's id as a hash", persisted(ID)],
  ['its SHA-256 as a hash', persisted(sha256(TITLE))],
  ['its text', { query: TITLE }],
  ["its text with the manifest's id", { query: TITLE, ...persisted(ID) }],
];

describe.each(WAYS)('a trusted document by %s', (_method, send) => {
  test.each(NAMES)('is answered by %s', async (_name, named) => {
    for (const app of [open, strict]) {
      const { body } = await send(app, { ...named, variables });
      expect(body).toEqual({ data: { article: { title: 'Live' } } });
    }
  });

  test.each(NAMES)('is previewed by %s', async (_name, named) => {
    for (const app of [open, strict]) {
      const { body } = await send(app, { ...named, variables }, { authorization: `Bearer ${token}` });
      expect(body).toEqual({ data: { article: { title: 'Draft' } } });
    }
  });

  test('is refused with what is wrong with its variables', async () => {
    for (const app of [open, strict]) {
      expect((await send(app, { documentId: ID, variables: { slug: 3 } })).code).toBe('BAD_USER_INPUT');
      expect((await send(app, { documentId: ID, variables: [] })).code).toBe('BAD_REQUEST');
    }
  });

  test('has one cached response, whichever name the client gives', async () => {
    const editor = await newsroom.person('EDITOR');
    const authorIds = [await newsroom.author(editor)];
    const kept = await newsroom.published(writer, editor, { authorIds, title: 'Kept' });
    const params = { documentId: ID, variables: { slug: kept.working.slug } };
    const made = await send(open, params);
    await open.owner.query(`UPDATE delivery.articles SET title = 'tampered' WHERE article_id = $1`, [
      kept.id,
    ]);
    for (const name of [{ documentId: ID }, persisted(ID), { query: TITLE }]) {
      const answer = await send(open, { ...name, variables: params.variables });
      expect(answer.text).toBe(made.text);
      expect(answer.headers.get('etag')).toBe(made.headers.get('etag'));
    }
  });

  test.each([
    ['an id', { documentId: 'unknown' }],
    ['a hash', persisted(sha256('unknown'))],
  ])('is not found by %s that names none', async (_name, named) => {
    for (const app of [open, strict]) {
      for (const headers of [undefined, { authorization: `Bearer ${token}` }]) {
        const { status, code } = await send(app, { ...named, variables }, headers);
        expect([status, code]).toEqual([200, 'PERSISTED_QUERY_NOT_FOUND']);
      }
    }
  });
});

describe.each(WAYS)('where only trusted documents are answered, by %s', (_method, send) => {
  test.each<[string, RequestParams]>([
    ['a document', { query: UNTRUSTED }],
    ['introspection', { query: INTROSPECTION }],
    ['a trusted document that is written otherwise', { query: `${TITLE} ` }],
    ['a document with the name of a trusted one', { query: UNTRUSTED, documentId: ID, ...persisted(ID) }],
    ['a document with its hash', { query: UNTRUSTED, ...persisted(sha256(UNTRUSTED)) }],
    ['no document', { variables: {} }],
  ])('%s is refused', async (_what, params) => {
    for (const headers of [undefined, { authorization: `Bearer ${token}` }]) {
      const { status, code, body } = await send(strict, { variables, ...params }, headers);
      expect([status, code, body.data]).toEqual([403, 'DOCUMENT_NOT_TRUSTED', undefined]);
    }
  });

  test('no client can register a document', async () => {
    const hash = persisted(sha256(UNTRUSTED));
    await send(strict, { query: UNTRUSTED, variables, ...hash });
    expect((await send(strict, { variables, ...hash })).code).toBe('PERSISTED_QUERY_NOT_FOUND');
  });
});

test('a batch is not a way around the list of trusted documents', async () => {
  const body = JSON.stringify([{ query: UNTRUSTED, variables }]);
  const headers = { 'content-type': 'application/json' };
  const { status, code } = await ask(strict.url, '/graphql', { method: 'POST', headers, body });
  expect([status, code]).toEqual([403, 'DOCUMENT_NOT_TRUSTED']);
});

test('a parameter that is given twice is not a way around the list of trusted documents', async () => {
  const twice = new URLSearchParams([TITLE, UNTRUSTED].map((query) => ['query', query]));
  expect((await ask(strict.url, `/graphql?${twice}`)).code).toBe('DOCUMENT_NOT_TRUSTED');
});

describe.each(WAYS)('an automatic document by %s', (_method, send) => {
  test('is found by its hash once it was sent, for previews too, and beside other extensions', async () => {
    const text = `${UNTRUSTED} # ${send === get ? 'GET' : 'POST'}`;
    const hash = persisted(sha256(text));
    const params = { variables, extensions: { ...hash.extensions, clientLibrary: { name: 'a client' } } };
    expect((await send(open, params)).code).toBe('PERSISTED_QUERY_NOT_FOUND');
    const expected = { data: { article: { id: article.id } } };
    expect((await send(open, { query: text, ...params })).body).toEqual(expected);
    expect((await send(open, params)).body).toEqual(expected);
    expect((await send(open, params, { authorization: `Bearer ${token}` })).body).toEqual(expected);
  });

  test('is refused under the hash of another document', async () => {
    const hash = persisted(sha256('another'));
    const { status, code } = await send(open, { query: UNTRUSTED, variables, ...hash });
    expect([status, code]).toEqual([400, 'BAD_USER_INPUT']);
    expect((await send(open, { variables, ...hash })).code).toBe('PERSISTED_QUERY_NOT_FOUND');
  });
});

test('automatic documents evict one another and no trusted document', async () => {
  const texts = Array.from({ length: 90 }, (_, i) => `{ __typename } # ${String(i).padEnd(60_000)}`);
  for (const query of texts) await post(open, { query, ...persisted(sha256(query)) });
  expect((await post(open, persisted(sha256(texts[0] ?? '')))).code).toBe('PERSISTED_QUERY_NOT_FOUND');
  expect((await post(open, persisted(sha256(texts.at(-1) ?? '')))).body.data).toEqual({
    __typename: 'Query',
  });
  expect((await post(open, { documentId: ID, variables })).body.data).toEqual({ article: { title: 'Live' } });
});
