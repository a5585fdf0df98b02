// Caches in front, set as docs/caches shows them: what readers behind them get, and when.
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { startApp, type TestApp } from '../support/app.js';
import { articleCopies } from '../support/article-copies.js';
import {
  describeWithCache,
  startFrontCache,
  type CacheName,
  type FrontCache,
} from '../support/front-caches.js';
import { ask } from '../support/http.js';
import { newsroomOf, type ArticleState, type Newsroom, type Person } from '../support/newsroom.js';
import { word } from '../support/tags-and-authors.js';

/** Of `s-maxage` and `stale-while-revalidate`, for lists and what is not there. */
const SHOWN_AFTER_MS = 10_000;
/** For a slow machine; a schedule that is missed is missed for good. */
const SPARE_MS = 10_000;

let app: TestApp;
let newsroom: Newsroom;
let editor: Person;
let writer: Person;
let authorIds: string[];
let front: string;
beforeAll(async () => {
  app = await startApp();
  newsroom = newsroomOf(app);
  [editor, writer] = [await newsroom.person('EDITOR'), await newsroom.person('WRITER')];
  authorIds = [await newsroom.author(editor)];
  const copy = await articleCopies(app.owner);
  const lists = [];
  for (let list = 0; list < 7; list++) {
    const tag = await newsroom.tag(writer);
    const article = await newsroom.published(writer, editor, { authorIds, tagIds: [tag.id] });
    for (let i = 1; i < 20; i++) await copy(article.id);
    lists.push(`list${list}: articles(where: { tags: ["${tag.slug}"] }) { nodes { id title } }`);
  }
  front = addressOf(`{ ${lists.join(' ')} }`);
});
afterAll(() => app.close());

const addressOf = (query: string) => `/graphql?query=${encodeURIComponent(query)}`;
const titleOf = (slug: string) => addressOf(`{ article(slug: "${slug}") { title } }`);

async function retitle(article: ArticleState, title: string) {
  const saved = await newsroom.save(writer, article, { title });
  return newsroom.publishWithSeq(editor, await newsroom.reviewed(writer, editor, saved));
}

test('the page for clients shows the files that are tested here', async () => {
  const page = await readFile('docs/clients.md', 'utf8');
  for (const file of ['nginx.conf', 'varnish.vcl']) {
    expect(page).toContain(`\n${await readFile(`docs/caches/${file}`, 'utf8')}\`\`\``);
  }
});

describe.each<CacheName>(['nginx', 'varnish'])('%s', (name) => {
  describeWithCache(name, () => {
    let cache: FrontCache;
    beforeAll(async () => {
      cache = await startFrontCache(name, app.url);
    });
    afterAll(() => cache.stop());

    const get = (path: string, headers: Record<string, string> = {}) => ask(cache.url, path, { headers });
    const isFromCache = (headers: Headers) =>
      headers.get('x-cache') === 'HIT' || (headers.get('x-varnish')?.includes(' ') ?? false);

    test('a front page of seven lists arrives, and is cached', async () => {
      const [made, kept] = [await get(front), await get(front)];
      expect([made.status, kept.status]).toEqual([200, 200]);
      expect(kept.body.data).toEqual(made.body.data);
      expect([isFromCache(made.headers), isFromCache(kept.headers)]).toEqual([false, true]);
      const head = await ask(cache.url, front, { method: 'HEAD' });
      expect([head.status, head.text]).toEqual([200, '']);
    });

    test('each encoding and media type is cached by itself', async () => {
      const path = `${front}&operationName=`;
      for (let i = 0; i < 2; i++) {
        for (const accept of ['application/json', 'application/graphql-response+json']) {
          const { status, headers, body } = await get(path, { accept, 'accept-encoding': 'identity' });
          expect([status, headers.get('content-type')]).toEqual([200, `${accept}; charset=utf-8`]);
          expect(headers.get('content-encoding')).toBeNull();
          expect(Object.keys(body.data)).toHaveLength(7);
          const compressed = await fetch(cache.url + path, {
            headers: { accept, 'accept-encoding': 'gzip' },
          });
          expect(Object.keys(((await compressed.json()) as { data: object }).data)).toHaveLength(7);
        }
      }
    });

    test('who sends X-Content-Min-Seq gets no older answer than that', async () => {
      let article = await newsroom.published(writer, editor, { authorIds, title: 'Title 0' });
      const path = titleOf(article.working.slug);
      for (let i = 1; i <= 3; i++) {
        const before = await get(path);
        expect(before.status).toBe(200);
        const changed = await retitle(article, `Title ${i}`);
        article = changed.article;
        const after = await get(path, { 'x-content-min-seq': String(changed.seq) });
        expect(after.body.data.article.title).toBe(`Title ${i}`);
        expect(Number(after.headers.get('x-content-seq'))).toBeGreaterThanOrEqual(changed.seq);
      }
    });

    test('an article that is scheduled is shown as soon as what says that it is not there runs out', async () => {
      const slug = word();
      const path = titleOf(slug);
      const list = addressOf('{ articles(first: 1) { nodes { slug } } }');
      const approved = await newsroom.approved(writer, editor, { authorIds, slug });
      const { at } = await newsroom.scheduleSoon(editor, approved, 600_000);
      const isShown = async () => {
        const [article, articles] = [await get(path), await get(list)];
        expect([article.status, articles.status]).toEqual([200, 200]);
        return [article.body.data.article !== null, articles.body.data.articles.nodes[0]?.slug === slug];
      };
      const startedAt = Date.now();
      const first = await isShown();
      if (startedAt < at.getTime() - 200) expect(first).toEqual([false, false]);
      const deadline = at.getTime() + SHOWN_AFTER_MS + SPARE_MS;
      let shown = first;
      while (shown.includes(false) && Date.now() < deadline) {
        await sleep(200);
        shown = await isShown();
      }
      expect(shown).toEqual([true, true]);
    });

    test('a preview is nobody else’s', async () => {
      const article = await newsroom.draft(writer, { authorIds, slug: word(), title: 'Not yet' });
      const query = 'mutation ($input: CreatePreviewInput!) { createPreview(input: $input) { token } }';
      const input = { articleId: article.id };
      const { token } = (await newsroom.run(editor, query, { input })).createPreview;
      const path = titleOf(article.working.slug);
      for (let i = 0; i < 2; i++) {
        const previewed = await get(path, { authorization: `Bearer ${token}` });
        expect(previewed.body.data.article).toEqual({ title: 'Not yet' });
        expect((await get(path)).body.data.article).toBeNull();
      }
    });

    if (name === 'varnish') {
      test('what is purged by the keys of a change is fetched anew, and nothing else is', async () => {
        const article = await newsroom.published(writer, editor, { authorIds, title: 'Before' });
        const other = await newsroom.published(writer, editor, { authorIds, title: 'Another' });
        const [path, beside] = [titleOf(article.working.slug), titleOf(other.working.slug)];
        const titles = async () =>
          [await get(path), await get(beside)].map(({ body }) => body.data.article.title);
        expect(await titles()).toEqual(['Before', 'Another']);
        await retitle(article, 'After');
        expect(await titles()).toEqual(['Before', 'Another']);
        const { rows } = await app.owner.query('SELECT keys FROM delivery.changes ORDER BY seq DESC LIMIT 1');
        const purge = await ask(cache.url, '/', {
          method: 'PURGE',
          headers: { 'surrogate-key': rows[0].keys.join(' ') },
        });
        expect(purge.status).toBe(200);
        expect(await titles()).toEqual(['After', 'Another']);
        expect(isFromCache((await get(beside)).headers)).toBe(true);
        for (const key of ['', 'a|b', '.*']) {
          const refused = await ask(cache.url, '/', { method: 'PURGE', headers: { 'surrogate-key': key } });
          expect([key, refused.status]).toEqual([key, 400]);
        }
      });
    }
  });
});
