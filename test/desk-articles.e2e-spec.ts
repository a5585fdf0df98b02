import { startApp, type TestApp } from './support/app.js';
import { codeOf, newsroomOf, type Newsroom, type Person } from './support/newsroom.js';
import { tagsAndAuthors, word } from './support/tags-and-authors.js';

let app: TestApp;
let newsroom: Newsroom;
let tags: ReturnType<typeof tagsAndAuthors>;
let writer: Person;
let editor: Person;
let byline: { authorIds: string[] };
beforeAll(async () => {
  app = await startApp();
  newsroom = newsroomOf(app);
  tags = tagsAndAuthors(app);
});
beforeEach(async () => {
  [writer, editor] = await Promise.all([newsroom.person('WRITER'), newsroom.person('EDITOR')]);
  byline = { authorIds: [await newsroom.author(editor)] };
});
afterAll(() => app.close());

const LIST = `query ($first: Int, $after: String, $last: Int, $before: String, $where: DeskArticleWhere,
                     $orderBy: DeskArticleOrder! = RECENTLY_CHANGED) {
  articles(first: $first, after: $after, last: $last, before: $before, where: $where, orderBy: $orderBy) {
    totalCount nodes { id } edges { cursor node { id } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;
const list = async (who: Person, variables: object = {}) =>
  (await newsroom.run(who, LIST, variables)).articles;

/** The ids that a filter finds, and that its count agrees. */
async function found(who: Person, where: object): Promise<string[]> {
  const { nodes, totalCount } = await list(who, { first: 100, where });
  expect(totalCount).toBe(nodes.length);
  return nodes.map(({ id }: { id: string }) => id);
}

/** The paths of the errors that a list is refused with. */
async function errorPaths(variables: object): Promise<string[]> {
  const answer = await newsroom.ask(writer, LIST, variables);
  expect(codeOf(answer)).toBe('BAD_USER_INPUT');
  return answer.errors?.[0]?.extensions.fields.map(({ path }: { path: string[] }) => path.join('.')).sort();
}

const NODE = 'query ($id: ID!) { node(id: $id) { __typename id } }';
const node = async (who: Person, id: string) => (await newsroom.run(who, NODE, { id })).node;

describe('the visibility of articles', () => {
  const ONE = `query ($id: ID!) { article(id: $id) { id working { id } history { nodes { id } } } }`;
  const one = async (who: Person, id: string) => (await newsroom.run(who, ONE, { id })).article;

  test('limits a writer to their own articles in lists, counts, single articles and nodes', async () => {
    const [mine, other] = await Promise.all(
      [writer, await newsroom.person('WRITER')].map((who) => newsroom.draft(who, byline)),
    );
    const seen = await one(editor, other?.id ?? '');
    expect(seen).toMatchObject({ id: other?.id, history: { nodes: [{ id: expect.any(String) }] } });

    expect(await found(writer, {})).toEqual([mine?.id]);
    expect(await one(writer, seen.id)).toBeNull();
    for (const id of [seen.id, seen.working.id, seen.history.nodes[0].id]) {
      expect(await node(writer, id)).toBeNull();
      expect(await node(editor, id)).toMatchObject({ id });
    }
    const own = await one(writer, mine?.id ?? '');
    expect(await node(writer, own.id)).toEqual({ __typename: 'Article', id: own.id });
    expect(await node(writer, own.working.id)).toEqual({ __typename: 'Revision', id: own.working.id });
    const [event] = own.history.nodes;
    expect(await node(writer, event.id)).toEqual({ __typename: 'Event', id: event.id });
  });

  test('lets editors and administrators see all, and ends for a writer who stops being an owner', async () => {
    const heir = await newsroom.person('WRITER');
    const article = await newsroom.draft(writer, byline);
    for (const role of ['EDITOR', 'ADMIN'] as const) {
      const who = await newsroom.person(role);
      expect(await found(who, { owner: writer.id })).toEqual([article.id]);
    }
    await newsroom.mutate(editor, 'setOwners', 'SetOwnersInput', {
      ...newsroom.on(article),
      userIds: [heir.id],
    });
    expect(await found(writer, {})).toEqual([]);
    expect(await one(writer, article.id)).toBeNull();
    expect(await found(heir, {})).toEqual([article.id]);
    expect(await one(heir, article.id)).toMatchObject({ id: article.id });
  });

  test('is never widened for a writer by a filter', async () => {
    const other = await newsroom.person('WRITER');
    const tag = await newsroom.tag(writer);
    const title = word();
    await newsroom.draft(other, { ...byline, title, tagIds: [tag.id] });
    expect(await found(editor, { owner: other.id })).toHaveLength(1);
    for (const where of [
      { owner: other.id },
      { tags: [tag.slug] },
      { search: title },
      { states: ['DRAFT'] },
    ]) {
      expect(await found(writer, where)).toEqual([]);
    }
  });

  test('needs a sign-in, and an article that does not exist is null', async () => {
    expect(codeOf(await app.desk('{ articles { totalCount } }'))).toBe('UNAUTHENTICATED');
    for (const id of ['art_none', 'rev_none', 'evt_none', 'tag_none', 'aut_none', 'usr_none', 'x', '']) {
      expect(await one(editor, id)).toBeNull();
      expect(await node(editor, id)).toBeNull();
    }
  });
});

describe('node', () => {
  test('finds unmerged tags and authors for every user', async () => {
    const [kept, gone] = await Promise.all([newsroom.tag(writer), newsroom.tag(writer)]);
    const [authorId] = byline.authorIds;
    expect(await node(writer, gone.id)).toEqual({ __typename: 'Tag', id: gone.id });
    await tags.make(editor, 'mergeTags', { fromId: gone.id, intoId: kept.id });
    expect(await node(writer, gone.id)).toBeNull();
    expect(await node(writer, kept.id)).toEqual({ __typename: 'Tag', id: kept.id });
    expect(await node(writer, authorId ?? '')).toEqual({ __typename: 'Author', id: authorId });
  });

  test('finds users and API tokens for administrators only, and every user for themselves', async () => {
    const admin = await newsroom.person('ADMIN');
    const { createApiToken } = await newsroom.run(
      admin,
      'mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { apiToken { id } } }',
      { input: { name: 'A program', userId: writer.id } },
    );
    const { id: tokenId } = createApiToken.apiToken;
    expect(await node(writer, writer.id)).toEqual({ __typename: 'User', id: writer.id });
    expect(await node(admin, writer.id)).toEqual({ __typename: 'User', id: writer.id });
    expect(await node(admin, tokenId)).toEqual({ __typename: 'ApiToken', id: tokenId });
    for (const who of [writer, editor]) {
      expect(await node(who, admin.id)).toBeNull();
      expect(await node(who, tokenId)).toBeNull();
    }
  });
});

describe('filtering articles', () => {
  test('by states finds articles in any of them, and none for an empty list', async () => {
    const draft = await newsroom.draft(writer, byline);
    const review = await newsroom.submit(writer, await newsroom.draft(writer, byline));
    const approved = await newsroom.approved(writer, editor, byline);
    expect(await found(writer, { states: ['DRAFT'] })).toEqual([draft.id]);
    expect(await found(writer, { states: ['IN_REVIEW', 'APPROVED'] })).toEqual([approved.id, review.id]);
    expect(await found(writer, { states: [] })).toEqual([]);
    expect(await found(writer, { states: null })).toHaveLength(3);
  });

  test('by live finds what readers see now, whatever the state of the working copy', async () => {
    const draft = await newsroom.draft(writer, byline);
    const live = await newsroom.published(writer, editor, byline);
    const edited = await newsroom.save(writer, await newsroom.published(writer, editor, byline), {
      title: word(),
    });
    const tomorrow = new Date(Date.now() + 86_400_000);
    const scheduled = await newsroom.schedule(
      editor,
      await newsroom.approved(writer, editor, byline),
      tomorrow,
    );
    const down = await newsroom.published(writer, editor, byline);
    await newsroom.mutate(editor, 'unpublishArticle', 'TransitionInput', newsroom.on(down));
    expect(edited.reviewState).toBe('DRAFT');
    expect(await found(writer, { live: true })).toEqual([edited.id, live.id]);
    expect(await found(writer, { live: false })).toEqual([down.id, scheduled.id, draft.id]);
    expect(await found(writer, { live: true, states: ['DRAFT'] })).toEqual([edited.id]);
  });

  test('by owner finds articles with that user among their owners', async () => {
    const second = await newsroom.person('WRITER');
    const article = await newsroom.draft(writer, byline);
    await newsroom.draft(second, byline);
    const userIds = [writer.id, second.id];
    await newsroom.mutate(editor, 'setOwners', 'SetOwnersInput', { ...newsroom.on(article), userIds });
    expect(await found(editor, { owner: writer.id })).toEqual([article.id]);
    expect(await found(editor, { owner: second.id })).toHaveLength(2);
    expect(await found(editor, { owner: 'usr_none' })).toEqual([]);
  });

  test('by tags finds working copies with every tag, by current, former or merged slug', async () => {
    const [a, b, c] = [await newsroom.tag(writer), await newsroom.tag(writer), await newsroom.tag(writer)];
    const both = await newsroom.draft(writer, { ...byline, tagIds: [a.id, b.id] });
    const onlyA = await newsroom.draft(writer, { ...byline, tagIds: [a.id] });
    const noMore = await newsroom.draft(writer, { ...byline, tagIds: [a.id, c.id] });
    await newsroom.save(writer, noMore, { tagIds: [] });
    expect(await found(writer, { tags: [a.slug] })).toEqual([onlyA.id, both.id]);
    expect(await found(writer, { tags: [b.slug, a.slug, a.slug] })).toEqual([both.id]);
    expect(await found(writer, { tags: [c.slug] })).toEqual([]);
    expect(await found(writer, { tags: [a.slug, word()] })).toEqual([]);
    expect(await found(writer, { tags: [] })).toHaveLength(3);

    const renamed = await tags.make(editor, 'updateTag', { id: a.id, slug: word() });
    await tags.make(editor, 'mergeTags', { fromId: b.id, intoId: c.id });
    expect(await found(writer, { tags: [a.slug, renamed.slug] })).toEqual([onlyA.id, both.id]);
    expect(await found(writer, { tags: [b.slug] })).toEqual([both.id]);
    expect(await found(writer, { tags: [c.slug, b.slug, renamed.slug] })).toEqual([both.id]);
  });

  test('by search matches the full text of the working copy without accents, and blank is no filter', async () => {
    const [old, now] = [word(), word()];
    const article = await newsroom.draft(writer, {
      ...byline,
      title: `Élan ${old}`,
      body: `The café of *${old}*`,
    });
    const other = await newsroom.draft(writer, byline);
    expect(await found(writer, { search: `elan ${old}` })).toEqual([article.id]);
    expect(await found(writer, { search: `"cafe of ${old}"` })).toEqual([article.id]);
    expect(await found(writer, { search: `${old} -café` })).toEqual([]);
    await newsroom.save(writer, article, { title: now, body: 'Else.' });
    expect(await found(writer, { search: old })).toEqual([]);
    expect(await found(writer, { search: now })).toEqual([article.id]);
    for (const search of ['', '  ', null]) {
      expect(await found(writer, { search })).toEqual([article.id, other.id]);
    }
    expect(await found(writer, { search: `"' | & :* <-> \\ ${word()}` })).toEqual([]);
  });

  test("by search matches beginnings of the title's words, the slug, and beginnings of a byline's words", async () => {
    const [title, name] = [word(), word()];
    const authorIds = [await newsroom.author(editor, `Zoë ${name}`)];
    const article = await newsroom.draft(writer, {
      authorIds,
      title: `Running ${title}`,
      slug: `slug-${title}`,
    });
    await newsroom.draft(writer, byline);
    const titled = title.slice(0, 9);
    for (const search of [titled, `runn ${titled}`, `slug-${title}`, `ZOE ${name.slice(0, 9)}`]) {
      expect(await found(writer, { search })).toEqual([article.id]);
    }
    expect(await found(writer, { search: `unning ${titled}` })).toEqual([]);
    expect(await found(writer, { search: title.slice(1) })).toEqual([]);
  });

  test('by schedule, byline, creator or time of the last change finds the articles that have it', async () => {
    const tomorrow = new Date(Date.now() + 86_400_000);
    const scheduled = await newsroom.schedule(
      editor,
      await newsroom.approved(writer, editor, byline),
      tomorrow,
    );
    const draft = await newsroom.draft(writer, { authorIds: [await newsroom.author(editor)] });
    expect(await found(writer, { scheduled: true })).toEqual([scheduled.id]);
    expect(await found(writer, { scheduled: false })).toEqual([draft.id]);
    expect(await found(writer, { author: byline.authorIds[0] })).toEqual([scheduled.id]);
    expect(await found(editor, { createdBy: writer.id })).toEqual([draft.id, scheduled.id]);
    expect(await found(writer, { createdBy: editor.id })).toEqual([]);
    const { article } = await newsroom.run(
      writer,
      'query ($id: ID!) { article(id: $id) { updatedAt } }',
      draft,
    );
    expect(await found(writer, { changedFrom: article.updatedAt })).toEqual([draft.id]);
    expect(await found(writer, { changedTo: article.updatedAt })).toEqual([scheduled.id]);
  });

  test('by a transition finds what the viewer may make it with now, four eyes and completeness included', async () => {
    const incomplete = await newsroom.draft(writer, { ...byline, body: '' });
    const ready = await newsroom.draft(writer, byline);
    const own = await newsroom.submit(editor, await newsroom.draft(editor, byline));
    const theirs = await newsroom.submit(writer, await newsroom.draft(writer, byline));
    expect(await found(writer, { allows: 'SUBMIT' })).toEqual([ready.id]);
    expect(await found(writer, { allows: 'EDIT' })).toEqual([ready.id, incomplete.id]);
    const other = await newsroom.person('EDITOR');
    const approvable = await found(editor, { allows: 'APPROVE', createdBy: writer.id });
    expect(approvable).toEqual([theirs.id]);
    expect(await found(editor, { allows: 'APPROVE', createdBy: editor.id })).toEqual([]);
    expect(await found(other, { allows: 'APPROVE', createdBy: editor.id })).toEqual([own.id]);
    expect(await found(writer, { allows: 'APPROVE' })).toEqual([]);
  });

  test('by several filters needs all to match, and reports every invalid one at once', async () => {
    const tag = await newsroom.tag(writer);
    const title = word();
    const article = await newsroom.draft(writer, { ...byline, title, tagIds: [tag.id] });
    await newsroom.draft(writer, { ...byline, title });
    await newsroom.draft(writer, { ...byline, tagIds: [tag.id] });
    const where = { states: ['DRAFT'], live: false, owner: writer.id, tags: [tag.slug], search: title };
    expect(await found(editor, where)).toEqual([article.id]);
    expect(
      await errorPaths({
        first: 0,
        after: 'x',
        where: { search: 'x'.repeat(1001), tags: Array.from({ length: 21 }, (_, i) => `t${i}`) },
      }),
    ).toEqual(['after', 'first', 'where.search', 'where.tags']);
  });
});

describe('ordering articles', () => {
  const ids = ({ nodes }: { nodes: { id: string }[] }) => nodes.map(({ id }) => id);

  test('puts the recently changed first, or in the review queue the longest waiting', async () => {
    const [a, b, c] = [
      await newsroom.draft(writer, byline),
      await newsroom.draft(writer, byline),
      await newsroom.draft(writer, byline),
    ];
    expect(ids(await list(writer))).toEqual([c.id, b.id, a.id]);
    const waiting = await newsroom.submit(writer, b);
    await newsroom.submit(writer, a);
    await newsroom.submit(writer, c);
    // An edit changes the article, and not how long it has been waiting.
    await newsroom.save(editor, waiting, { title: word() });
    expect(ids(await list(writer))).toEqual([b.id, c.id, a.id]);
    const queue = { where: { states: ['IN_REVIEW'] }, orderBy: 'LONGEST_WAITING' };
    expect(ids(await list(writer, queue))).toEqual([b.id, a.id, c.id]);
  });

  test('by title puts titles as people sort them: capitals and accents beside their letters, 2 before 10', async () => {
    const titles = ['Part 10', 'élan', 'Part 2', 'Zebra', 'apple', 'Elan vital'];
    const made = new Map<string, string>();
    for (const title of titles) made.set((await newsroom.draft(writer, { ...byline, title })).id, title);
    const listed = ids(await list(writer, { orderBy: 'TITLE' })).map((id: string) => made.get(id));
    expect(listed).toEqual(['apple', 'élan', 'Elan vital', 'Part 2', 'Part 10', 'Zebra']);
  });

  test.each(['RECENTLY_CHANGED', 'LONGEST_WAITING', 'TITLE'])(
    'by %s gives the same pages forward and backward',
    async (orderBy) => {
      for (let made = 0; made < 5; made++) await newsroom.draft(writer, byline);
      const all = ids(await list(writer, { orderBy }));
      const first = await list(writer, { orderBy, first: 2 });
      const second = await list(writer, { orderBy, first: 2, after: first.pageInfo.endCursor });
      const third = await list(writer, { orderBy, first: 2, after: second.pageInfo.endCursor });
      expect([first, second, third].flatMap(ids)).toEqual(all);
      expect([first, second, third].map(({ totalCount }) => totalCount)).toEqual([5, 5, 5]);
      expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
      expect(third.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
      const end = await list(writer, { orderBy, last: 2 });
      const before = await list(writer, { orderBy, last: 2, before: end.pageInfo.startCursor });
      expect([before, end].flatMap(ids)).toEqual(all.slice(1));
      expect(end.edges.map((edge: { node: { id: string } }) => edge.node.id)).toEqual(ids(end));
      expect(before.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: true });
    },
  );

  test('refuses a cursor of the other order', async () => {
    await newsroom.draft(writer, byline);
    const { endCursor } = (await list(writer)).pageInfo;
    expect(await errorPaths({ after: endCursor, orderBy: 'LONGEST_WAITING' })).toEqual(['after']);
  });
});
