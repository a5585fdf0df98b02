// The fields of the query that give tags and authors. The relations hold only those that have a live article.
import sql, { raw } from 'sql-template-tag';
import type { TagOrder } from '../../graphql/generated/delivery.js';
import { between, ordered, pageOf, type ConnectionArgs, type Keyset } from '../../graphql/paging.js';
import type { AskedField } from '../asked-field.js';
import { ARCHIVES, listKey, SITE } from '../dependencies.js';
import { lookup, type LookupArgs } from '../lookup.js';
import type { Read, Reads } from '../reading.js';
import type { Site } from '../site.js';
import { connection, positionIn } from '../sql/connection.js';
import type { Level, Select } from '../sql/level.js';
import { AUTHORS, TAGS, type ArchiveKind } from './archive-kind.js';
import { archiveShape } from './archive.shape.js';

const ID = { expression: raw('archive.id'), type: 'text' } as const;
const NAME = { expression: raw('archive.name'), type: 'text' } as const;
const COUNT = { expression: raw('archive.article_count'), type: 'int8', descending: true } as const;

const ORDERS: Readonly<Record<TagOrder, Keyset>> = {
  NAME: { name: 'name', columns: [NAME, ID] },
  ARTICLE_COUNT: { name: 'count', columns: [COUNT, NAME, ID] },
};

export const archiveReads: Reads<'tag' | 'tags' | 'author' | 'authors'> = {
  tag: oneOf(TAGS),
  author: oneOf(AUTHORS),
  tags: (field, level, site) => {
    const { orderBy } = field.args<{ orderBy: TagOrder }>();
    return pageOfArchives(field, level, site, TAGS, ORDERS[orderBy]);
  },
  authors: (field, level, site) => pageOfArchives(field, level, site, AUTHORS, ORDERS.NAME),
};

function oneOf(kind: ArchiveKind): Read {
  return (field, level, site) => {
    const row = { relation: sql`${site.relations[kind.relation]} archive`, id: ID.expression };
    const { from, where } = lookup(field.args<LookupArgs>(), kind.slugs, row, site);
    level.dependsOn(ID.expression);
    return level.one(archiveShape(field, kind, level, site), from, where);
  };
}

function pageOfArchives(
  field: AskedField,
  level: Level,
  site: Site,
  kind: ArchiveKind,
  keyset: Keyset,
): Select {
  const page = pageOf(field.args<ConnectionArgs>(), keyset);
  const relation = site.relations[kind.relation];
  site.dependsOn(listKey(SITE), ARCHIVES[kind.relation]);
  return connection(field, level, {
    type: `${kind.type}Connection`,
    page,
    keyset,
    place: keyset.columns.map((column) => column.expression),
    rows: (limit, numbered) => sql`(
      SELECT *${numbered ? positionIn(page, keyset) : raw('')} FROM (
        SELECT archive.* FROM ${relation} archive
        WHERE true${between(page, keyset)} ${ordered(page, keyset, limit)}
      ) archive) archive`,
    row: raw('archive'),
    node: (part) => {
      level.dependsOn(ID.expression);
      return archiveShape(part, kind, level, site);
    },
    total: () => sql`(SELECT count(*) FROM ${relation} archive)`,
  });
}
