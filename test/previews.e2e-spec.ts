import jwt from 'jsonwebtoken';
import { previewToken } from '../src/graphql/preview-token.js';
import { startApp, TEST_SECRET, type TestApp } from './support/app.js';
import { asOwner } from './support/database.js';
import { ask } from './support/http.js';
import { codeOf, newsroomOf, type Newsroom, type ArticleState, type Person } from './support/newsroom.js';
import { userFixtures } from './support/user-fixtures.js';
import { MUTATIONS, word } from './support/tags-and-authors.js';

let app: TestApp;
let newsroom: Newsroom;
let writer: Person;
let editor: Person;
let byline: { authorIds: string[] };
beforeAll(async () => {
  app = await startApp();
  newsroom = newsroomOf(app);
});
beforeEach(async () => {
  [writer, editor] = await Promise.all([newsroom.person('WRITER'), newsroom.person('EDITOR')]);
  byline = { authorIds: [await newsroom.author(editor)] };
});
afterAll(() => app.close());

const CREATE = 'mutation ($input: CreatePreviewInput!) { createPreview(input: $input) { token expiresAt } }';
const preview = async (who: Person, input: object): Promise<string> =>
  (await newsroom.run(who, CREATE, { input })).createPreview.token;

/** What delivery shows of an article: alone, by slug and by id. */
async function shown({ id, working: { slug } }: ArticleState, token?: string) {
  const query = `query ($id: ID!, $slug: String!) {
    byId: article(id: $id) { id slug title updatedAt body { markdown } }
    bySlug: article(slug: $slug) { id title }
  }`;
  const { data, errors } = await app.delivery(query, { id, slug }, token);
  expect(errors).toBeUndefined();
  expect(data.bySlug?.title).toBe(data.byId?.title);
  return data.byId;
}

const tomorrow = () => new Date(Date.now() + 86_400_000);

describe('a preview of an article', () => {
  test('shows the draft wherever readers would find it, and only to who brings the token', async () => {
    const tag = await newsroom.tag(writer);
    const title = word();
    const draft = await newsroom.draft(writer, { ...byline, title, tagIds: [tag.id] });
    const token = await preview(writer, { articleId: draft.id });
    const query = `query ($id: ID!, $tag: String!, $author: ID!, $search: String!) {
      articles(first: 1) { nodes { id title authors { id } tags { id } } }
      tag(slug: $tag) { articleCount articles { totalCount nodes { id } } }
      author(id: $author) { articles { nodes { id } } }
      search(query: $search) { nodes { id } }
      node(id: $id) { id }
    }`;
    const variables = { id: draft.id, tag: tag.slug, author: byline.authorIds[0], search: title };
    const { data, headers } = await app.delivery(query, variables, token);
    const nodes = [{ id: draft.id }];
    expect(data).toEqual({
      articles: {
        nodes: [{ id: draft.id, title, authors: [{ id: byline.authorIds[0] }], tags: [{ id: tag.id }] }],
      },
      tag: { articleCount: 1, articles: { totalCount: 1, nodes } },
      author: { articles: { nodes } },
      search: { nodes },
      node: { id: draft.id },
    });
    expect(headers['cache-control']).toBe('private, no-store');
    expect(await shown(draft, token)).toMatchObject({ id: draft.id, title });

    expect(await shown(draft)).toBeNull();
    const public_ = await app.delivery(query, variables);
    expect(public_.data).toMatchObject({ tag: null, author: null, search: { nodes: [] }, node: null });
    expect(JSON.stringify(public_)).not.toContain(title);
  });

  test('is answered where the URL has more than one question mark', async () => {
    const title = word();
    const token = await preview(writer, {
      articleId: (await newsroom.draft(writer, { ...byline, title })).id,
    });
    const query = 'query($search: String!) { search(query: $search) { nodes { title } } }';
    const { body } = await ask(app.url, `/graphql?query=${query}&variables={"search":"who? ${title}"}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(body).toEqual({ data: { search: { nodes: [{ title }] } } });
  });

  test('shows the others as they are live', async () => {
    const live = await newsroom.published(writer, editor, byline);
    const edited = await newsroom.save(writer, live, { title: word() });
    const scheduled = await newsroom.schedule(
      editor,
      await newsroom.approved(writer, editor, byline),
      tomorrow(),
    );
    const otherDraft = await newsroom.draft(writer, byline);
    const token = await preview(writer, { articleId: (await newsroom.draft(writer, byline)).id });
    const now = await shown(live);
    expect(await shown(live, token)).toEqual(now);
    expect(now.title).not.toBe((await shown(edited, await preview(writer, { articleId: live.id }))).title);
    expect(await shown(scheduled, token)).toBeNull();
    expect(await shown(otherDraft, token)).toBeNull();
  });

  test('shows the working copy in place of what is live, at either slug', async () => {
    const live = await newsroom.published(writer, editor, byline);
    const [title, slug] = [word(), word()];
    const edited = await newsroom.save(writer, live, { title, slug });
    const token = await preview(writer, { articleId: live.id });
    const { data } = await app.delivery(
      'query ($old: String, $new: String) { old: article(slug: $old) { title } new: article(slug: $new) { title } }',
      { old: live.working.slug, new: slug },
      token,
    );
    expect(data).toEqual({ old: { title }, new: { title } });
    expect(await shown(edited, token)).toMatchObject({ title, slug });
    expect((await shown(live)).title).not.toBe(title);
  });

  test('shows the revision that it names, or the working copy at the time it was made', async () => {
    const first = await newsroom.draft(writer, { ...byline, title: 'First' });
    const second = await newsroom.save(writer, first, { title: 'Second' });
    const [atFirst, atWorking] = [
      await preview(editor, { articleId: first.id, revisionId: first.working.id }),
      await preview(editor, { articleId: first.id }),
    ];
    await newsroom.save(writer, second, { title: 'Third' });
    expect((await shown(first, atFirst)).title).toBe('First');
    expect((await shown(first, atWorking)).title).toBe('Second');
  });

  test('shows a draft that has neither title nor body nor author', async () => {
    const draft = await newsroom.draft(writer, { authorIds: [], title: '', body: '' });
    const query =
      'query ($id: ID!) { article(id: $id) { title slug excerpt body { html wordCount } authors { id } seo { title } } }';
    const { data, errors } = await app.delivery(
      query,
      { id: draft.id },
      await preview(writer, { articleId: draft.id }),
    );
    expect(errors).toBeUndefined();
    expect(data.article).toEqual({
      title: '',
      slug: '',
      excerpt: '',
      body: { html: '', wordCount: 0 },
      authors: [],
      seo: { title: '' },
    });
  });
});

describe('a preview of the site', () => {
  test('as of an instant past shows what was live then', async () => {
    const first = await newsroom.published(writer, editor, { ...byline, title: 'First' });
    const { updatedAt: firstLive } = await shown(first);
    const second = await newsroom.republished(writer, editor, first, { title: 'Second' });
    const { updatedAt: secondLive } = await shown(second);
    await newsroom.mutate(editor, 'unpublishArticle', 'TransitionInput', newsroom.on(second));
    expect(await shown(second)).toBeNull();

    const before = new Date(Date.parse(firstLive) - 1).toISOString();
    expect((await shown(first, await preview(editor, { asOf: firstLive }))).title).toBe('First');
    expect((await shown(first, await preview(editor, { asOf: secondLive }))).title).toBe('Second');
    expect(await shown(first, await preview(editor, { asOf: before }))).toBeNull();
  });

  test('as of an instant to come shows what is scheduled, and no draft', async () => {
    const at = tomorrow();
    const until = new Date(at.getTime() + 60_000);
    const live = await newsroom.published(writer, editor, byline);
    const draft = await newsroom.draft(writer, byline);
    const scheduled = await newsroom.schedule(editor, await newsroom.approved(writer, editor, byline), at, {
      until: until.toISOString(),
    });
    const token = await preview(editor, { asOf: at.toISOString() });
    expect(await shown(scheduled)).toBeNull();
    expect(await shown(scheduled, token)).toMatchObject({ id: scheduled.id, updatedAt: at.toISOString() });
    expect(await shown(live, token)).toMatchObject({ id: live.id });
    expect(await shown(draft, token)).toBeNull();
    expect(await shown(scheduled, await preview(editor, { asOf: until.toISOString() }))).toBeNull();
  });

  test('finds by its slug the tag that had it then, though it was merged into another since', async () => {
    const [into, from] = [await newsroom.tag(editor), await newsroom.tag(editor)];
    const article = await newsroom.published(writer, editor, { ...byline, tagIds: [from.id, into.id] });
    const { updatedAt: asOf } = await shown(article);
    await newsroom.mutate(editor, 'unpublishArticle', 'TransitionInput', newsroom.on(article));
    // Readers know both tags still, from another article.
    await newsroom.published(writer, editor, { ...byline, tagIds: [from.id, into.id] });
    await newsroom.run(editor, MUTATIONS.mergeTags, { input: { fromId: from.id, intoId: into.id } });

    const query =
      'query ($from: String!, $into: String!) { from: tag(slug: $from) { id } into: tag(slug: $into) { id } }';
    const variables = { from: from.slug, into: into.slug };
    const { data } = await app.delivery(query, variables, await preview(editor, { asOf }));
    expect(data).toEqual({ from: { id: from.id }, into: { id: into.id } });
    const { data: now } = await app.delivery(query, variables);
    expect(now).toEqual({ from: { id: into.id }, into: { id: into.id } });
  });

  test('can be created by editors only', async () => {
    const input = { asOf: '2026-11-23T09:00:00.000Z' };
    const refused = await newsroom.ask(writer, CREATE, { input });
    expect(codeOf(refused)).toBe('FORBIDDEN');
    expect(refused.errors?.[0]?.extensions.blockedBy).toMatchObject([{ code: 'ROLE_REQUIRED' }]);
    expect(codeOf(await newsroom.ask(await newsroom.person('ADMIN'), CREATE, { input }))).toBeUndefined();
  });
});

describe('createPreview refuses', () => {
  test.each([
    [{}, ['articleId', 'asOf']],
    [{ articleId: 'art_x', asOf: '2026-11-23T09:00:00.000Z' }, ['articleId', 'asOf']],
    [{ revisionId: 'rev_x' }, ['articleId', 'asOf', 'revisionId']],
    [{ revisionId: 'rev_x', asOf: '2026-11-23T09:00:00.000Z' }, ['revisionId']],
    [{ articleId: 'art_x', expiresInSeconds: 0 }, ['expiresInSeconds']],
    [{ expiresInSeconds: 604_801 }, ['articleId', 'asOf', 'expiresInSeconds']],
  ])('%j: BAD_USER_INPUT naming %j', async (input, fields) => {
    for (const who of [writer, editor]) {
      const answer = await newsroom.ask(who, CREATE, { input });
      expect(codeOf(answer)).toBe('BAD_USER_INPUT');
      const faults: { path: string[] }[] = answer.errors?.[0]?.extensions.fields;
      expect(faults.map(({ path }) => path.join('.')).sort()).toEqual(
        fields.map((field) => `input.${field}`),
      );
    }
  });

  test('a missing article, one that the writer may not see, and a revision of another article are refused alike', async () => {
    const mine = await newsroom.draft(writer, byline);
    const others = await newsroom.draft(await newsroom.person('WRITER'), byline);
    for (const input of [
      { articleId: 'art_none' },
      { articleId: others.id },
      { articleId: others.id, revisionId: others.working.id },
      { articleId: mine.id, revisionId: others.working.id },
      { articleId: mine.id, revisionId: 'rev_none' },
    ]) {
      expect(codeOf(await newsroom.ask(writer, CREATE, { input }))).toBe('NOT_FOUND');
    }
    expect(codeOf(await newsroom.ask(editor, CREATE, { input: { articleId: others.id } }))).toBeUndefined();
    expect(codeOf(await app.desk(CREATE, { input: { articleId: mine.id } }))).toBe('UNAUTHENTICATED');
  });
});

describe('the token', () => {
  const SITE = '{ articles(first: 1) { totalCount } }';

  test('is accepted only if we signed it, for this use, and it has not expired', async () => {
    const draft = await newsroom.draft(writer, byline);
    const token = await preview(writer, { articleId: draft.id });
    const id = String(jwt.decode(token)?.sub);
    const users = userFixtures(app);
    const { accessToken } = await users.signIn(await users.member());
    expect(await shown(draft, previewToken(TEST_SECRET, id, 60).token)).toMatchObject({ id: draft.id });
    for (const other of [
      previewToken(TEST_SECRET, id, -1).token,
      previewToken(`${TEST_SECRET}?`, id, 60).token,
      jwt.sign({ sub: id }, '', { algorithm: 'none', audience: 'copydesk:preview', issuer: 'copydesk' }),
      accessToken,
      writer.token,
      id,
      `${token}x`,
    ]) {
      expect(codeOf(await app.delivery(SITE, {}, other))).toBe('UNAUTHENTICATED');
    }
    expect(codeOf(await app.desk('{ viewer { id } }', {}, token))).toBe('UNAUTHENTICATED');
  });

  test('lasts as long as the input says, an hour where it says nothing', async () => {
    const { id: articleId } = await newsroom.draft(writer, byline);
    for (const [input, seconds] of [
      [{ articleId }, 3600],
      [{ articleId, expiresInSeconds: 604_800 }, 604_800],
    ] as const) {
      const { token, expiresAt } = (await newsroom.run(writer, CREATE, { input })).createPreview;
      const { iat = 0, exp = 0 } = jwt.decode(token, { json: true }) ?? {};
      expect(exp - iat).toBe(seconds);
      expect(Date.parse(expiresAt)).toBe(exp * 1000);
    }
  });

  test('is refused once the preview has expired, and creating the next preview deletes that one', async () => {
    const draft = await newsroom.draft(writer, byline);
    const token = await preview(writer, { articleId: draft.id });
    const id = String(jwt.decode(token)?.sub);
    const owner = asOwner(app.databaseUrl);
    await owner.query("UPDATE delivery.previews SET expires_at = now() - interval '1 second' WHERE id = $1", [
      id,
    ]);
    expect(codeOf(await app.delivery(SITE, {}, token))).toBe('UNAUTHENTICATED');
    await preview(writer, { articleId: draft.id });
    expect((await owner.query('SELECT 1 FROM delivery.previews WHERE id = $1', [id])).rowCount).toBe(0);
    await owner.end();
  });
});
