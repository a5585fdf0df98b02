// A tag or an author that is renamed or merged: readers see it everywhere at once, though the articles that carry copies of its name
// are rewritten later, by a job. Here no job runs but where a test starts a server that has one.
import { JobsDatabase } from '../src/database/jobs.database.js';
import { copyListings } from '../src/publishing/merged-listings.js';
import { startApp, testConfig, type TestApp } from './support/app.js';
import { assertListCounts } from './support/list-counts.js';
import { codeOf, newsroomOf, type Newsroom, type ArticleState, type Person } from './support/newsroom.js';
import { until } from './support/server-process.js';
import { tagsAndAuthors, word } from './support/tags-and-authors.js';

let app: TestApp;
let newsroom: Newsroom;
let desk: ReturnType<typeof tagsAndAuthors>;
let writer: Person;
let editor: Person;
let authorIds: string[];
beforeAll(async () => {
  app = await startApp({ backgroundJobs: false });
  newsroom = newsroomOf(app);
  desk = tagsAndAuthors(app);
});
beforeEach(async () => {
  [writer, editor] = await Promise.all([newsroom.person('WRITER'), newsroom.person('EDITOR')]);
  authorIds = [await newsroom.author(editor)];
});
afterAll(() => app.close());

const tag = () => desk.make(editor, 'createTag', { name: word() });
const publish = (...tagIds: string[]) => newsroom.published(writer, editor, { authorIds, tagIds });
const rename = (id: string, name: string) => desk.make(editor, 'updateTag', { id, name, slug: null });
const merge = (fromId: string, intoId: string) => desk.make(editor, 'mergeTags', { fromId, intoId });
const unpublish = (article: ArticleState) =>
  newsroom.mutate(editor, 'unpublishArticle', 'TransitionInput', newsroom.on(article));

const READ = `query ($slug: String!, $slugs: [String!]!, $id: ID!) {
  tag(slug: $slug) { id name articleCount articles { totalCount nodes { id tags { id name slug } } } }
  article(id: $id) { tags { id name slug } }
  articles(where: { tags: $slugs }) { totalCount nodes { id tags { id name } } }
}`;
/** What readers find of a tag, and of one of its articles. */
const read = async (slug: string, { id }: ArticleState) =>
  (await app.delivery(READ, { slug, slugs: [slug], id })).data;

/** The ids of the articles that readers find in a tag, sorted; its count must be theirs. */
async function idsIn(slug: string): Promise<string[]> {
  const { tag } = (await app.delivery(READ, { slug, slugs: [slug], id: 'art_none' })).data;
  expect([tag.articleCount, tag.articles.totalCount]).toEqual(Array(2).fill(tag.articles.nodes.length));
  return tag.articles.nodes.map(({ id }: { id: string }) => id).sort();
}
const idsOf = (...articles: ArticleState[]) => articles.map(({ id }) => id).sort();

const carriedBy = async ({ id }: ArticleState, table = 'articles') => {
  const { rows } = await app.owner.query(
    `SELECT tags -> 0 ->> 'name' AS name, tag_ids AS ids FROM delivery.${table} WHERE article_id = $1`,
    [id],
  );
  return rows;
};

const PUBLISHING = `hashtext('copydesk.publishing')`;
/** As long as `work` runs, publications wait; `work` gets a function that waits until so many do. */
async function whilePublishingWaits(work: (waiting: (count: number) => Promise<void>) => Promise<void>) {
  const session = await app.owner.connect();
  try {
    await session.query(`SELECT pg_advisory_lock(${PUBLISHING})`);
    await work((count) =>
      until(async () => {
        const { rows } = await app.owner.query(
          `SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
             AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
        );
        return rows[0].n === count;
      }),
    );
  } finally {
    await session.query(`SELECT pg_advisory_unlock(${PUBLISHING})`);
    session.release();
  }
}

/** Starts a server with jobs on the same database, until there is nothing left to rewrite. */
async function rewriteCopies(): Promise<void> {
  const other = await startApp({ databaseUrl: app.databaseUrl });
  const left = 'SELECT FROM delivery.renamed';
  await until(async () => (await app.owner.query(left)).rows.length === 0);
  await other.close();
}

describe('a renamed tag', () => {
  test('is shown everywhere at once, without a write to its articles, which a job rewrites without a change', async () => {
    const old = await tag();
    const article = await publish(old.id);
    await read(old.slug, article);
    const name = word();
    const { slug } = await rename(old.id, name);

    const shown = { id: old.id, name };
    const seen = {
      tag: {
        ...shown,
        articleCount: 1,
        articles: { totalCount: 1, nodes: [{ id: article.id, tags: [{ ...shown, slug }] }] },
      },
      article: { tags: [{ ...shown, slug }] },
      articles: { totalCount: 1, nodes: [{ id: article.id, tags: [shown] }] },
    };
    for (const its of [slug, old.slug]) expect(await read(its, article)).toEqual(seen);
    expect(await carriedBy(article)).toEqual([{ name: old.name, ids: [old.id] }]);

    const seq = async () => (await app.owner.query('SELECT seq FROM delivery.content_seq')).rows[0].seq;
    const before = await seq();
    await rewriteCopies();
    expect(await carriedBy(article)).toEqual([{ name, ids: [old.id] }]);
    expect(await read(slug, article)).toEqual(seen);
    expect(await seq()).toBe(before);
  });

  test('has its new name in what was published just before it, and in what is published just after', async () => {
    const old = await tag();
    const [first, second] = [
      await newsroom.approved(writer, editor, { authorIds, tagIds: [old.id] }),
      await newsroom.approved(writer, editor, { authorIds, tagIds: [old.id] }),
    ];
    const name = word();
    const running: Promise<unknown>[] = [];
    await whilePublishingWaits(async (waiting) => {
      running.push(newsroom.publish(editor, first));
      await waiting(1);
      running.push(rename(old.id, name));
      await waiting(2);
      running.push(newsroom.publish(editor, second));
      await waiting(3);
    });
    await Promise.all(running);
    for (const article of [first, second])
      expect((await read(old.slug, article)).article.tags).toMatchObject([{ name }]);
    await rewriteCopies();
    for (const article of [first, second])
      expect((await read(old.slug, article)).article.tags).toMatchObject([{ name }]);
  });

  test('goes to the past by the name that readers last saw', async () => {
    const old = await tag();
    const article = await publish(old.id);
    const name = word();
    await rename(old.id, name);
    await unpublish(article);
    expect(await carriedBy(article, 'past_articles')).toEqual([{ name, ids: [old.id] }]);
    const later = word();
    await publish(old.id);
    await rename(old.id, later);
    expect(await carriedBy(article, 'past_articles')).toEqual([{ name, ids: [old.id] }]);
  });

  test('is shown by a former revision that is published again', async () => {
    const [old, other] = [await tag(), await tag()];
    const first = await publish(old.id);
    const second = await newsroom.save(writer, first, { tagIds: [other.id] });
    const live = await newsroom.publish(
      editor,
      await newsroom.approve(editor, await newsroom.submit(writer, second)),
    );
    await publish(old.id);
    const name = word();
    const { slug } = await rename(old.id, name);
    const restored = await newsroom.mutate(writer, 'restoreRevision', 'RestoreRevisionInput', {
      ...newsroom.on(live),
      number: first.working.number,
    });
    await newsroom.publish(editor, await newsroom.approve(editor, await newsroom.submit(writer, restored)));
    expect((await read(slug, first)).article.tags).toEqual([{ id: old.id, name, slug }]);
  });

  test('is not rewritten where another one is locked, until the next run', async () => {
    const old = await tag();
    const [locked, free] = [await publish(old.id), await publish(old.id)];
    const name = word();
    await rename(old.id, name);
    const session = await app.owner.connect();
    await session.query('BEGIN');
    await session.query('SELECT FROM delivery.articles WHERE article_id = $1 FOR UPDATE', [locked.id]);
    const other = await startApp({ databaseUrl: app.databaseUrl });
    await until(async () => (await carriedBy(free))[0].name === name);
    expect(await carriedBy(locked)).toEqual([{ name: old.name, ids: [old.id] }]);
    await other.close();
    await session.query('COMMIT');
    session.release();
    expect((await read(old.slug, locked)).article.tags).toMatchObject([{ name }]);
    await rewriteCopies();
    expect(await carriedBy(locked)).toEqual([{ name, ids: [old.id] }]);
  });
});

test('a renamed author is shown in articles, and found by the new name alone', async () => {
  const before = word();
  const id = await newsroom.author(editor, before);
  const article = await newsroom.published(writer, editor, { authorIds: [id] });
  const query = `query ($before: String!, $now: String!, $id: ID!) {
    before: search(query: $before) { nodes { id } }
    now: search(query: $now) { nodes { id authors { name bio } } }
    article(id: $id) { authors { name bio } }
  }`;
  const now = word();
  const variables = { before, now, id: article.id };
  expect((await app.delivery(query, variables)).data.before.nodes).toEqual([{ id: article.id }]);
  await desk.make(editor, 'updateAuthor', { id, name: now, bio: 'Writes.' });
  const authors = [{ name: now, bio: 'Writes.' }];
  expect((await app.delivery(query, variables)).data).toEqual({
    before: { nodes: [] },
    now: { nodes: [{ id: article.id, authors }] },
    article: { authors },
  });
});

test('a merged author is replaced in articles, and in one that is published after these were copied', async () => {
  const [from, into] = [await newsroom.author(editor), await newsroom.author(editor)];
  const kept = await newsroom.published(writer, editor, { authorIds: [from, into] });
  const added = await newsroom.approved(writer, editor, { authorIds: [from] });
  const running: Promise<unknown>[] = [];
  await whilePublishingWaits(async (waiting) => {
    running.push(newsroom.publish(editor, added));
    await waiting(1);
    running.push(desk.make(editor, 'mergeAuthors', { fromId: from, intoId: into }));
    await waiting(2);
  });
  await Promise.all(running);
  const query =
    'query ($id: ID!) { author(id: $id) { articleCount articles { nodes { id authors { id } } } } }';
  const { author } = (await app.delivery(query, { id: into })).data;
  expect(author.articleCount).toBe(2);
  for (const { id } of [kept, added])
    expect(author.articles.nodes).toContainEqual({ id, authors: [{ id: into }] });
  expect((await app.delivery(query, { id: from })).data.author).toBeNull();
});

describe('a merged tag', () => {
  afterEach(() => assertListCounts(app.owner));

  test('is replaced everywhere at once, each article once, and a job removes what is left of it', async () => {
    const [from, into] = [await tag(), await tag()];
    const [both, one] = [await publish(from.id, into.id), await publish(from.id)];
    const other = await publish(into.id);
    const scheduled = await newsroom.approved(writer, editor, { authorIds, tagIds: [from.id] });
    await newsroom.schedule(editor, scheduled, new Date(Date.now() + 86_400_000));
    await Promise.all([read(from.slug, one), read(into.slug, other)]);
    await merge(from.id, into.id);

    const assertMerged = async () => {
      for (const slug of [from.slug, into.slug]) {
        expect(await idsIn(slug)).toEqual(idsOf(both, one, other));
        const { articles, article } = await read(slug, one);
        expect(articles.totalCount).toBe(3);
        const tags = [{ id: into.id, name: into.name }];
        for (const node of articles.nodes) expect(node.tags).toEqual(tags);
        expect(article.tags).toEqual([{ ...tags[0], slug: into.slug }]);
      }
    };
    await assertMerged();
    expect(await carriedBy(one)).toEqual([{ name: from.name, ids: [from.id] }]);
    await rewriteCopies();
    await assertMerged();
    expect(await carriedBy(both)).toEqual([{ name: into.name, ids: [into.id] }]);
    const { rows } = await app.owner.query('SELECT FROM delivery.listings WHERE list_id = $1', [from.id]);
    expect(rows).toEqual([]);
  });

  test('keeps nothing waiting that is published while its articles are copied', async () => {
    const [from, into] = [await tag(), await tag()];
    const [article, other] = [await publish(from.id), await publish(from.id, into.id)];
    const database = new JobsDatabase(testConfig(app.databaseUrl));
    const rolledBack = new Error('The merge went no further.');
    const merging = database.$transaction(async (tx) => {
      expect((await copyListings(tx, from.id, into.id)).counts.listings).toBe(1);
      const added = await publish(from.id, into.id);
      await unpublish(other);
      expect(await idsIn(from.slug)).toEqual(idsOf(article, added));
      expect(await idsIn(into.slug)).toEqual(idsOf(added));
      throw rolledBack;
    });
    await expect(merging).rejects.toBe(rolledBack);
    await database.onApplicationShutdown();
  });

  test('has what was published and taken down after its articles were copied', async () => {
    const [from, into] = [await tag(), await tag()];
    const [kept, gone] = [await publish(from.id), await publish(from.id)];
    const added = await newsroom.approved(writer, editor, { authorIds, tagIds: [from.id] });
    const running: Promise<unknown>[] = [];
    await whilePublishingWaits(async (waiting) => {
      running.push(newsroom.publish(editor, added));
      await waiting(1);
      running.push(unpublish(gone));
      await waiting(2);
      running.push(merge(from.id, into.id));
      await waiting(3);
    });
    await Promise.all(running);
    expect(await idsIn(into.slug)).toEqual(idsOf(kept, added));
    await rewriteCopies();
    expect(await idsIn(into.slug)).toEqual(idsOf(kept, added));
  });

  test('stays replaced in an article that is scheduled before the job comes to it', async () => {
    const [from, into] = [await tag(), await tag()];
    const [live, both] = [await publish(from.id), await publish(into.id, from.id)];
    await merge(from.id, into.id);
    for (const article of [live, both]) {
      const next = await newsroom.save(writer, article, { title: word() });
      await newsroom.schedule(
        editor,
        await newsroom.approve(editor, await newsroom.submit(writer, next)),
        new Date(Date.now() + 86_400_000),
      );
    }
    expect(await idsIn(into.slug)).toEqual(idsOf(live, both));
    await rewriteCopies();
    expect(await idsIn(into.slug)).toEqual(idsOf(live, both));
  });

  test.each<[string, (a: string, b: string, c: string) => Promise<unknown>]>([
    ['one after the other into a third', async (a, b, c) => [await merge(a, b), await merge(b, c)]],
    ['both at once into a third', (a, b, c) => Promise.all([merge(a, c), merge(b, c)])],
  ])('with another, %s, leaves each article once in that one', async (_, mergeAll) => {
    const [a, b, c] = [await tag(), await tag(), await tag()];
    const articles = [
      await publish(a.id),
      await publish(b.id),
      await publish(a.id, b.id),
      await publish(a.id, b.id, c.id),
    ];
    await mergeAll(a.id, b.id, c.id);
    const assertMerged = async () => {
      for (const { slug } of [a, b, c]) expect(await idsIn(slug)).toEqual(idsOf(...articles));
    };
    await assertMerged();
    await rewriteCopies();
    await assertMerged();
  });

  test('is nowhere once the other is deleted', async () => {
    const [from, into] = [await tag(), await tag()];
    const article = await publish(from.id);
    await merge(from.id, into.id);
    const taken = await newsroom.save(writer, await unpublish(article), { tagIds: [] });
    expect(await desk.make(editor, 'deleteTag', { id: into.id })).toBe(into.id);
    for (const { slug } of [from, into]) expect((await read(slug, taken)).tag).toBeNull();
    await rewriteCopies();
    expect(codeOf(await desk.ask(editor, 'deleteTag', { id: from.id }))).toBe('NOT_FOUND');
  });
});
