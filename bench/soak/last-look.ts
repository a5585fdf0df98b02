// When all is quiet, both servers, from their caches and with all that has happened, must show what the desk's publications say: every
// live article and no other, at its revision, and the counts of all lists.
import { DELIVERY_PATH } from '../../src/config/paths.js';
import { query } from '../databases.js';
import type { Server } from '../servers/server.js';
import { Connection } from './http.js';
import type { Faults } from './faults.js';

const PAGE = `query ($after: String) { articles(first: 100, after: $after) {
  totalCount nodes { id title } pageInfo { hasNextPage endCursor } } }`;
const TAGS = `query ($after: String) { tags(first: 100, after: $after) {
  nodes { id name articleCount } pageInfo { hasNextPage endCursor } } }`;

interface Page<Node> {
  readonly totalCount?: number;
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

export async function lastLook(url: string, servers: readonly Server[], faults: Faults): Promise<void> {
  const live = `
    SELECT p.article_id AS id, r.title, r.id AS revision_id FROM desk.publications p JOIN desk.revisions r ON r.id = p.revision_id
    WHERE p.live_from <= now() AND (p.live_until IS NULL OR p.live_until > now())`;
  const articles = new Map(
    (await query<{ id: string; title: string }>(url, live)).map(({ id, title }) => [id, title]),
  );
  const tags = new Map(
    (
      await query<{ id: string; name: string; count: number }>(
        url,
        `SELECT t.id, t.name, count(*)::int FROM (${live}) live JOIN desk.revision_tags rt USING (revision_id)
         JOIN desk.tags t ON t.id = rt.tag_id GROUP BY t.id`,
      )
    ).map(({ id, name, count }) => [id, `${name} ${count}`]),
  );
  for (const server of servers) {
    const found = await allPages<{ id: string; title: string }>(server, PAGE, 'articles');
    const shown = new Map(found.nodes.map(({ id, title }) => [id, title]));
    if (found.totalCount !== articles.size)
      faults.add('the last look: totalCount', `${found.totalCount} instead of ${articles.size}`);
    compare('the last look: an article', articles, shown, faults);
    const named = await allPages<{ id: string; name: string; articleCount: number }>(server, TAGS, 'tags');
    const counts = new Map(named.nodes.map(({ id, name, articleCount }) => [id, `${name} ${articleCount}`]));
    compare('the last look: a tag', tags, counts, faults);
  }
}

async function allPages<Node>(server: Server, document: string, field: string): Promise<Page<Node>> {
  const connection = new Connection();
  const nodes: Node[] = [];
  for (let after: string | null = null; ;) {
    const body = { query: document, variables: { after } };
    const { text } = await connection.send({ url: server.url + DELIVERY_PATH, body });
    const page = (JSON.parse(text) as { data: Record<string, Page<Node>> }).data[field];
    if (page === undefined) throw new Error(`The delivery API returned ${text}`);
    nodes.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) {
      connection.close();
      return { ...page, nodes };
    }
    after = page.pageInfo.endCursor;
  }
}

function compare(
  kind: string,
  wanted: ReadonlyMap<string, string>,
  shown: ReadonlyMap<string, string>,
  faults: Faults,
): void {
  for (const id of new Set([...wanted.keys(), ...shown.keys()])) {
    if (wanted.get(id) !== shown.get(id))
      faults.add(kind, `${id}: ${shown.get(id) ?? 'nothing'} instead of ${wanted.get(id) ?? 'nothing'}`);
  }
}
