// What ArticleWhere means: an article is in every group when it stands in at least one list of each. A slug, a former
// one too, names a list; one that names nothing names a list in which nothing stands.
import sql, { empty, join, type Sql } from 'sql-template-tag';
import { badUserInput, type FieldError } from '../../domain/errors.js';
import type { ArticleWhere } from '../../graphql/generated/delivery.js';
import { SITE, slugTag } from '../cache/cache-tags.js';
import type { CompileContext } from '../compiler/compile-context.js';
import { MAX_SLUG_LENGTH } from '../compiler/lookup.js';
import type { Relations } from '../compiler/perspective.js';

const SLUG_LISTS = ['tags', 'anyTag', 'authors'] as const;
/** In one list. */
const MAX_SLUGS = 20;

export interface ArticleFilter {
  /** Ids of lists; the group in which the fewest articles stand comes first, and there is always one. */
  readonly groups: readonly [readonly string[], ...(readonly string[])[]];
  readonly publishedFrom?: Date | null;
  readonly publishedTo?: Date | null;
}

interface NamedList {
  readonly kind: 'tag' | 'author';
  readonly slug: string;
  readonly id: string;
  readonly size: number;
}

/** One statement where slugs are given, else none. */
export async function articleFilter(
  context: CompileContext,
  where: ArticleWhere | null | undefined,
): Promise<ArticleFilter> {
  const { tags, anyTag, authors } = slugsOf(where ?? {});
  const { publishedFrom, publishedTo } = where ?? {};
  const tagSlugs = [...(tags ?? []), ...(anyTag ?? [])];
  context.addTags(
    ...tagSlugs.map((slug) => slugTag('tag', slug)),
    ...(authors ?? []).map((slug) => slugTag('author', slug)),
  );
  const lists = await listsNamed(context, tagSlugs, authors ?? []);
  const named = (kind: NamedList['kind'], slugs: readonly string[]) =>
    lists.filter((list) => list.kind === kind && slugs.includes(list.slug));
  const groups = [
    ...(tags ?? []).map((slug) => named('tag', [slug])),
    ...(authors ?? []).map((slug) => named('author', [slug])),
    ...(anyTag ? [named('tag', anyTag)] : []),
  ].sort((one, other) => sizeOf(one) - sizeOf(other));
  const [smallest, ...rest] = groups.map((group) => [...new Set(group.map((list) => list.id))]);
  return { groups: [smallest ?? [SITE], ...rest], publishedFrom, publishedTo };
}

/**
 * The lists of slugs, each slug once: as many lists would be joined as there are slugs.
 * @throws BAD_USER_INPUT for every list that is too long, and every one with a slug that is
 */
function slugsOf(where: ArticleWhere): Partial<Record<(typeof SLUG_LISTS)[number], string[]>> {
  const faults: FieldError[] = [];
  const lists = SLUG_LISTS.map((name) => {
    const slugs = where[name] && [...new Set(where[name])];
    const fault = (message: string) => faults.push({ path: ['where', name], message: `${name} ${message}` });
    if ((slugs?.length ?? 0) > MAX_SLUGS) fault(`may name ${MAX_SLUGS} slugs at most.`);
    if (slugs?.some((slug) => slug.length > MAX_SLUG_LENGTH))
      fault(`may have slugs of ${MAX_SLUG_LENGTH} characters at most.`);
    return [name, slugs ?? undefined] as const;
  });
  if (faults.length > 0) throw badUserInput(faults);
  return Object.fromEntries(lists);
}

const sizeOf = (group: readonly NamedList[]) => group.reduce((sum, list) => sum + list.size, 0);

async function listsNamed(
  context: CompileContext,
  tags: readonly string[],
  authors: readonly string[],
): Promise<NamedList[]> {
  if (tags.length + authors.length === 0) return [];
  const { slugs, counts } = context.relations;
  return context.query<NamedList>(sql`
    SELECT s.kind, s.slug, s.id, c.article_count AS size FROM ${slugs} s JOIN ${counts} c ON c.id = s.id
    WHERE c.article_count > 0 AND (
      (s.kind = 'tag' AND s.slug = ANY(${tags})) OR (s.kind = 'author' AND s.slug = ANY(${authors})))`);
}

/** The list whose stored count is the filter's, where the filter is one list and nothing else. */
export function onlyListOf({ groups, publishedFrom, publishedTo }: ArticleFilter): string | undefined {
  const [[only, another], ...rest] = groups;
  return another === undefined && rest.length === 0 && !publishedFrom && !publishedTo ? only : undefined;
}

/**
 * The conditions on a row of listings or articles that it is in these groups, and published in time; begins with AND,
 * or is empty.
 */
export function within(
  { listings }: Relations,
  { publishedFrom, publishedTo }: ArticleFilter,
  groups: ArticleFilter['groups'][number][],
  row: Sql,
): Sql {
  const conditions = [
    ...groups.map(
      (group) => sql`
      AND EXISTS (
        SELECT 1 FROM ${listings} other
        WHERE other.list_id = ANY(${group}) AND other.publication_id = ${row}.publication_id)`,
    ),
    ...(publishedFrom ? [sql` AND ${row}.published_at >= ${publishedFrom.toISOString()}::timestamptz`] : []),
    ...(publishedTo ? [sql` AND ${row}.published_at < ${publishedTo.toISOString()}::timestamptz`] : []),
  ];
  return conditions.length > 0 ? join(conditions, '') : empty;
}
