// The people of the newsroom, made through the desk API by the data set's administrator, and what they work on.
import { API_TOKEN } from '../dataset/fill.js';
import { query } from '../databases.js';
import { seededRandom } from '../random.js';
import { DeskClient, Tally } from './desk.js';
import { Editor } from './editors.js';
import type { Faults } from './faults.js';
import { Reader, type Site } from './readers.js';
import type { Observation } from './truth.js';
import { Writer } from './writers.js';

const WRITERS = 20;
const EDITORS = 5;
/** The newest of the data set, each owned by two writers, so that they meet. */
const SHARED_ARTICLES = 200;
const TAGS = 12;

interface Address {
  readonly nth: number;
  readonly url: string;
}

export interface Newsroom {
  readonly people: string;
  readonly site: Site;
  readonly tally: Tally;
  /** Resolves once all have stopped. @param seen what the editors' readers see is added to it */
  work(stopped: AbortSignal, seen: Observation[]): Promise<void>;
  /** The titles of all that was saved. */
  saved(): string[];
}

export async function openNewsroom(
  url: string,
  servers: readonly Address[],
  faults: Faults,
): Promise<Newsroom> {
  const tally = new Tally();
  const serverOf = (nth: number) => servers[nth % servers.length] ?? { nth: 0, url: '' };
  const admin = new DeskClient(serverOf(0), API_TOKEN, tally, faults);
  const found = async <T>(document: string, variables: object): Promise<T> => {
    const data = await admin.ask<T>(document, variables);
    if (data === undefined) throw new Error(faults.lines().join('\n'));
    return data;
  };
  const hire = async (role: string, nth: number) => {
    const { createUser } = await found<{ createUser: { user: { id: string } } }>(
      'mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id } } }',
      {
        input: {
          role,
          name: `${role} ${nth}`,
          email: `${role}-${nth}@example.org`,
          password: 'tariff-gauge-ferry-49',
        },
      },
    );
    const userId = createUser.user.id;
    const { createApiToken } = await found<{ createApiToken: { secret: string } }>(
      'mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { secret } }',
      { input: { name: 'soak', userId } },
    );
    return { userId, client: new DeskClient(serverOf(nth), createApiToken.secret, tally, faults) };
  };
  const numbers = (count: number) => Array.from({ length: count }, (_, nth) => nth);
  const writers = await Promise.all(numbers(WRITERS).map((nth) => hire('WRITER', nth)));
  const editors = await Promise.all(numbers(EDITORS).map((nth) => hire('EDITOR', nth)));

  const articles = await query<{ id: string; slug: string; version: number }>(
    url,
    'SELECT b.id, b.slug, a.version FROM bench.articles b JOIN desk.articles a USING (id) ORDER BY published_at',
  );
  const tags = await query<{ id: string; slug: string }>(
    url,
    `SELECT id, slug FROM bench.tags ORDER BY id LIMIT ${TAGS}`,
  );
  const authorIds = (
    await query<{ id: string }>(url, 'SELECT id FROM bench.authors ORDER BY id LIMIT 10')
  ).map(({ id }) => id);
  const site: Site = { articles, tags };
  const owned = writers.map((): string[] => []);
  for (const [nth, { id, version }] of articles.slice(-SHARED_ARTICLES).entries()) {
    const owners = [nth % WRITERS, (nth * 7 + 3) % WRITERS];
    const input = {
      articleId: id,
      version,
      userIds: [...new Set(owners)].map((owner) => writers[owner]?.userId),
    };
    await found('mutation ($input: SetOwnersInput!) { setOwners(input: $input) { article { id } } }', {
      input,
    });
    for (const owner of owners) owned[owner]?.push(id);
  }
  admin.close();

  const desks = writers.map(
    ({ client }, nth) => new Writer(client, owned[nth] ?? [], site, authorIds, seededRandom(100 + nth)),
  );
  return {
    people: `${WRITERS} writers and ${EDITORS} editors`,
    site,
    tally,
    work: async (stopped, seen) => {
      const chiefs = editors.map(({ client }, nth) => {
        const readers = servers.map(
          (server) => new Reader(server, site, seededRandom(300 + nth), seen, faults),
        );
        return new Editor(client, readers, site, seededRandom(200 + nth), tally);
      });
      await Promise.all([
        ...desks.map((writer) => writer.writeUntil(stopped)),
        ...chiefs.map((editor) => editor.workUntil(stopped)),
      ]);
    },
    saved: () => desks.flatMap((writer) => writer.saved),
  };
}
