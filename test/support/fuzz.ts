// Sends requests at random to both APIs of a small newsroom. Each gets an answer in time, which is never our own fault.
import { hash } from '@node-rs/argon2';
import fc from 'fast-check';
import { buildClientSchema, getIntrospectionQuery } from 'graphql';
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { startApp, type TestApp } from './app.js';
import { sendRequest } from './http.js';
import { newsroomOf } from './newsroom.js';
import type { Known } from './random-operations.js';
import { randomRequests, type RandomRequest } from './random-requests.js';

/** The same seed, the same requests. */
const SEED = Number(process.env.TEST_SEED ?? randomInt(2 ** 31));
/** Clients that send requests side by side. */
const CLIENTS = 16;
/** Faults after which nothing more is sent. */
const MAX_FAULTS = 10;
const MAX_WAIT_MS = 20_000;

export interface Fuzzing {
  readonly seed: number;
  /** Each request that was not answered as it should be, and what came of it. */
  readonly faults: readonly string[];
}

export async function fuzz(path: '/graphql' | '/graphql/desk', count: number): Promise<Fuzzing> {
  const app = await startApp({ trustedProxies: ['127.0.0.1'] });
  try {
    const known = await fill(app);
    const ask = path === '/graphql' ? app.delivery : app.desk;
    const schema = buildClientSchema((await ask(getIntrospectionQuery())).data);
    const requests = fc.sample(randomRequests(path, schema, known), { seed: SEED, numRuns: count });
    const faults: string[] = [];
    const left = requests.values();
    const client = async () => {
      for (const request of left) {
        const fault = await faultOf(app, request);
        if (fault !== undefined) faults.push(fault);
        if (faults.length >= MAX_FAULTS) return;
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, client));
    return { seed: SEED, faults };
  } finally {
    await app.close();
  }
}

async function fill(app: TestApp): Promise<Known> {
  const newsroom = newsroomOf(app);
  const [admin, editor, writer] = await Promise.all(
    (['ADMIN', 'EDITOR', 'WRITER'] as const).map((role) => newsroom.person(role)),
  );
  const other = await newsroom.person('WRITER');
  if (!admin || !editor || !writer) throw new Error('Nobody is there.');
  // A password at no cost, which some requests are about.
  const passwordHash = await hash('none', { memoryCost: 8, timeCost: 1, parallelism: 1 });
  await app.owner.query('UPDATE desk.users SET password_hash = $1', [passwordHash]);
  const authorIds = [await newsroom.author(editor)];
  const tag = await newsroom.tag(editor);
  const fields = { authorIds, tagIds: [tag.id] };
  const live = await newsroom.published(writer, editor, fields);
  const approved = await newsroom.approved(writer, editor, fields);
  const draft = await newsroom.draft(writer, fields);
  const articles = [live, approved, draft];
  const { createPreview } = await newsroom.run(
    editor,
    'mutation ($input: CreatePreviewInput!) { createPreview(input: $input) { token } }',
    { input: { articleId: draft.id } },
  );
  const tokens = [admin.token, admin.token, editor.token, writer.token, createPreview.token];
  return {
    ids: [
      ...articles.flatMap(({ id, working }) => [id, working.id]),
      tag.id,
      ...authorIds,
      other.id,
      'art_none',
    ],
    strings: [...articles.map(({ working }) => working.slug), tag.slug, other.email, 'Title', 'body'],
    authorizations: tokens.map((token) => `Bearer ${token}`),
  };
}

async function faultOf(app: TestApp, request: RandomRequest): Promise<string | undefined> {
  const { method, path, headers, body } = request;
  const waiting = new AbortController();
  const late = sleep(MAX_WAIT_MS, 'No answer came.', { signal: waiting.signal }).catch(() => '');
  const length = { 'content-length': String(body.length) };
  const answered = sendRequest(app.url, path, { method, headers: { ...headers, ...length }, body }).then(
    ({ message: { statusCode = 0 }, bytes }) => {
      const text = bytes.toString();
      const isOurFault = statusCode === 500 || text.includes('INTERNAL_SERVER_ERROR');
      return isOurFault ? `${statusCode}: ${text}` : undefined;
    },
    (error: unknown) => String(error),
  );
  const fault = await Promise.race([answered, late]);
  waiting.abort();
  return fault && [`${method} ${path}`, JSON.stringify(headers), body.toString(), fault].join('\n');
}
