// Two servers on one database: a client that publishes through one sees it through the other, and no response names a change
// that it does not show.
import { startApp, type TestApp } from '../support/app.js';
import { askDelivery } from '../support/http.js';
import { newsroomOf, type Newsroom } from '../support/newsroom.js';
import { STEPS } from '../support/steps.js';

const PUBLICATIONS = STEPS / 2;
const READERS = 4;
const QUERIES = [
  'query ($slug: String) { article(slug: $slug) { title } }',
  '{ articles(first: 1) { nodes { title } } }',
  'query ($slug: String) { article(slug: $slug) { authors { articles { nodes { title } } } } }',
];

let servers: readonly [TestApp, TestApp];
beforeAll(async () => {
  const first = await startApp();
  servers = [first, await startApp({ databaseUrl: first.databaseUrl })];
});
afterAll(async () => {
  await servers[1].close();
  await servers[0].close();
});

test(
  'no response is older than the change of its request’s X-Content-Min-Seq, or of its own X-Content-Seq',
  async () => {
    const newsrooms = servers.map(newsroomOf) as [Newsroom, Newsroom];
    const [writer, editor] = [await newsrooms[0].person('WRITER'), await newsrooms[0].person('EDITOR')];
    const authorIds = [await newsrooms[0].author(editor)];
    let article = await newsrooms[0].published(writer, editor, { authorIds, title: 'Title 0' });
    const { slug } = article.working;
    /** The change that brought each title. */
    const changes: number[] = [];
    const seen: { known: number; wanted: number; title: number }[] = [];

    const read = async (server: TestApp, query = '', wanted = 0) => {
      const headers: Record<string, string> = wanted === 0 ? {} : { 'x-content-min-seq': String(wanted) };
      const answer = await askDelivery(server.url, query, { slug }, headers);
      const title = Number(/Title (\d+)/.exec(answer.text)?.[1]);
      seen.push({ known: Number(answer.headers.get('x-content-seq')), wanted, title });
      return title;
    };

    let isOver = false;
    const reading = Array.from({ length: READERS }, async (_, reader) => {
      for (let i = reader; !isOver; i++) {
        const server = i % 2 === 0 ? servers[0] : servers[1];
        await read(server, QUERIES[i % QUERIES.length], i % 5 === 0 ? changes.at(-1) : 0);
      }
    });
    try {
      for (let i = 1; i <= PUBLICATIONS; i++) {
        const [here, there] = i % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const);
        const newsroom = newsrooms[here];
        const saved = await newsroom.save(writer, article, { title: `Title ${i}` });
        const approved = await newsroom.reviewed(writer, editor, saved);
        const published = await newsroom.publishWithSeq(editor, approved);
        article = published.article;
        changes[i] = published.seq;
        for (const query of QUERIES) {
          expect(await read(servers[here], query)).toBe(i);
          expect(await read(servers[there], query, published.seq)).toBe(i);
        }
      }
    } finally {
      isOver = true;
      await Promise.all(reading);
    }

    expect(seen.length).toBeGreaterThan(PUBLICATIONS * READERS);
    const shownBy = (known: number) => changes.findLastIndex((change) => change <= known);
    const wrong = seen.filter(
      ({ known, wanted, title }) =>
        !(title >= shownBy(known)) || !(title >= shownBy(wanted)) || known < wanted,
    );
    expect(wrong).toEqual([]);
  },
  240_000 + PUBLICATIONS * 1_000,
);
