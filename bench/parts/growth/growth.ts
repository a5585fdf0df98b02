// How times grow with what a newsroom has: a hundred thousand articles against five thousand, tens of thousands of schedules against
// none, a tag with thousands of articles. One client, one request at a time, the cache off.
import { DELIVERY_PATH } from '../../../src/config/paths.js';
import type { Databases } from '../../databases.js';
import { WRITER_TOKEN } from '../../dataset/fill.js';
import { pageAfter, type Operation } from '../../operations.js';
import { compare, type Comparison, type Growth } from './compare.js';
import { Newsroom } from './newsroom.js';
import { compareThroughput, compareTimed, compareWaits } from './publications.js';
import { loadScreens } from './screens.js';

const FEW = 5000;
export const MANY = 100_000;

const COUNT = 'query ($where: DeskArticleWhere) { articles(first: 1, where: $where) { totalCount } }';
const FIND =
  'query ($where: DeskArticleWhere) { articles(first: 20, where: $where) { nodes { id version } } }';
const TAG_AFTER = `query ($slug: String, $after: String) {
  tag(slug: $slug) { articles(first: 20, after: $after) { nodes { id slug title } pageInfo { endCursor } } } }`;

/** What is allowed: for a publication beside others, for reads and writes, for waits, and of the least that a publication can take. */
const MAX_TIMES = { timed: 1.2, size: 1.3, wait: 2, least: 2 };

/** @param many articles; where half as many are scheduled or end, those are beside the few */
export async function measureGrowth(databases: Databases, many: number): Promise<Growth> {
  const half = Math.floor(many / 2);
  const urls = [
    await databases.dataSet(FEW, { isWhole: true }),
    await databases.dataSet(many, { isWhole: true }),
    await databases.dataSet(FEW + half, { isWhole: true, scheduled: half }),
    await databases.dataSet(FEW + half, { isWhole: true, ending: half }),
  ];
  const start = performance.now();
  const newsrooms: Newsroom[] = [];
  for (const url of urls) newsrooms.push(await Newsroom.open(url));
  const [small, large, scheduled, ending] = newsrooms as [Newsroom, Newsroom, Newsroom, Newsroom];
  const sizes = `${many.toLocaleString('en')} articles against ${FEW.toLocaleString('en')}`;
  const rows: Comparison[] = [];
  const add = async (row: Promise<Comparison>) => {
    rows.push(await row);
    console.log(`  ${rows.at(-1)?.what}`);
  };
  const bySize = (what: string, ask: (newsroom: Newsroom, articles: number) => Promise<number>) =>
    add(
      compare(
        `${what}, ${sizes}`,
        MAX_TIMES.size,
        () => ask(small, FEW),
        () => ask(large, many),
      ),
    );

  const inFuture = half.toLocaleString('en');
  await add(
    compareTimed(
      `a publication with ${inFuture} scheduled, of one with none`,
      MAX_TIMES.timed,
      large,
      scheduled,
    ),
  );
  await add(
    compareTimed(`a publication with ${inFuture} that end, of one with none`, MAX_TIMES.timed, small, ending),
  );
  await bySize('create', (newsroom) => newsroom.create());
  await bySize('save', (newsroom) => newsroom.save());
  await bySize('publish', (newsroom) => newsroom.publish());
  // The number in a title, which no other article has.
  await bySize('desk search for a rare word', (newsroom, articles) =>
    newsroom.ask(FIND, { where: { search: String(articles - 7) } }),
  );
  await bySize('count of what is live', (newsroom) => newsroom.ask(COUNT, { where: { live: true } }));
  await bySize('count of what a writer owns', (newsroom) =>
    newsroom.ask(COUNT, { where: { owner: 'usr_01writer000000000000000000' } }),
  );
  for (const [name, { document, variables }] of Object.entries(await loadScreens())) {
    const token = name === 'writer’s home' ? WRITER_TOKEN : undefined;
    await bySize(name, (newsroom) => newsroom.ask(document, variables, token));
  }
  await comparePages(bySize, newsrooms, [FEW, many]);
  const tag = `a tag with ${(many / 10).toLocaleString('en')} articles is renamed`;
  await add(
    compareWaits(
      `a publication’s wait while ${tag}, of one while another is published`,
      MAX_TIMES.wait,
      large,
    ),
  );
  await add(
    compareThroughput('a publication of many at once, of the least transaction', MAX_TIMES.least, large),
  );
  for (const newsroom of newsrooms) await newsroom.close();
  console.log(`Measured in ${Math.round((performance.now() - start) / 1000)} s.`);
  return rows;
}

/** The page in the middle of all articles, and of a tag's that every tenth article has. */
async function comparePages(
  bySize: (what: string, ask: (newsroom: Newsroom, articles: number) => Promise<number>) => Promise<void>,
  newsrooms: readonly Newsroom[],
  sizes: readonly number[],
): Promise<void> {
  const middle = new Map<number, Operation>();
  for (const [i, articles] of sizes.entries())
    middle.set(articles, await pageAfter(newsrooms[i]?.databaseUrl ?? '', articles / 2));
  const read = (document: string) => async (newsroom: Newsroom, articles: number) => {
    const operation = middle.get(articles);
    const variables = { slug: 'popular', ...operation?.variables[0] };
    const start = performance.now();
    const response = await fetch(newsroom.server.url + DELIVERY_PATH, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ query: document || operation?.document, variables }),
    });
    const text = await response.text();
    if (!text.includes('"slug"')) throw new Error(`The delivery API returned ${text.slice(0, 300)}`);
    return performance.now() - start;
  };
  await bySize('the page in the middle of all', read(''));
  await bySize('the page in the middle of a tag’s', read(TAG_AFTER));
}
