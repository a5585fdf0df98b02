// Every kind of operation that delivery serves, on a newsroom whose ids and slugs are known.
export type QueryAndVariables = readonly [query: string, variables: object];

interface Named {
  readonly id: string;
  readonly slug: string;
}

const ARTICLE =
  'id slug title publishedAt updatedAt authors { id slug name bio } tags { id slug name description }';
const PAGE = `totalCount pageInfo { hasNextPage hasPreviousPage endCursor } nodes { ${ARTICLE} }`;

/** Of a newsroom whose articles have the slugs `article-0` and so on, or one of `article-a`, `article-b` and `article-c`. */
export function deliveryQueries(newsroom: {
  readonly ids: readonly string[];
  readonly tags: readonly Named[];
  readonly authors: readonly Named[];
}): QueryAndVariables[] {
  const { ids, tags, authors } = newsroom;
  const [tag, other] = tags.map(({ slug }) => slug);
  const [author] = authors.map(({ slug }) => slug);
  const list = (where: object, args = ''): QueryAndVariables => [
    `query ($where: ArticleWhere) { articles(first: 3, where: $where ${args}) { ${PAGE} } }`,
    { where },
  ];
  const bySlug =
    (field: string, selection: string) =>
    (slug: string): QueryAndVariables => [
      `query ($slug: String) { ${field}(slug: $slug) { ${selection} } }`,
      { slug },
    ];
  const listing = `id slug name articleCount articles(first: 2) { totalCount nodes { ${ARTICLE} } }`;

  return [
    ...['article-0', 'article-1', 'article-a', 'article-b', 'article-c'].map(bySlug('article', ARTICLE)),
    ...ids
      .slice(0, 2)
      .map((id): QueryAndVariables => [`query ($id: ID) { article(id: $id) { ${ARTICLE} } }`, { id }]),
    ['{ articles { nodes { title } } }', {}],
    ['{ articles { totalCount } }', {}],
    ['{ articles(last: 2) { edges { cursor node { slug } } pageInfo { startCursor hasPreviousPage } } }', {}],
    [
      '{ articles(first: 1) { nodes { tags { articleCount articles { nodes { title authors { name } } } } } } }',
      {},
    ],
    ['{ articles(orderBy: OLDEST, first: 2) { nodes { title } } }', {}],
    ['{ articles(orderBy: RECENTLY_UPDATED, first: 2) { nodes { title body { text } } } }', {}],
    list({ tags: [tag] }),
    list({ tags: [tag, other] }),
    list({ tags: ['tag-a'], authors: [author] }),
    list({ anyTag: [tag, other, 'tag-b'] }, ', orderBy: RECENTLY_UPDATED'),
    list({ authors: [author] }),
    list({ authors: ['author-a'], anyTag: [tag] }),
    list({ publishedFrom: new Date(Date.now() + 2000).toISOString() }),
    list({ publishedTo: new Date(Date.now() + 2000).toISOString(), tags: [other] }),
    ...tags
      .map(({ slug }) => slug)
      .concat('tag-a', 'tag-b')
      .map(bySlug('tag', listing)),
    ...[author ?? '', 'author-a'].map(bySlug('author', `bio ${listing}`)),
    [`query ($id: ID) { tag(id: $id) { name } }`, { id: tags[1]?.id }],
    [
      `query ($id: ID) { author(id: $id) { articles(orderBy: OLDEST) { nodes { tags { name } } } } }`,
      { id: authors[1]?.id },
    ],
    ['{ tags { totalCount nodes { id name description } } }', {}],
    [
      '{ tags(orderBy: ARTICLE_COUNT, first: 2) { nodes { slug articleCount } pageInfo { hasNextPage } } }',
      {},
    ],
    ['{ authors { totalCount nodes { name articles(first: 1) { nodes { title } } } } }', {}],
    ['{ search(query: "tea") { totalCount edges { snippet node { title tags { name } } } } }', {}],
    [
      'query ($tag: String!) { search(query: "rail or steel", where: { tags: [$tag] }) { nodes { slug } } }',
      { tag },
    ],
    [
      `query ($ids: [ID!]!) { nodes(ids: $ids) {
        id ... on Article { title tags { name } } ... on Tag { name articleCount } ... on Author { name bio } } }`,
      { ids: [ids[2], tags[2]?.id, authors[2]?.id, ids[3]] },
    ],
    [
      'query ($id: ID!) { node(id: $id) { ... on Tag { slug articles { totalCount } } } }',
      { id: tags[3]?.id },
    ],
    ['query ($id: ID!) { node(id: $id) { ... on Article { authors { articleCount } } } }', { id: ids[4] }],
  ];
}
