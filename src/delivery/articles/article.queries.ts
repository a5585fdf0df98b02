// Articles by what finds them, and which of their columns a query asks for. Which articles there are for this viewpoint
// is the relations' answer.
import type { GraphQLResolveInfo } from 'graphql';
import sql, { raw, type Sql } from 'sql-template-tag';
import type { DeliveryDatabase } from '../../database/delivery.database.js';
import { inOrderOf } from '../../graphql/loaders.js';
import type { DeliveryContext } from '../delivery-context.js';
import { dependsOn, showsArticles, slugKey } from '../dependencies.js';
import type { ArticleRow } from '../rows.js';
import { fieldsAt } from '../selection.js';
import { relationsOf } from '../viewpoint.js';

/** What every list needs for its cursors. */
const ALWAYS = ['a.article_id AS id', 'a.published_at AS "publishedAt"', 'a.live_from AS "updatedAt"'];
const OWN = {
  slug: 'a.slug',
  title: 'a.title',
  excerpt: 'a.excerpt',
  authors: 'a.authors',
  tags: 'a.tags',
};
const BODY = {
  markdown: 'a.markdown',
  html: 'a.html',
  text: 'a.text',
  wordCount: 'a.word_count AS "wordCount"',
  readingMinutes: 'a.reading_minutes AS "readingMinutes"',
};
const SEO = {
  title: 'a.seo_title AS "seoTitle"',
  description: 'a.seo_description AS "seoDescription"',
  canonicalUrl: 'a.canonical_url AS "canonicalUrl"',
};

/** Where the articles of a connection stand below its field. */
export const IN_CONNECTION = [['nodes'], ['edges', 'node']];

/**
 * The columns of `a`, an articles relation, that an ArticleRow needs to answer the query.
 * @param paths where articles stand below the field that is being resolved
 */
export function articleColumns(
  info: GraphQLResolveInfo,
  paths: readonly (readonly string[])[] = [[]],
  typeName?: 'Article',
): Sql {
  const asked = (columns: Readonly<Record<string, string>>, ...below: string[]) => {
    const fields = new Set(paths.flatMap((path) => [...fieldsAt(info, [...path, ...below], typeName)]));
    return Object.entries(columns)
      .filter(([field]) => fields.has(field))
      .map(([, column]) => column);
  };
  return raw([...ALWAYS, ...asked(OWN), ...asked(BODY, 'body'), ...asked(SEO, 'seo')].join(', '));
}

export async function articleAtSlug(
  database: DeliveryDatabase,
  context: DeliveryContext,
  slug: string,
  columns: Sql,
): Promise<ArticleRow | null> {
  const { articles, slugs } = relationsOf(context.viewpoint);
  dependsOn(context, [slugKey('article', slug)]);
  const rows = await database.query<ArticleRow>(sql`
    SELECT ${columns} FROM ${slugs} s JOIN ${articles} a ON a.article_id = s.id
    WHERE s.kind = 'article' AND s.slug = ${slug}`);
  return showsArticles(context, rows)[0] ?? null;
}

/** All that one request asks for by id with the same columns is one statement. */
export function articleWithId(
  database: DeliveryDatabase,
  context: DeliveryContext,
  id: string,
  columns: Sql,
): Promise<ArticleRow | null> {
  const { articles } = relationsOf(context.viewpoint);
  dependsOn(context, [id]);
  const loader = context.loaders.of<string, ArticleRow | null>(`articles: ${columns.sql}`, async (ids) => {
    const rows = await database.query<ArticleRow>(
      sql`SELECT ${columns} FROM ${articles} a WHERE a.article_id = ANY(${ids})`,
    );
    return inOrderOf(ids, showsArticles(context, rows), (row) => row.id);
  });
  return loader.load(id);
}
