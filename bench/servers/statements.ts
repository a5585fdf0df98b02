// (b)'s prepared statements, one for each operation: PostgreSQL builds the whole response as JSON. The ids of a page come
// first, from an index alone; only the rows of the page are joined.

const isoInstant = (column: string) =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const namedEntities = (kind: 'author' | 'tag') => `
  (SELECT coalesce(json_agg(json_build_object('slug', t.slug, 'name', t.name) ORDER BY at.position), '[]')
   FROM bench.article_${kind}s at JOIN bench.${kind}s t ON t.id = at.${kind}_id WHERE at.article_id = a.id)`;

const SUMMARY_FIELDS = `
  'title', a.title, 'excerpt', a.excerpt, 'publishedAt', ${isoInstant('a.published_at')},
  'authors', ${namedEntities('author')}, 'tags', ${namedEntities('tag')}`;

const BODY_FIELD = `'body', json_build_object('html', a.html)`;

const ARTICLES_PAGE = `
  WITH page AS (
    SELECT id, published_at, row_number() OVER (ORDER BY published_at DESC, id DESC) AS n
    FROM (SELECT id, published_at FROM bench.articles WHERE published_at <= now()
          ORDER BY published_at DESC, id DESC LIMIT 21 OFFSET $1::int) ids
  )
  SELECT json_build_object('data', json_build_object('articles', json_build_object(
    'nodes', (SELECT coalesce(json_agg(json_build_object('id', a.id, 'slug', a.slug, ${SUMMARY_FIELDS}) ORDER BY page.n), '[]')
              FROM page JOIN bench.articles a ON a.id = page.id WHERE page.n <= 20),
    'pageInfo', json_build_object(
      'hasNextPage', EXISTS (SELECT FROM page WHERE n = 21),
      'endCursor', (
        SELECT translate(encode(convert_to('["newest","' || ${isoInstant('published_at')} || '","' || id || '"]', 'UTF8'),
                                'base64'), E'+/=\\n', '-_')
        FROM (SELECT id, published_at FROM page WHERE n <= 20 ORDER BY n DESC LIMIT 1) last_on_page)))))::text AS response`;

export const STATEMENTS = {
  Q1: `
    SELECT json_build_object('data', json_build_object('article', (
      SELECT json_build_object(${SUMMARY_FIELDS}, ${BODY_FIELD}) FROM bench.articles a
      WHERE a.slug = $1 AND a.published_at <= now())))::text AS response`,
  Q2: ARTICLES_PAGE,
  Q3: `
    SELECT json_build_object('data', json_build_object('tag', (
      SELECT json_build_object('name', tag.name, 'articles', json_build_object('nodes', (
        SELECT coalesce(json_agg(json_build_object('slug', a.slug, ${SUMMARY_FIELDS}, ${BODY_FIELD})
                                 ORDER BY page.published_at DESC, page.article_id DESC), '[]')
        FROM (SELECT article_id, published_at FROM bench.article_tags
              WHERE tag_id = tag.id AND published_at <= now()
              ORDER BY published_at DESC, article_id DESC LIMIT 10) page
        JOIN bench.articles a ON a.id = page.article_id)))
      FROM bench.tags tag WHERE tag.slug = $1)))::text AS response`,
  Q4: ARTICLES_PAGE,
} as const;
