// The cache is never stale: while a newsroom does at random whatever changes what readers see, a server with a cache
// says at every moment what a server without one says.
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { startApp, type TestApp } from '../support/app.js';
import { askDelivery } from '../support/http.js';
import { newsroomOf, type Newsroom, type ArticleState, type Person } from '../support/newsroom.js';
import { deliveryQueries, type QueryAndVariables } from '../support/delivery-queries.js';
import { STEPS } from '../support/steps.js';
import { MUTATIONS, type MutationName } from '../support/tags-and-authors.js';

const [ARTICLES, TAGS, AUTHORS] = [6, 5, 3];
const SEED = Number(process.env.TEST_SEED ?? randomInt(2 ** 31));

const ARTICLE = 'id version reviewState working { id number slug }';

let cached: TestApp;
let uncached: TestApp;
let newsroom: Newsroom;
let editor: Person;
let writer: Person;
beforeAll(async () => {
  cached = await startApp();
  uncached = await startApp({ databaseUrl: cached.databaseUrl, cacheBytes: 0 });
  newsroom = newsroomOf(cached);
  [editor, writer] = [await newsroom.person('EDITOR'), await newsroom.person('WRITER')];
});
afterAll(async () => {
  await uncached.close();
  await cached.close();
});

/** mulberry32: the same seed, the same walk. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const lastChange = async () => {
  const { rows } = await cached.owner.query<{ seq: string }>('SELECT seq FROM delivery.content_seq');
  return rows[0]?.seq ?? '0';
};

const answers = async ([query, variables]: QueryAndVariables, server: TestApp, change: string) =>
  (await askDelivery(server.url, query, variables, { 'x-content-min-seq': change })).text;

/** What the server with a cache says and the other says neither before nor after; a schedule may come in between. */
async function staleAnswer(query: QueryAndVariables, change: string): Promise<string | undefined> {
  const [fromCache, fresh] = await Promise.all([
    answers(query, cached, change),
    answers(query, uncached, change),
  ]);
  if (fromCache === fresh) return undefined;
  for (;;) {
    const before = await answers(query, uncached, change);
    const said = await answers(query, cached, change);
    const after = await answers(query, uncached, change);
    if (said === before || said === after) return undefined;
    if (before === after) return `${JSON.stringify(query)} has ${said} instead of ${after}`;
  }
}

test(
  `whatever happens, a cached response is what the database gives (TEST_SEED=${SEED})`,
  async () => {
    const below = random(SEED);
    const oneOf = <T>(list: readonly T[]): T => list[below(list.length)] as T;
    const someOf = <T>(list: readonly T[]) => list.filter(() => below(2) === 0);
    const names = (kind: string, count: number) => Array.from({ length: count }, (_, i) => `${kind} ${i}`);

    const tags = await Promise.all(names('Tag', TAGS).map((name) => newsroom.tag(editor, name)));
    const merged = new Set<string>();
    const authorIds = await Promise.all(
      names('Author', AUTHORS).map((name) => newsroom.author(editor, name)),
    );
    const drafts = names('Article', ARTICLES).map((title) =>
      newsroom.draft(writer, { title, authorIds: authorIds.slice(0, 1) }),
    );
    const ids = (await Promise.all(drafts)).map(({ id }) => id);
    const queries = deliveryQueries({
      ids,
      tags: tags.map(({ id, slug }) => ({ id, slug })),
      authors: authorIds.map((id, i) => ({ id, slug: `author-${i}` })),
    });

    const shared = ['tag-a', 'tag-b', 'author-a', 'article-a', 'article-b', 'article-c'];
    const slug = (kind: string) => oneOf(shared.filter((name) => name.startsWith(kind)));
    const liveTags = () => tags.filter(({ id }) => !merged.has(id)).map(({ id }) => id);

    async function articleNow(): Promise<ArticleState> {
      const query = `query ($id: ID!) { article(id: $id) { ${ARTICLE} } }`;
      return (await newsroom.run(editor, query, { id: oneOf(ids) })).article;
    }
    const written = () => ({
      title: `Title ${below(1000)}`,
      body: `Words ${someOf(['tea', 'rail', 'steel']).join(' ')}.`,
      tagIds: someOf(liveTags()),
      authorIds: [oneOf(authorIds), ...someOf(authorIds)].filter((id, i, all) => all.indexOf(id) === i),
      ...(below(3) === 0 && { slug: slug('article') }),
    });
    /** What the newsroom may refuse is no change. */
    const desk = (name: MutationName, input: object) => newsroom.ask(editor, MUTATIONS[name], { input });
    async function mutate(
      name: string,
      type: string,
      input: object,
      who = editor,
    ): Promise<ArticleState | undefined> {
      const query = `mutation ($input: ${type}!) { ${name}(input: $input) { article { ${ARTICLE} } } }`;
      return (await newsroom.ask(who, query, { input })).data?.[name]?.article;
    }

    async function approvedNow(): Promise<ArticleState | undefined> {
      const article = await articleNow();
      if (article.reviewState === 'ARCHIVED') {
        return mutate('reopenArticle', 'TransitionInput', newsroom.on(article)).then(() => undefined);
      }
      const saved = await mutate(
        'saveDraft',
        'SaveDraftInput',
        { ...newsroom.on(article), ...written() },
        writer,
      );
      if (saved === undefined || saved.reviewState === 'APPROVED') return saved;
      const submitted = await mutate('submitForReview', 'TransitionInput', newsroom.on(saved), writer);
      const revisionId = submitted?.working.id;
      return (
        submitted &&
        mutate('approveArticle', 'ApproveArticleInput', { ...newsroom.on(submitted), revisionId })
      );
    }

    const moves: readonly (() => Promise<unknown>)[] = [
      async () => {
        const article = await approvedNow();
        if (article) await mutate('publishArticle', 'PublishArticleInput', newsroom.on(article));
      },
      async () => {
        const article = await approvedNow();
        const until = new Date(Date.now() + 400 + below(800));
        if (article)
          await mutate('publishArticle', 'PublishArticleInput', { ...newsroom.on(article), until });
      },
      async () => {
        const article = await approvedNow();
        const at = new Date(Date.now() + 200 + below(600));
        const until = below(2) === 0 ? new Date(at.getTime() + 100 + below(600)) : undefined;
        if (article)
          await mutate('scheduleArticle', 'ScheduleArticleInput', { ...newsroom.on(article), at, until });
      },
      async () => mutate('unscheduleArticle', 'TransitionInput', newsroom.on(await articleNow())),
      async () => mutate('unpublishArticle', 'TransitionInput', newsroom.on(await articleNow())),
      async () => mutate('publishArticle', 'PublishArticleInput', newsroom.on(await articleNow())),
      async () => mutate('archiveArticle', 'TransitionInput', newsroom.on(await articleNow())),
      () => desk('updateTag', { id: oneOf(tags).id, name: `Renamed ${below(1000)}` }),
      () => desk('updateTag', { id: oneOf(tags).id, slug: slug('tag') }),
      () =>
        desk('updateAuthor', { id: oneOf(authorIds), name: `Named ${below(1000)}`, bio: `Bio ${below(9)}` }),
      () => desk('updateAuthor', { id: oneOf(authorIds), slug: slug('author') }),
      async () => {
        const [from, into] = [oneOf(liveTags()), oneOf(liveTags())];
        if (merged.size === TAGS - 2 || below(2) > 0 || from === into) return;
        await desk('mergeTags', { fromId: from, intoId: into });
        merged.add(from);
      },
      () => sleep(below(300)),
    ];

    for (let step = 0; step < STEPS; step++) {
      const move = below(3) === 0 ? moves[0] : oneOf(moves);
      await move?.();
      const change = await lastChange();
      const stale = await Promise.all(queries.map((query) => staleAnswer(query, change)));
      expect({ step, stale: stale.filter((found) => found !== undefined) }).toEqual({ step, stale: [] });
    }
  },
  30_000 + STEPS * 2_000,
);
