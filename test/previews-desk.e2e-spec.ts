// Previews at the desk: who sees and revokes them, how many there may be, and that none outlives its maker's right.
import { startApp, type TestApp } from './support/app.js';
import { asOwner } from './support/database.js';
import { codeOf, newsroomOf, type Newsroom, type ArticleState, type Person } from './support/newsroom.js';
import { word } from './support/tags-and-authors.js';

let app: TestApp;
let newsroom: Newsroom;
let admin: Person;
let editor: Person;
let writer: Person;
let byline: { authorIds: string[] };
beforeAll(async () => {
  app = await startApp();
  newsroom = newsroomOf(app);
  admin = await newsroom.person('ADMIN');
});
beforeEach(async () => {
  [writer, editor] = await Promise.all([newsroom.person('WRITER'), newsroom.person('EDITOR')]);
  byline = { authorIds: [await newsroom.author(editor)] };
});
afterAll(() => app.close());

const FIELDS = `id by { id name } createdAt expiresAt asOf article { id } revision { id number }`;
const CREATE = `mutation ($input: CreatePreviewInput!) {
  createPreview(input: $input) { token expiresAt url preview { ${FIELDS} } }
}`;
const REVOKE = 'mutation ($input: RevokePreviewInput!) { revokePreview(input: $input) { revokedId } }';
const LIST = `query ($all: Boolean!, $first: Int, $after: String) {
  previews(all: $all, first: $first, after: $after) { totalCount nodes { ${FIELDS} } pageInfo { hasNextPage endCursor } }
}`;
const create = async (who: Person, input: object) =>
  (await newsroom.run(who, CREATE, { input })).createPreview;
const list = async (who: Person, all = false, page: object = {}) =>
  (await newsroom.run(who, LIST, { all, ...page })).previews;
const update = (input: object) =>
  newsroom.run(admin, 'mutation ($input: UpdateUserInput!) { updateUser(input: $input) { user { id } } }', {
    input,
  });

/** Whether a preview shows an article; one that has ended is refused. */
const shows = async (token: string, { id }: Pick<ArticleState, 'id'>): Promise<boolean> => {
  const answer = await app.delivery('query ($id: ID!) { article(id: $id) { id } }', { id }, token);
  if (answer.errors === undefined) return answer.data.article !== null;
  expect([answer.status, codeOf(answer)]).toEqual([401, 'UNAUTHENTICATED']);
  return false;
};

const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString();

describe('a preview ends with its maker’s right to see what it shows', () => {
  test('those of an editor who is deactivated are gone, also after the editor is active again', async () => {
    const [draft, live] = [
      await newsroom.draft(writer, byline),
      await newsroom.published(writer, editor, byline),
    ];
    const [ofDraft, ofSite] = [
      await create(editor, { articleId: draft.id, expiresInSeconds: 604_800 }),
      await create(editor, { asOf: tomorrow(), expiresInSeconds: 604_800 }),
    ];
    const another = await create(writer, { articleId: draft.id });
    expect([await shows(ofDraft.token, draft), await shows(ofSite.token, live)]).toEqual([true, true]);
    await update({ id: editor.id, active: false });
    expect([await shows(ofDraft.token, draft), await shows(ofSite.token, live)]).toEqual([false, false]);
    await update({ id: editor.id, active: true });
    expect([await shows(ofDraft.token, draft), await shows(ofSite.token, live)]).toEqual([false, false]);
    expect(await shows(another.token, draft)).toBe(true);
  });

  test('an editor who becomes a writer keeps those of articles that the writer owns, and no preview of the site', async () => {
    const [own, other] = [await newsroom.draft(editor, byline), await newsroom.draft(writer, byline)];
    const live = await newsroom.published(writer, await newsroom.person('EDITOR'), byline);
    const tokens = {
      own: (await create(editor, { articleId: own.id })).token,
      other: (await create(editor, { articleId: other.id })).token,
      site: (await create(editor, { asOf: tomorrow() })).token,
    };
    await update({ id: editor.id, role: 'WRITER' });
    expect(await shows(tokens.own, own)).toBe(true);
    expect(await shows(tokens.other, other)).toBe(false);
    expect(await shows(tokens.site, live)).toBe(false);
  });

  test('those of a writer are gone with the ownership, and an editor’s stay', async () => {
    const draft = await newsroom.draft(writer, byline);
    const [token, editors] = [
      (await create(writer, { articleId: draft.id })).token,
      (await create(editor, { articleId: draft.id })).token,
    ];
    const heir = await newsroom.person('WRITER');
    await newsroom.mutate(editor, 'setOwners', 'SetOwnersInput', {
      ...newsroom.on(draft),
      userIds: [heir.id],
    });
    expect(await shows(token, draft)).toBe(false);
    expect(await shows(editors, draft)).toBe(true);
    expect((await list(writer)).totalCount).toBe(0);
  });

  test('an archived article’s stay: its owner and editors still see it', async () => {
    const draft = await newsroom.draft(writer, byline);
    const { token } = await create(writer, { articleId: draft.id });
    await newsroom.mutate(writer, 'archiveArticle', 'TransitionInput', newsroom.on(draft));
    expect(await shows(token, draft)).toBe(true);
  });
});

describe('the desk shows previews', () => {
  test('with what they show and a url, and no id that opens one', async () => {
    const slug = word();
    const draft = await newsroom.draft(writer, { ...byline, slug });
    const { token, expiresAt, url, preview } = await create(writer, { articleId: draft.id });
    expect(preview).toEqual({
      id: expect.stringMatching(/^prv_[0-9a-z]{26}$/),
      by: { id: writer.id, name: expect.any(String) },
      createdAt: expect.any(String),
      expiresAt,
      asOf: null,
      article: { id: draft.id },
      revision: { id: draft.working.id, number: 1 },
    });
    expect(url).toBe(`https://site.example/preview?token=${token}&slug=${slug}`);
    const owner = asOwner(app.databaseUrl);
    const { rows } = await owner.query('SELECT id, article FROM delivery.previews WHERE desk_id = $1', [
      preview.id,
    ]);
    await owner.end();
    expect(rows).toEqual([{ id: expect.stringMatching(/^prv_[0-9a-z]{58}$/), article: null }]);

    const asOf = tomorrow();
    const site = await create(editor, { asOf });
    expect(site.preview).toMatchObject({ asOf, article: null, revision: null });
    expect(site.url).toBe(`https://site.example/preview?token=${site.token}&slug=`);
  });

  test('one’s own, latest first and page by page; an editor all of them', async () => {
    const draft = await newsroom.draft(writer, byline);
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) ids.unshift((await create(writer, { articleId: draft.id })).preview.id);
    const editors = (await create(editor, { articleId: draft.id })).preview.id;
    const first = await list(writer, false, { first: 2 });
    expect(first.totalCount).toBe(3);
    const rest = await list(writer, false, { first: 2, after: first.pageInfo.endCursor });
    expect([...first.nodes, ...rest.nodes].map(({ id }: { id: string }) => id)).toEqual(ids);
    expect((await list(editor)).nodes.map(({ id }: { id: string }) => id)).toEqual([editors]);
    const all = (await list(editor, true, { first: 100 })).nodes.map(({ id }: { id: string }) => id);
    expect(all).toEqual(expect.arrayContaining([editors, ...ids]));
    expect(codeOf(await newsroom.ask(writer, LIST, { all: true }))).toBe('FORBIDDEN');
  });

  test('of an article to whoever may see the article', async () => {
    const draft = await newsroom.draft(writer, byline);
    const [mine, editors] = [
      await create(writer, { articleId: draft.id }),
      await create(editor, { articleId: draft.id, expiresInSeconds: 60 }),
    ];
    const query = 'query ($id: ID!) { article(id: $id) { previews { id by { id } } } }';
    for (const who of [writer, editor]) {
      const { article } = await newsroom.run(who, query, { id: draft.id });
      expect(article.previews).toEqual([
        { id: editors.preview.id, by: { id: editor.id } },
        { id: mine.preview.id, by: { id: writer.id } },
      ]);
    }
    expect((await newsroom.run(await newsroom.person('WRITER'), query, { id: draft.id })).article).toBeNull();
  });
});

describe('revokePreview', () => {
  test('its maker and an editor can revoke it, once; to anybody else it does not exist', async () => {
    const draft = await newsroom.draft(writer, byline);
    const [one, other] = [
      await create(writer, { articleId: draft.id }),
      await create(writer, { articleId: draft.id }),
    ];
    const revoke = (who: Person, id: string) => newsroom.ask(who, REVOKE, { input: { id } });
    expect(codeOf(await revoke(await newsroom.person('WRITER'), one.preview.id))).toBe('NOT_FOUND');
    expect(await shows(one.token, draft)).toBe(true);
    const { revokePreview } = await newsroom.run(writer, REVOKE, { input: { id: one.preview.id } });
    expect(revokePreview).toEqual({ revokedId: one.preview.id });
    expect(await shows(one.token, draft)).toBe(false);
    expect(codeOf(await revoke(writer, one.preview.id))).toBe('NOT_FOUND');
    expect(await shows(other.token, draft)).toBe(true);
    expect(codeOf(await revoke(editor, other.preview.id))).toBeUndefined();
    expect(await shows(other.token, draft)).toBe(false);
  });
});

test('a user has at most 100 active previews, and can create another once one is revoked', async () => {
  const draft = await newsroom.draft(writer, byline);
  const { preview } = await create(writer, { articleId: draft.id });
  const owner = asOwner(app.databaseUrl);
  await owner.query(
    `INSERT INTO delivery.previews (id, by_id, expires_at, revision_id)
     SELECT 'prv_' || $3 || lpad(n::text, 18, '0') || 'x', $1, now() + interval '1 hour', $2 FROM generate_series(1, 99) n`,
    [writer.id, draft.working.id, word().slice(0, 8).padEnd(8, 'a')],
  );
  await owner.end();
  const refused = await newsroom.ask(writer, CREATE, { input: { articleId: draft.id } });
  expect(codeOf(refused)).toBe('BAD_USER_INPUT');
  expect(refused.errors?.[0]?.message).toContain('100 previews');
  expect(codeOf(await newsroom.ask(editor, CREATE, { input: { articleId: draft.id } }))).toBeUndefined();
  await newsroom.run(writer, REVOKE, { input: { id: preview.id } });
  expect(codeOf(await newsroom.ask(writer, CREATE, { input: { articleId: draft.id } }))).toBeUndefined();
});
