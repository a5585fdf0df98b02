// What is tried at the desk, by one writer or beside one locked row, while readers read.
import pg from 'pg';
import { DESK_PATH } from '../../src/config/paths.js';
import { API_TOKEN } from '../dataset/fill.js';
import { executeAtDesk } from '../desk-request.js';
import type { Server } from '../servers/server.js';
import type { Attempt } from './abuse.js';

const HEADERS = { Authorization: `Bearer ${API_TOKEN}` };
const LONG_REVISIONS = 40;
const SENTENCES = 600;

interface Payload {
  readonly article: { readonly id: string; readonly version: number };
}

export async function deskAttempts(server: Server, databaseUrl: string): Promise<Record<string, Attempt>> {
  const execute = async (query: string, variables: object) => {
    const { data } = await executeAtDesk<Record<string, Payload>>(server.url, query, variables);
    return Object.values(data)[0] as Payload;
  };
  let { article } = await execute(
    'mutation ($input: CreateArticleInput!) { createArticle(input: $input) { article { id version } } }',
    { input: { title: 'Long', body: longBody(0) } },
  );
  for (let nth = 1; nth < LONG_REVISIONS; nth++) {
    ({ article } = await execute(
      'mutation ($input: SaveDraftInput!) { saveDraft(input: $input) { article { id version } } }',
      { input: { articleId: article.id, version: article.version, body: longBody(nth) } },
    ));
  }
  const { id, version } = article;
  const post = (body: (nth: number) => object): Attempt => ({
    path: DESK_PATH,
    headers: HEADERS,
    body: (nth) => JSON.stringify(body(nth)),
  });
  return {
    'differences of 40 long revisions': post(() => ({
      query: 'query ($id: ID!) { article(id: $id) { revisions(first: 40) { nodes { diff { field } } } } }',
      variables: { id },
    })),
    'intricate bodies': post((nth) => ({
      query: 'query ($markdown: String!) { renderBody(markdown: $markdown) { wordCount } }',
      variables: { markdown: `${'*_'.repeat(50_000)} ${nth}` },
    })),
    'saves of a locked article': {
      ...post((nth) => ({
        query: 'mutation ($input: SaveDraftInput!) { saveDraft(input: $input) { article { id } } }',
        variables: { input: { articleId: id, version, title: `Locked ${nth}` } },
      })),
      during: () => lockArticle(databaseUrl, id),
    },
  };
}

/** 60,000 characters, of which a tenth differs from one revision to the next. */
const longBody = (nth: number): string =>
  Array.from({ length: SENTENCES }, (_, i) => {
    const words = `${i} ships waited for ${i % 10 === nth % 10 ? nth : 'calm'} in the roads`;
    return `Of the harbour, that morning, ${words}, and nobody on the quay could say for how long.`;
  }).join('\n\n');

/** @returns what ends it */
async function lockArticle(databaseUrl: string, id: string): Promise<() => Promise<void>> {
  const session = new pg.Client(databaseUrl);
  await session.connect();
  await session.query('BEGIN');
  await session.query('SELECT FROM desk.articles WHERE id = $1 FOR UPDATE', [id]);
  return () => session.end();
}
