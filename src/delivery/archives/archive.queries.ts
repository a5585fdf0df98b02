// Tags and authors are read alike: each has a name, a slug and an archive, the list of its live articles. The relations
// hold only those that have one.
import sql, { raw, type Sql } from 'sql-template-tag';
import type { DeliveryDatabase } from '../../database/delivery.database.js';
import { inOrderOf } from '../../graphql/loaders.js';
import { between, ordered, type Keyset, type Page } from '../../graphql/paging.js';
import { SITE } from '../articles/article-filter.js';
import type { DeliveryContext } from '../delivery-context.js';
import { dependsOn, slugKey } from '../dependencies.js';
import { exactlyOne, type LookupArgs } from '../lookup.js';
import type { ArchiveRow, AuthorRow, TagRow } from '../rows.js';
import { relationsOf } from '../viewpoint.js';

/** Which archives: their relation, what their slugs are filed under, and the columns that make a Row. */
export interface ArchiveKind<Row extends ArchiveRow> {
  readonly relation: 'tags' | 'authors';
  readonly slugs: 'tag' | 'author';
  readonly columns: readonly (keyof Row & string)[];
}

export const TAGS: ArchiveKind<TagRow> = {
  relation: 'tags',
  slugs: 'tag',
  columns: ['id', 'slug', 'name', 'description'],
};
export const AUTHORS: ArchiveKind<AuthorRow> = {
  relation: 'authors',
  slugs: 'author',
  columns: ['id', 'slug', 'name', 'bio'],
};

const columnsOf = ({ columns }: { readonly columns: readonly string[] }): Sql =>
  raw(
    [...columns.map((column) => `archive.${column}`), 'archive.article_count AS "articleCount"'].join(', '),
  );

const ID = { expression: raw('archive.id'), type: 'text' } as const;
const NAME = { expression: raw('archive.name'), type: 'text' } as const;
const COUNT = { expression: raw('archive.article_count'), type: 'int8', descending: true } as const;

/** An order of archives, and an archive's place in it. */
export interface ArchiveOrder {
  readonly keyset: Keyset;
  readonly placeOf: (archive: ArchiveRow) => readonly string[];
}

export const BY_NAME: ArchiveOrder = {
  keyset: { name: 'name', columns: [NAME, ID] },
  placeOf: ({ name, id }) => [name, id],
};
export const BY_ARTICLE_COUNT: ArchiveOrder = {
  keyset: { name: 'count', columns: [COUNT, NAME, ID] },
  placeOf: ({ articleCount, name, id }) => [String(articleCount), name, id],
};

export async function archiveFor<Row extends ArchiveRow>(
  database: DeliveryDatabase,
  context: DeliveryContext,
  kind: ArchiveKind<Row>,
  args: LookupArgs,
): Promise<Row | null> {
  const given = exactlyOne(args);
  if ('id' in given) return archiveWithId(database, context, kind, given.id);
  const relations = relationsOf(context.viewpoint);
  dependsOn(context, [slugKey(kind.slugs, given.slug)]);
  const [archive] = await database.query<Row>(sql`
    SELECT ${columnsOf(kind)} FROM ${relations.slugs} s JOIN ${relations[kind.relation]} archive ON archive.id = s.id
    WHERE s.kind = ${kind.slugs} AND s.slug = ${given.slug}`);
  if (archive) dependsOn(context, [archive.id]);
  return archive ?? null;
}

/** All that one request asks for by id is one statement a kind. */
export function archiveWithId<Row extends ArchiveRow>(
  database: DeliveryDatabase,
  context: DeliveryContext,
  kind: ArchiveKind<Row>,
  id: string,
): Promise<Row | null> {
  const relation = relationsOf(context.viewpoint)[kind.relation];
  dependsOn(context, [id]);
  const loader = context.loaders.of<string, Row | null>(kind, async (ids) => {
    const rows = await database.query<Row>(
      sql`SELECT ${columnsOf(kind)} FROM ${relation} archive WHERE archive.id = ANY(${ids})`,
    );
    return inOrderOf(ids, rows, (row) => row.id);
  });
  return loader.load(id);
}

export function pageOfArchives<Row extends ArchiveRow>(
  database: DeliveryDatabase,
  context: DeliveryContext,
  kind: ArchiveKind<Row>,
  page: Page,
  keyset: Keyset,
): Promise<Row[]> {
  dependsOn(context, [SITE, kind.relation]);
  return database.query<Row>(sql`
    SELECT ${columnsOf(kind)} FROM ${relationsOf(context.viewpoint)[kind.relation]} archive
    WHERE true${between(page, keyset)} ${ordered(page, keyset)}`);
}

export async function countArchives(
  database: DeliveryDatabase,
  { viewpoint }: DeliveryContext,
  { relation }: Pick<ArchiveKind<ArchiveRow>, 'relation'>,
): Promise<number> {
  const [counted] = await database.query<{ total: number }>(
    sql`SELECT count(*) AS total FROM ${relationsOf(viewpoint)[relation]} archive`,
  );
  return counted?.total ?? 0;
}
