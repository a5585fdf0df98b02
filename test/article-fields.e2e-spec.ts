// The list of article fields, held against everything that does not follow from it by itself: the SDL of both APIs, the columns
// of the database and the weights of its full-text search.
import {
  buildASTSchema,
  concatAST,
  isInputObjectType,
  isObjectType,
  parse,
  type GraphQLSchema,
} from 'graphql';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as columns from '../src/database/columns.js';
import { REVISION_HEAD_COLUMNS } from '../src/desk/articles/revision.columns.js';
import { ARTICLE_FIELDS, DELIVERY_COLUMNS, type ArticleField } from '../src/domain/article-fields.js';
import { startApp, type TestApp } from './support/app.js';
import { newsroomOf, type Newsroom, type Person } from './support/newsroom.js';

const FIELDS: readonly ArticleField[] = ARTICLE_FIELDS;

let app: TestApp;
let editor: Person;
let newsroom: Newsroom;
beforeAll(async () => {
  app = await startApp();
  newsroom = newsroomOf(app);
  editor = await newsroom.person('EDITOR');
});
afterAll(() => app.close());

async function schemaOf(api: string): Promise<GraphQLSchema> {
  const files = (await readdir(join('src', api), { recursive: true })).filter((file) =>
    file.endsWith('.graphql'),
  );
  const documents = files.map(async (file) => parse(await readFile(join('src', api, file), 'utf8')));
  return buildASTSchema(concatAST(await Promise.all(documents)));
}

const fieldsOf = (schema: GraphQLSchema, name: string): string[] => {
  const type = schema.getType(name);
  if (!isObjectType(type) && !isInputObjectType(type)) throw new Error(`${name} has no fields.`);
  return Object.keys(type.getFields());
};

test.each(FIELDS)('the desk takes $name in the inputs of createArticle and saveDraft', async ({ path }) => {
  const schema = await schemaOf('desk');
  const [first, second] = path;
  for (const input of ['CreateArticleInput', 'SaveDraftInput'])
    expect(fieldsOf(schema, input)).toContain(first);
  if (second !== undefined) expect(fieldsOf(schema, 'SeoInput')).toContain(second);
});

test.each(FIELDS)('an autosave keeps and shows $name', async ({ path, diffName }) => {
  const schema = await schemaOf('desk');
  expect(fieldsOf(schema, 'AutosaveInput')).toContain(path[0]);
  expect(fieldsOf(schema, 'Autosave')).toContain(diffName ?? path[0]);
});

test.each(FIELDS)('both APIs show $name', async ({ path, diffName, readers }) => {
  const [desk, delivery] = [await schemaOf('desk'), await schemaOf('delivery')];
  const [first, second] = path;
  expect(fieldsOf(desk, 'Revision')).toContain(diffName ?? first);
  if (second !== undefined) expect(fieldsOf(desk, 'SeoText')).toContain(second);
  expect(fieldsOf(delivery, readers.type)).toEqual(expect.arrayContaining(Object.keys(readers.columns)));
});

test('delivery’s tables and the projected view have a column for every field that readers see', async () => {
  const columnsOf = async (table: string): Promise<string[]> =>
    (await app.owner.query(`SELECT * FROM ${table} LIMIT 0`)).fields.map(({ name }) => name);
  for (const table of [
    'delivery.articles',
    'delivery.past_articles',
    'delivery.live_articles',
    'desk.shaped_revisions',
  ]) {
    expect(await columnsOf(table)).toEqual(expect.arrayContaining([...DELIVERY_COLUMNS]));
  }
  // An older server copies from one to the other by position.
  expect(await columnsOf('delivery.past_articles')).toEqual(await columnsOf('delivery.articles'));
});

test('each searchable field is indexed with its weight, and no other field is', async () => {
  const authorIds = [await newsroom.author(editor)];
  const words = new Map(
    FIELDS.filter(({ kind }) => kind !== 'ids').map(({ name }) => [name, `word${name.toLowerCase()}`]),
  );
  const { canonicalUrl: _, seoTitle, seoDescription, ...texts } = Object.fromEntries(words);
  const article = await newsroom.draft(editor, {
    ...texts,
    authorIds,
    seo: { title: seoTitle, description: seoDescription },
  });
  for (const { name, searchWeight } of FIELDS.filter((field) => words.has(field.name))) {
    const { rows } = await app.owner.query(
      `SELECT weight FROM unnest(array['A','B','C','D']) AS weight, desk.revisions r
       JOIN desk.revision_words w ON w.revision_id = r.id
       WHERE r.id = $1 AND ts_filter(r.search, array[weight::"char"]) @@ plainto_tsquery('delivery.copydesk', $2)
         AND ts_filter(w.words, array[weight::"char"]) @@ plainto_tsquery('delivery.words', $2)`,
      [article.working.id, words.get(name)],
    );
    expect([name, ...rows.map(({ weight }) => weight)]).toEqual([
      name,
      ...(searchWeight ? [searchWeight] : []),
    ]);
  }
});

const LISTS: [string, Readonly<Record<string, string>>][] = [
  ['desk.articles', columns.ARTICLE_COLUMNS],
  ['desk.revisions', REVISION_HEAD_COLUMNS],
  ['desk.events', columns.EVENT_COLUMNS],
  ['desk.publications', columns.PUBLICATION_COLUMNS],
  ['desk.tags', columns.TAG_COLUMNS],
  ['desk.authors', columns.AUTHOR_COLUMNS],
  ['desk.users', columns.USER_COLUMNS],
  ['desk.autosaves', columns.AUTOSAVE_COLUMNS],
  ['desk.presences', columns.PRESENCE_COLUMNS],
];

test.each(LISTS)('every column of %s that raw SQL names exists', async (table, list) => {
  const { fields } = await app.owner.query(
    `SELECT ${columns.columnsOf('t', list).sql} FROM ${table} t LIMIT 0`,
  );
  expect(fields.map(({ name }) => name)).toEqual(Object.keys(list));
});

describe('an older server without the subtitle, beside this one,', () => {
  const OLD_COLUMNS = `publication_id, article_id, slug, title, excerpt, markdown, html, text, word_count, reading_minutes,
    authors, tags, author_ids, tag_ids, seo_title, seo_description, canonical_url, published_at, live_from, live_until, search`;

  test('projects a publication and moves it to the past by the columns that it knows', async () => {
    const authorIds = [await newsroom.author(editor)];
    const live = await newsroom.published(await newsroom.person('WRITER'), editor, {
      authorIds,
      subtitle: 'Below the title',
    });
    const moved = await app.owner.query(
      `WITH ended AS (DELETE FROM delivery.articles WHERE article_id = $1 RETURNING *)
       INSERT INTO delivery.past_articles SELECT * FROM ended RETURNING subtitle, article_id`,
      [live.id],
    );
    expect(moved.rows).toEqual([{ subtitle: 'Below the title', article_id: live.id }]);
    await app.owner.query(
      `INSERT INTO delivery.articles (${OLD_COLUMNS}) SELECT ${OLD_COLUMNS} FROM delivery.past_articles WHERE article_id = $1`,
      [live.id],
    );
    const { data } = await app.delivery('query ($id: ID) { article(id: $id) { subtitle } }', { id: live.id });
    expect(data.article).toEqual({ subtitle: null });
  });

  test('inserts a revision without a subtitle, which is found by its words', async () => {
    const draft = await newsroom.draft(editor, { authorIds: [await newsroom.author(editor)] });
    await app.owner.query(
      `INSERT INTO desk.revisions (id, article_id, number, title, slug, body, html, text, opening, word_count,
         reading_minutes, content_hash, created_by_id)
       SELECT 'rev_old', article_id, 99, 'Oldserverword', slug, body, html, text, opening, word_count, reading_minutes,
         content_hash, created_by_id FROM desk.revisions WHERE id = $1`,
      [draft.working.id],
    );
    const { rows } = await app.owner.query(
      `SELECT id FROM desk.revisions JOIN desk.revision_words ON revision_id = id
       WHERE search @@ websearch_to_tsquery('delivery.copydesk', 'oldserverword')
         AND words @@ delivery.whole_words('oldserverword')`,
    );
    expect(rows).toEqual([{ id: 'rev_old' }]);
  });
});
