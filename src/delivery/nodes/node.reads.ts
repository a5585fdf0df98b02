// Anything by its id, whose prefix says what it is: however many ids and types, one statement.
import sql, { join, raw, type Sql } from 'sql-template-tag';
import { badUserInput } from '../../domain/errors.js';
import { typeOfId } from '../../domain/identity.js';
import { AUTHORS, TAGS, type ArchiveKind } from '../archives/archive-kind.js';
import { archiveShape } from '../archives/archive.shape.js';
import { articleShape } from '../articles/article.shape.js';
import type { AskedField } from '../asked-field.js';
import type { Reads } from '../reading.js';
import type { Site } from '../site.js';
import type { Level, Select } from '../sql/level.js';

const MOST = 100;

const ARCHIVE_KINDS: Readonly<Record<string, ArchiveKind>> = { Tag: TAGS, Author: AUTHORS };

export const nodeReads: Reads<'node' | 'nodes'> = {
  node: (field, level, site) => {
    const { id } = field.args<{ id: string }>();
    site.dependsOn(id);
    const found = withId(field, level, site, typeOfId(id), sql`${id}`);
    return found ?? { json: sql`NULL::json`, keys: undefined, from: sql`` };
  },

  nodes: (field, level, site) => {
    const { ids } = field.args<{ ids: string[] }>();
    if (ids.length > MOST) {
      throw badUserInput([{ path: ['ids'], message: `ids may name ${MOST} at most, not ${ids.length}.` }]);
    }
    site.dependsOn(...ids);
    const node = raw('node.id');
    const found = [...new Set(ids.map(typeOfId))].flatMap((type) => {
      const select = withId(field, level.below(), site, type, node);
      return select === undefined ? [] : [level.nested(select)];
    });
    const json: Sql = found.length > 0 ? sql`coalesce(${join(found)})` : sql`NULL::json`;
    return level.all(
      sql`coalesce(json_agg(${json} ORDER BY node.place), '[]')`,
      sql`unnest(${ids}::text[]) WITH ORDINALITY AS node (id, place)`,
    );
  },
};

/** undefined where delivery has no such type. */
function withId(
  field: AskedField,
  level: Level,
  site: Site,
  type: string | undefined,
  id: Sql,
): Select | undefined {
  if (type === 'Article') {
    const from = sql`${site.relations.articles} a`;
    return level.one(articleShape(field, level, site), from, sql`WHERE a.article_id = ${id}`);
  }
  const kind = ARCHIVE_KINDS[type ?? ''];
  if (kind === undefined) return undefined;
  level.dependsOn(raw('archive.id'));
  const from = sql`${site.relations[kind.relation]} archive`;
  return level.one(archiveShape(field, kind, level, site), from, sql`WHERE archive.id = ${id}`);
}
