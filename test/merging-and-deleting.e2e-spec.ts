import { startApp, type TestApp } from './support/app.js';
import { codeOf, newsroomOf, type Newsroom, refusalOf, type Person } from './support/newsroom.js';
import { tagsAndAuthors, word } from './support/tags-and-authors.js';

let app: TestApp;
let newsroom: Newsroom;
let desk: ReturnType<typeof tagsAndAuthors>;
let writer: Person;
let editor: Person;
beforeAll(async () => {
  app = await startApp();
  newsroom = newsroomOf(app);
  desk = tagsAndAuthors(app);
});
beforeEach(async () => {
  [writer, editor] = await Promise.all([newsroom.person('WRITER'), newsroom.person('EDITOR')]);
});
afterAll(() => app.close());

const tag = () => desk.make(editor, 'createTag', { name: word() });

describe('merging tags', () => {
  test('replaces the merged tag by the target, without duplicates, at the desk and for readers', async () => {
    const [from, into] = [await tag(), await tag()];
    const authorIds = [await newsroom.author(editor)];
    const both = await newsroom.published(writer, editor, { authorIds, tagIds: [from.id, into.id] });
    const one = await newsroom.published(writer, editor, { authorIds, tagIds: [from.id] });
    const draft = await newsroom.draft(writer, { authorIds, tagIds: [from.id] });
    expect(await desk.make(editor, 'mergeTags', { fromId: from.id, intoId: into.id })).toEqual(into);

    const shown = [{ id: into.id, name: into.name }];
    for (const { id } of [both, one, draft]) expect(await desk.workingTags(editor, id)).toEqual(shown);
    for (const slug of [into.slug, from.slug]) {
      const tag = await desk.readersTag(slug);
      expect(tag).toMatchObject({ id: into.id, slug: into.slug, articleCount: 2 });
      expect(tag.articles.nodes).toHaveLength(2);
      for (const article of tag.articles.nodes) expect(article.tags).toEqual([{ name: into.name }]);
    }
  });

  test('removes the merged tag and frees its name, but reserves its slug', async () => {
    const [from, into] = [await tag(), await tag()];
    await desk.make(editor, 'mergeTags', { fromId: from.id, intoId: into.id });
    expect(await desk.node(writer, from.id)).toBeNull();
    expect(await desk.listed(writer, 'tags', from.name)).toEqual([]);
    for (const answer of [
      await desk.ask(editor, 'updateTag', { id: from.id, name: word() }),
      await desk.ask(editor, 'deleteTag', { id: from.id }),
      await desk.ask(editor, 'mergeTags', { fromId: from.id, intoId: into.id }),
      await desk.ask(editor, 'mergeTags', { fromId: into.id, intoId: from.id }),
    ]) {
      expect(codeOf(answer)).toBe('NOT_FOUND');
    }
    expect((await desk.make(editor, 'createTag', { name: from.name })).slug).toBe(`${from.slug}-2`);
  });

  test('moves tags that were merged earlier to the new target', async () => {
    const [first, second] = [await tag(), await tag()];
    const third = await tag();
    const authorIds = [await newsroom.author(editor)];
    const { id } = await newsroom.published(writer, editor, { authorIds, tagIds: [first.id] });
    await desk.make(editor, 'mergeTags', { fromId: first.id, intoId: second.id });
    await desk.make(editor, 'mergeTags', { fromId: second.id, intoId: third.id });
    expect(await desk.workingTags(editor, id)).toEqual([{ id: third.id, name: third.name }]);
    for (const { slug } of [first, second, third])
      expect(await desk.readersTag(slug)).toMatchObject({ id: third.id });
  });

  test('refuses a tag and itself, and a tag that does not exist', async () => {
    const { id } = await tag();
    expect(await desk.errorPaths(editor, 'mergeTags', { fromId: id, intoId: id })).toEqual(['input.intoId']);
    const answer = await desk.ask(editor, 'mergeTags', { fromId: 'tag_none', intoId: id });
    expect(codeOf(answer)).toBe('NOT_FOUND');
    expect(answer.errors?.[0]?.extensions.fields).toMatchObject([{ path: ['input', 'fromId'] }]);
  });

  test('into each other in concurrent requests leaves one of them', async () => {
    const [one, two] = [await tag(), await tag()];
    const answers = await Promise.all([
      desk.ask(editor, 'mergeTags', { fromId: one.id, intoId: two.id }),
      desk.ask(editor, 'mergeTags', { fromId: two.id, intoId: one.id }),
    ]);
    expect(answers.map(codeOf).sort()).toEqual(['NOT_FOUND', undefined]);
    expect(
      (await Promise.all([desk.node(writer, one.id), desk.node(writer, two.id)])).filter(Boolean),
    ).toHaveLength(1);
  });
});

describe('merging authors', () => {
  const BYLINES = 'query ($id: ID!) { article(id: $id) { working { authors { id } } } }';

  test('shows the target in every article, once, and for readers under the old slug too; a login goes with it', async () => {
    const colleague = await newsroom.person('WRITER');
    const from = await desk.make(editor, 'createAuthor', { name: word(), userId: colleague.id });
    const into = await desk.make(editor, 'createAuthor', { name: word() });
    const both = await newsroom.published(writer, editor, { authorIds: [from.id, into.id] });
    const one = await newsroom.published(writer, editor, { authorIds: [from.id] });
    const merged = await desk.make(editor, 'mergeAuthors', { fromId: from.id, intoId: into.id });
    expect(merged).toEqual({ ...into, user: { id: colleague.id } });

    for (const { id } of [both, one]) {
      expect((await newsroom.run(editor, BYLINES, { id })).article.working.authors).toEqual([
        { id: into.id },
      ]);
    }
    const { data } = await app.delivery(
      'query ($slug: String) { author(slug: $slug) { id articleCount articles { nodes { id authors { id } } } } }',
      { slug: from.slug },
    );
    expect(data.author).toMatchObject({ id: into.id, articleCount: 2 });
    expect(data.author.articles.nodes.map(({ authors }: { authors: object[] }) => authors)).toEqual([
      [{ id: into.id }],
      [{ id: into.id }],
    ]);
    expect(await desk.node(writer, from.id)).toBeNull();
    expect(codeOf(await desk.ask(editor, 'mergeAuthors', { fromId: from.id, intoId: into.id }))).toBe(
      'NOT_FOUND',
    );
    expect(codeOf(await desk.ask(writer, 'mergeAuthors', { fromId: into.id, intoId: from.id }))).toBe(
      'FORBIDDEN',
    );
  });

  test("is found by either id in the desk's filter, and a later save names the target", async () => {
    const [from, into] = [
      await desk.make(editor, 'createAuthor', { name: word() }),
      await desk.make(editor, 'createAuthor', { name: word() }),
    ];
    const draft = await newsroom.draft(writer, { authorIds: [from.id] });
    await desk.make(editor, 'mergeAuthors', { fromId: from.id, intoId: into.id });
    const { articles } = await newsroom.run(
      editor,
      'query ($id: ID!) { articles(where: { author: $id }) { nodes { id } } }',
      {
        id: into.id,
      },
    );
    expect(articles.nodes).toEqual([{ id: draft.id }]);
    expect((await newsroom.save(writer, draft, { title: word() })).working.number).toBe(2);
    expect(await desk.errorPaths(editor, 'mergeAuthors', { fromId: into.id, intoId: into.id })).toEqual([
      'input.intoId',
    ]);
  });
});

describe('deleting', () => {
  test('says where it is in use, and counts the articles beforehand', async () => {
    const { id } = await tag();
    const authorIds = [await newsroom.author(editor)];
    const title = word();
    await newsroom.draft(writer, { authorIds, tagIds: [id] });
    const latest = await newsroom.draft(writer, { authorIds, tagIds: [id], title });
    const answer = await desk.ask(editor, 'deleteTag', { id });
    expect(refusalOf(answer)).toMatchObject({
      code: 'CONFLICT',
      articleCount: 2,
      articles: [{ id: latest.id, title }, expect.anything()],
    });
    expect(answer.errors?.[0]?.message).toBe(`In use by “${title}” and 1 more: take it off there first.`);
    const { node } = await newsroom.run(
      editor,
      'query ($id: ID!) { node(id: $id) { ... on Tag { articleCount } } }',
      { id },
    );
    expect(node).toEqual({ articleCount: 2 });
  });

  test('what only an old revision names goes, its name and slug are free, and the old revision still shows it', async () => {
    const gone = await tag();
    const authorIds = [await newsroom.author(editor), await newsroom.author(editor)];
    const draft = await newsroom.draft(writer, { authorIds, tagIds: [gone.id] });
    const saved = await newsroom.save(writer, draft, { tagIds: [], authorIds: authorIds.slice(0, 1) });
    expect(await desk.make(editor, 'deleteTag', { id: gone.id })).toBe(gone.id);
    expect(await desk.make(editor, 'deleteAuthor', { id: authorIds[1] })).toBe(authorIds[1]);
    expect(await desk.node(writer, gone.id)).toBeNull();
    expect((await desk.make(editor, 'createTag', { name: gone.name })).slug).toBe(gone.slug);

    const old =
      'query ($id: ID!) { article(id: $id) { revision(number: 1) { tags { name } authors { id } } } }';
    expect((await newsroom.run(writer, old, { id: draft.id })).article.revision).toEqual({
      tags: [{ name: gone.name }],
      authors: authorIds.map((id) => ({ id })),
    });
    const again = await newsroom.ask(
      writer,
      'mutation ($input: SaveDraftInput!) { saveDraft(input: $input) { article { id } } }',
      {
        input: { ...newsroom.on(saved), tagIds: [gone.id] },
      },
    );
    expect(codeOf(again)).toBe('NOT_FOUND');
    const restored = await newsroom.mutate(writer, 'restoreRevision', 'RestoreRevisionInput', {
      ...newsroom.on(saved),
      number: 1,
    });
    expect(await desk.workingTags(writer, restored.id)).toEqual([]);
  });

  test('an old revision that is published again comes without what was deleted', async () => {
    const gone = await tag();
    const authorIds = [await newsroom.author(editor)];
    const first = await newsroom.published(writer, editor, { authorIds, tagIds: [gone.id], title: 'First' });
    const second = await newsroom.save(writer, first, { tagIds: [], title: 'Second' });
    const approved = await newsroom.approve(editor, await newsroom.submit(writer, second));
    expect(codeOf(await desk.ask(editor, 'deleteTag', { id: gone.id }))).toBe('CONFLICT');
    const live = await newsroom.publish(editor, approved);
    await desk.make(editor, 'deleteTag', { id: gone.id });
    expect(await desk.readersTag(gone.slug)).toBeNull();
    await newsroom.publish(editor, live, { revisionId: first.working.id });
    const { data } = await app.delivery('query ($id: ID) { article(id: $id) { title tags { id } } }', {
      id: first.id,
    });
    expect(data.article).toEqual({ title: 'First', tags: [] });
  });

  test('a tag is refused while an article uses it or a tag merged into it', async () => {
    const [from, into] = [await tag(), await tag()];
    const authorIds = [await newsroom.author(editor)];
    const article = await newsroom.draft(writer, { authorIds, tagIds: [from.id] });
    expect(codeOf(await desk.ask(editor, 'deleteTag', { id: from.id }))).toBe('CONFLICT');
    await desk.make(editor, 'mergeTags', { fromId: from.id, intoId: into.id });
    expect(codeOf(await desk.ask(editor, 'deleteTag', { id: into.id }))).toBe('CONFLICT');
    expect(await desk.workingTags(editor, article.id)).toEqual([{ id: into.id, name: into.name }]);
  });

  test('an unused tag frees its slugs and those of tags merged into it', async () => {
    const [from, into] = [await tag(), await tag()];
    await desk.make(editor, 'mergeTags', { fromId: from.id, intoId: into.id });
    expect(await desk.make(editor, 'deleteTag', { id: into.id })).toBe(into.id);
    expect(codeOf(await desk.ask(editor, 'deleteTag', { id: into.id }))).toBe('NOT_FOUND');
    expect((await desk.make(editor, 'createTag', { name: from.name })).slug).toBe(from.slug);
  });

  test('an author is refused while an article has the byline', async () => {
    const [used, unused] = [await newsroom.author(editor), await newsroom.author(editor)];
    await newsroom.draft(writer, { authorIds: [used] });
    expect(codeOf(await desk.ask(editor, 'deleteAuthor', { id: used }))).toBe('CONFLICT');
    expect(await desk.node(writer, used)).toEqual({ id: used });
    expect(await desk.make(editor, 'deleteAuthor', { id: unused })).toBe(unused);
    expect(await desk.node(writer, unused)).toBeNull();
    expect(codeOf(await desk.ask(editor, 'deleteAuthor', { id: unused }))).toBe('NOT_FOUND');
  });
});
