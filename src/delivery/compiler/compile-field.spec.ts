// Which statements operations are compiled to, and which variables share a plan. Without a database: the tests return the
// rows.
import type { Sql } from 'sql-template-tag';
import { articlesOf } from '../articles/articles.connection.js';
import { compileField, type CompiledField } from './compile-field.js';
import type { Perspective } from './perspective.js';
import { Placeholder, resolvePlaceholder } from './placeholder.js';
import { FIELD_COMPILERS } from '../field-compilers.js';
import { buildDeliverySchema } from '../schema.js';
import { isStatement, type CompiledOperation, type Plan } from '../operations/compiled-operation.js';
import { OperationCache } from '../operations/operation-cache.js';

const schema = buildDeliverySchema();
const cache = new OperationCache(schema);

const operationOf = (text: string): CompiledOperation => {
  const operation = cache.get(text).operations.get('');
  if (operation === undefined) throw new Error('The document has more than one operation.');
  return operation;
};

/** Two tags of the given sizes, for filters by slug. */
const LISTS = [
  { kind: 'tag', slug: 'tea', id: 'tag_1', size: 90 },
  { kind: 'tag', slug: 'rail', id: 'tag_2', size: 5 },
];

function planOf(text: string, variables: object = {}, perspective: Perspective = 'live'): Promise<Plan> {
  const operation = operationOf(text);
  const query = async <Row extends object>(_: Sql) => LISTS as object[] as Row[];
  return operation.plan(perspective, operation.coerceVariables({ ...variables }), (field) =>
    compileField(field, { compilers: FIELD_COMPILERS, articlesOf, perspective, query }),
  );
}

async function statementsOf(...asked: Parameters<typeof planOf>): Promise<CompiledField[]> {
  const { fields } = await planOf(...asked);
  return fields.map(({ result }) => {
    if (!isStatement(result)) throw result;
    return result;
  });
}

/** A statement as the snapshots have it. */
const shown = ({ text, values, tags }: CompiledField): string => {
  const show = (value: unknown) => (value instanceof Placeholder ? 'a variable' : JSON.stringify(value));
  const sql = text.replace(/\s+/g, ' ').replace(/ (FROM|WHERE|LEFT JOIN|CROSS JOIN|ORDER BY) /g, '\n$1 ');
  return [sql, `values: ${values.map(show).join(', ')}`, `tags: ${tags.map(show).join(', ')}`].join('\n');
};

test.each<[string, string, object?]>([
  [
    'an article by slug',
    'query ($slug: String) { article(slug: $slug) { id title body { html } authors { name } tags { slug } } }',
    { slug: 'tea' },
  ],
  ['an article by a literal id', '{ article(id: "art_1") { __typename seo { title } publishedAt } }'],
  [
    'the newest articles',
    '{ articles(first: 20) { nodes { slug } pageInfo { hasNextPage endCursor } totalCount } }',
  ],
  [
    'a page after a cursor',
    'query ($after: String) { articles(first: 2, after: $after) { edges { cursor node { title } } } }',
    { after: Buffer.from('["newest","2026-11-23T09:00:00.000Z","art_1"]').toString('base64url') },
  ],
  [
    'articles with two tags',
    'query ($where: ArticleWhere) { articles(where: $where) { nodes { id } } }',
    { where: { tags: ['tea', 'rail'] } },
  ],
  [
    'a tag with its articles',
    '{ tag(slug: "tea") { name articleCount articles(last: 3) { nodes { id } } } }',
  ],
  ['tags by their number of articles', '{ tags(orderBy: ARTICLE_COUNT) { nodes { name } } }'],
  ['a search', '{ search(query: "tea") { edges { snippet node { title } } } }'],
  ['nodes of several types', '{ nodes(ids: ["art_1", "tag_1"]) { id ... on Article { title } } }'],
])('%s is compiled to one statement', async (_what, text, variables = {}) => {
  const statements = await statementsOf(text, variables);
  expect(statements.map(shown).join('\n\n')).toMatchSnapshot();
});

test.each([
  ['article', 'delivery.preview_'],
  ['site', 'delivery.as_of_'],
] as const)(
  'a preview of the %s is compiled to the same statement over %s…, without cache tags',
  async (perspective, prefix) => {
    const text = '{ article(slug: "tea") { title } tags { nodes { articleCount } } }';
    const [live, preview] = [await statementsOf(text), await statementsOf(text, {}, perspective)];
    const inPreview = ({ text: sql }: CompiledField) =>
      sql.replaceAll('delivery.live_', prefix).replace(/AS json, .* AS tags/, 'AS json, NULL AS tags');
    expect(preview.map((statement) => statement.text)).toEqual(live.map(inPreview));
  },
);

test('pages of a site as of an instant are read from that instant on', async () => {
  const [page] = await statementsOf(
    '{ articles(first: 2, orderBy: RECENTLY_UPDATED) { nodes { id } } }',
    {},
    'site',
  );
  expect(page?.text).toContain('listing.live_from <= (SELECT at FROM delivery.as_of_instant)');
});

test('each perspective has a plan of its own, which all previews of a kind share', async () => {
  const text = 'query ($slug: String) { article(slug: $slug) { title } }';
  const plan = await planOf(text, { slug: 'tea' }, 'site');
  expect(operationOf(text).cachedPlan('site', { slug: 'rail' })).toBe(plan);
  expect(operationOf(text).cachedPlan('article', { slug: 'rail' })).toBeUndefined();
});

test('a variable that becomes a bind parameter shares one plan among all its values', async () => {
  const text = 'query ($slug: String) { article(slug: $slug) { title } }';
  const plan = await planOf(text, { slug: 'tea' });
  expect(operationOf(text).cachedPlan('live', { slug: 'rail' })).toBe(plan);
  const { result } = plan.fields[0] ?? {};
  const values = result !== undefined && isStatement(result) ? result.values : [];
  expect(values.map((value) => resolvePlaceholder(value, { slug: 'rail' }))).toEqual(['rail']);
});

test('ids of one type share the plan of a node, and its tag is that of the request', async () => {
  const text = 'query ($id: ID!) { node(id: $id) { id ... on Article { title } } }';
  const plan = await planOf(text, { id: 'art_1' });
  expect(operationOf(text).cachedPlan('live', { id: 'art_2' })).toBe(plan);
  const [statement] = await statementsOf(text, { id: 'art_1' });
  const resolved = (values: readonly unknown[] = []) =>
    values.map((value) => resolvePlaceholder(value, { id: 'art_2' }));
  expect([resolved(statement?.values), resolved(statement?.tags)]).toEqual([['art_2'], ['art_2']]);
});

test.each([
  ['a list', 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', (id: string) => ({ ids: ['tag_1', id] })],
  ['a list of variables', 'query ($id: ID!) { nodes(ids: ["tag_1", $id]) { id } }', (id: string) => ({ id })],
])('%s of other ids shares the plan of nodes, and its tags are those of the request', async (_, text, of) => {
  const plan = await planOf(text, of('art_1'));
  expect(operationOf(text).cachedPlan('live', of('usr_2'))).toBe(plan);
  const [statement] = await statementsOf(text, of('art_1'));
  const resolved = (values: readonly unknown[] = []) =>
    values.map((value) => resolvePlaceholder(value, of('usr_2')));
  expect([resolved(statement?.values), resolved(statement?.tags)]).toEqual([
    [['tag_1', 'usr_2']],
    [['tag_1', 'usr_2']],
  ]);
});

test('that an operation asks for too much is remembered for the same page size', async () => {
  const text =
    'query ($n: Int) { tags(first: $n) { nodes { articles(first: $n) { nodes { slug title excerpt id } } } } }';
  await expect(planOf(text, { n: 100 })).rejects.toMatchObject({ status: 400 });
  expect(() => operationOf(text).cachedPlan('live', { n: 100 })).toThrow(
    expect.objectContaining({ errors: [expect.objectContaining({ code: 'QUERY_TOO_COMPLEX' })] }),
  );
  expect((await planOf(text, { n: 10 })).isCostly).toBe(false);
});

test.each([
  ['a search', '{ search(query: "tea") { totalCount } }', true],
  [
    'a page of articles with their bodies',
    '{ articles(first: 100) { nodes { title body { html } } } }',
    false,
  ],
])('%s is costly, or is not', async (_, text, isCostly) => {
  expect((await planOf(text)).isCostly).toBe(isCostly);
});

test.each(['totalCount', 'nodes { id }', '__typename'])(
  'searches for other words share the plan of search { %s }, which refuses a blank one',
  async (selection) => {
    const text = `query ($words: String!) { search(query: $words) { ${selection} } }`;
    const plan = await planOf(text, { words: 'tea' });
    expect(operationOf(text).cachedPlan('live', { words: 'rail' })).toBe(plan);
    const [statement] = await statementsOf(text, { words: 'tea' });
    const blank = () => statement?.unused.map((value) => resolvePlaceholder(value, { words: ' ' }));
    expect(blank).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
  },
);

test.each([
  ['a page size', 'query ($n: Int) { articles(first: $n) { nodes { id } } }', { n: 1 }, { n: 2 }],
  [
    'an order',
    'query ($o: ArticleOrder!) { articles(orderBy: $o) { nodes { id } } }',
    { o: 'NEWEST' },
    { o: 'OLDEST' },
  ],
  [
    'a condition',
    'query ($if: Boolean!) { tags { totalCount nodes @include(if: $if) { id } } }',
    { if: true },
    { if: false },
  ],
  [
    'null',
    'query ($slug: String, $id: ID) { article(slug: $slug, id: $id) { id } }',
    { slug: 'tea', id: null },
    { slug: null, id: 'art_1' },
  ],
  ['the type of a node', 'query ($id: ID!) { node(id: $id) { id } }', { id: 'art_1' }, { id: 'tag_1' }],
  [
    'a page size in a branch that this id does not take',
    'query ($id: ID!, $n: Int) { node(id: $id) { ... on Tag { articles(first: $n) { totalCount } } } }',
    { id: 'art_1', n: 1 },
    { id: 'art_1', n: 100 },
  ],
])('a plan depends on %s', async (_what, text, one, other) => {
  const plan = await planOf(text, one);
  const operation = operationOf(text);
  expect(operation.cachedPlan('live', operation.coerceVariables(one))).toBe(plan);
  expect(operation.cachedPlan('live', operation.coerceVariables(other))).toBeUndefined();
});

test.each([
  ['one that was compiled from rows', '{ articles(where: { tags: ["tea"] }) { totalCount } }'],
  ['one that asks about the schema', '{ __schema { queryType { name } } }'],
  ['one whose arguments are invalid', '{ articles(first: 0) { totalCount } }'],
])('the plan of %s is not cached', async (_what, text) => {
  await planOf(text);
  expect(operationOf(text).cachedPlan('live', {})).toBeUndefined();
});

test('a cached plan counts what it holds, and holds no variable of the request that it was compiled for', async () => {
  const long = 'x'.repeat(100_000);
  const plan = await planOf('query ($slug: String) { article(slug: $slug) { id } }', { slug: long });
  expect(plan.bytes).toBeLessThan(10_000);
  expect(plan.fields[0]?.field.variableValues).toEqual({});
  expect((await planOf(`{ article(slug: "${long}") { id } }`)).bytes).toBeGreaterThan(long.length);
});

test('an invalid cursor is located at its own field, in any request', async () => {
  const text = 'query ($after: String) { tag(slug: "tea") { articles(after: $after) { nodes { id } } } }';
  const after = Buffer.from('["newest","2026-11-23T09:00:00.000Z","art_1"]').toString('base64url');
  const [statement] = await statementsOf(text, { after });
  const parameter = statement?.values.find((value) => value instanceof Placeholder);
  expect(() => resolvePlaceholder(parameter, { after: 'none' })).toThrow(
    expect.objectContaining({ path: ['tag', 'articles'], locations: [expect.anything()] }),
  );
});
