import { startApp, type TestApp } from './support/app.js';
import { codeOf, newsroomOf, type Newsroom, refusalOf, type Person } from './support/newsroom.js';
import { MUTATIONS, tagsAndAuthors, word, type MutationName } from './support/tags-and-authors.js';

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

interface Page {
  readonly nodes: readonly { readonly name: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

/** Sorted by code points, these would be in another order. */
const AS_PEOPLE_SORT = ['Apple', 'apricot', 'Élan', 'Issue 2', 'Issue 10', 'zebra', 'Zoo'];

test('tags and authors are listed as people sort names, in both APIs, a page at a time and backward', async () => {
  const make = async (mutation: MutationName, name: string): Promise<string> =>
    (await desk.make(editor, mutation, { name })).id;
  const shuffled = AS_PEOPLE_SORT.toReversed();
  const tagIds = await Promise.all(shuffled.map((name) => make('createTag', name)));
  const authorIds = await Promise.all(shuffled.map((name) => make('createAuthor', name)));
  await newsroom.published(writer, editor, { authorIds, tagIds });
  const ask = {
    desk: (query: string) => newsroom.run(editor, query),
    delivery: async (query: string) => (await app.delivery(query)).data,
  };
  for (const list of ['tags', 'authors']) {
    for (const run of Object.values(ask)) {
      const names: string[] = [];
      for (let after: string | null = null, more = true; more;) {
        const page: string = `${list}(first: 2${after === null ? '' : `, after: "${after}"`})`;
        const { nodes, pageInfo }: Page = (
          await run(`{ ${page} { nodes { name } pageInfo { hasNextPage endCursor } } }`)
        )[list];
        names.push(...nodes.map(({ name }) => name));
        [after, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
      }
      expect(names.filter((name) => AS_PEOPLE_SORT.includes(name))).toEqual(AS_PEOPLE_SORT);
      const backward = (await run(`{ ${list}(last: 100) { nodes { name } } }`))[list].nodes;
      expect(backward.map(({ name }: { name: string }) => name)).toEqual(names);
    }
  }
});

describe('creating a tag', () => {
  test('derives the slug from the trimmed name, numbered where it is in use', async () => {
    const name = word();
    const first = await desk.make(writer, 'createTag', { name: `  ${name} Élan ` });
    expect(first).toMatchObject({ name: `${name} Élan`, slug: `${name}-elan`, description: null });
    const other = await desk.make(writer, 'createTag', { name: `${name}, élan!`, description: ' Why. ' });
    expect(other).toMatchObject({ slug: `${name}-elan-2`, description: 'Why.' });
    expect(await desk.node(writer, first.id)).toEqual({ id: first.id });
  });

  test('gives the slug "tag" to a name without any letter or digit', async () => {
    expect((await desk.make(editor, 'createTag', { name: '?!' })).slug).toMatch(/^tag(-\d+)?$/);
  });

  test('refuses a name in use, in any case, and a slug in use', async () => {
    const name = word();
    const { slug } = await desk.make(editor, 'createTag', { name });
    expect(codeOf(await desk.ask(writer, 'createTag', { name: name.toUpperCase() }))).toBe('CONFLICT');
    expect(codeOf(await desk.ask(writer, 'createTag', { name: word(), slug }))).toBe('CONFLICT');
    expect(await desk.listed(writer, 'tags', name)).toEqual([name]);
  });

  test('reports every invalid field at once', async () => {
    const input = { name: ' ', slug: 'No Slug', description: 'x'.repeat(1001) };
    expect(await desk.errorPaths(editor, 'createTag', input)).toEqual([
      'input.description',
      'input.name',
      'input.slug',
    ]);
    expect(await desk.errorPaths(editor, 'createTag', { name: 'x'.repeat(101) })).toEqual(['input.name']);
  });

  test('with one name in 25 concurrent requests creates one tag', async () => {
    const name = word();
    const answers = await Promise.all(
      Array.from({ length: 25 }, () => desk.ask(writer, 'createTag', { name })),
    );
    const codes = answers.map(codeOf);
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(codes.filter((code) => code === 'CONFLICT')).toHaveLength(24);
    expect(await desk.listed(writer, 'tags', name)).toEqual([name]);
  });
});

describe('updating a tag', () => {
  test('keeps fields that are left out, and clears the description when null', async () => {
    const { id, name, slug } = await desk.make(editor, 'createTag', { name: word(), description: 'Old.' });
    const renamed = await desk.make(editor, 'updateTag', { id, name: `${name} two` });
    expect(renamed).toEqual({ id, name: `${name} two`, slug, description: 'Old.' });
    expect(await desk.make(editor, 'updateTag', { id, description: null })).toEqual({
      ...renamed,
      description: null,
    });
    expect(await desk.errorPaths(editor, 'updateTag', { id, name: null })).toEqual(['input.name']);
  });

  test('derives the slug again when null, and reserves its former slugs', async () => {
    const name = word();
    const { id } = await desk.make(editor, 'createTag', { name, slug: `${name}-first` });
    expect((await desk.make(editor, 'updateTag', { id, slug: null })).slug).toBe(name);
    expect((await desk.make(editor, 'updateTag', { id, slug: null })).slug).toBe(name);
    const taken = await desk.ask(editor, 'createTag', { name: word(), slug: `${name}-first` });
    expect(codeOf(taken)).toBe('CONFLICT');
    expect((await desk.make(editor, 'updateTag', { id, slug: `${name}-first` })).slug).toBe(`${name}-first`);
    expect((await desk.make(editor, 'createTag', { name: `${name}!` })).slug).toBe(`${name}-2`);
  });

  test('refuses a name or slug of another tag, and an id that does not exist', async () => {
    const [one, two] = [await tag(), await tag()];
    expect(codeOf(await desk.ask(editor, 'updateTag', { id: one.id, name: two.name }))).toBe('CONFLICT');
    expect(codeOf(await desk.ask(editor, 'updateTag', { id: one.id, slug: two.slug }))).toBe('CONFLICT');
    expect(codeOf(await desk.ask(editor, 'updateTag', { id: 'tag_none', name: word() }))).toBe('NOT_FOUND');
    expect(await desk.make(editor, 'updateTag', { id: one.id })).toEqual(one);
  });

  test('shows readers the change at once, under the new slug and the former one', async () => {
    const [author, old] = [await newsroom.author(editor), await tag()];
    const { id } = await newsroom.published(writer, editor, { authorIds: [author], tagIds: [old.id] });
    const name = `${old.name} renamed`;
    const { slug } = await desk.make(editor, 'updateTag', { id: old.id, name, slug: null });
    const seen = { id: old.id, slug, name, articleCount: 1, articles: { nodes: [{ id, tags: [{ name }] }] } };
    expect(await desk.readersTag(slug)).toEqual(seen);
    expect(await desk.readersTag(old.slug)).toEqual(seen);
  });

  test('without a change leaves the content sequence number as it is', async () => {
    const [author, old] = [await newsroom.author(editor), await tag()];
    await newsroom.published(writer, editor, { authorIds: [author], tagIds: [old.id] });
    const seqOf = async (input: object) => {
      const answer = await desk.ask(editor, 'updateTag', { id: old.id, ...input });
      return Number(answer.headers['x-content-seq']);
    };
    const before = await seqOf({});
    expect(await seqOf({ name: old.name, slug: old.slug, description: null })).toBe(before);
    expect(await seqOf({ description: 'New.' })).toBe(before + 1);
  });
});

describe('authors', () => {
  test('created with one name in 25 concurrent requests each get a unique slug', async () => {
    const name = word();
    const authors = await Promise.all(
      Array.from({ length: 25 }, () => desk.make(editor, 'createAuthor', { name })),
    );
    const slugs = new Set(authors.map((author) => author.slug));
    expect(slugs).toEqual(new Set([name, ...Array.from({ length: 24 }, (_, i) => `${name}-${i + 2}`)]));
  });

  test('belong to an existing user, and each user has at most one', async () => {
    const input = { name: word(), userId: writer.id };
    const { id, user } = await desk.make(editor, 'createAuthor', input);
    expect(user).toEqual({ id: writer.id });
    expect(codeOf(await desk.ask(editor, 'createAuthor', input))).toBe('CONFLICT');
    expect(codeOf(await desk.ask(editor, 'createAuthor', { ...input, userId: 'usr_none' }))).toBe(
      'NOT_FOUND',
    );
    const { id: other } = await desk.make(editor, 'createAuthor', { name: word() });
    expect(codeOf(await desk.ask(editor, 'updateAuthor', { id: other, userId: writer.id }))).toBe('CONFLICT');
    expect((await desk.make(editor, 'updateAuthor', { id, userId: null })).user).toBeNull();
    expect((await desk.make(editor, 'updateAuthor', { id: other, userId: writer.id })).user).toEqual({
      id: writer.id,
    });
    expect(codeOf(await desk.ask(editor, 'updateAuthor', { id, userId: 'usr_none' }))).toBe('NOT_FOUND');
  });

  test('are updated by editors and by their own user, who cannot reassign them', async () => {
    const { id, name } = await desk.make(editor, 'createAuthor', { name: word(), userId: writer.id });
    const stranger = await newsroom.person('WRITER');
    const blockers = async (who: Person, input: object) => {
      const answer = await desk.ask(who, 'updateAuthor', { id, ...input });
      expect(codeOf(answer)).toBe('FORBIDDEN');
      return answer.errors?.[0]?.extensions.blockedBy.map(({ code }: { code: string }) => code);
    };
    expect(await blockers(stranger, { bio: 'Not mine.' })).toEqual(['NOT_OWNER']);
    expect(await blockers(writer, { userId: stranger.id })).toEqual(['ROLE_REQUIRED']);
    expect(await blockers(writer, { userId: null })).toEqual(['ROLE_REQUIRED']);
    const changed = await desk.make(writer, 'updateAuthor', { id, bio: ' Mine. ', userId: writer.id });
    expect(changed).toMatchObject({ name, bio: 'Mine.', user: { id: writer.id } });
    expect(codeOf(await desk.ask(writer, 'updateAuthor', { id: 'aut_none' }))).toBe('NOT_FOUND');
  });

  test('with invalid fields are refused with every error at once', async () => {
    const input = { name: null, slug: '-', bio: 'x'.repeat(2001) };
    expect(await desk.errorPaths(editor, 'updateAuthor', { id: 'aut_none', ...input })).toEqual([
      'input.bio',
      'input.name',
      'input.slug',
    ]);
  });

  test('that are updated show to readers at once, and are found by a former slug', async () => {
    const author = await desk.make(editor, 'createAuthor', { name: word() });
    const { id } = await newsroom.published(writer, editor, { authorIds: [author.id] });
    const name = `${author.name} Renamed`;
    const { slug } = await desk.make(editor, 'updateAuthor', { id: author.id, name, slug: null });
    const query = `query ($slug: String) {
      author(slug: $slug) { slug name articles { nodes { id authors { name } } } }
    }`;
    const { data } = await app.delivery(query, { slug: author.slug });
    expect(data.author).toEqual({ slug, name, articles: { nodes: [{ id, authors: [{ name }] }] } });
  });
});

describe('lists of tags and authors', () => {
  test.each(['tags', 'authors'] as const)('search %s by any part of the name', async (kind) => {
    const create = kind === 'tags' ? 'createTag' : 'createAuthor';
    const mark = word();
    const names = [`${mark} Ünal 100%`, `${mark} Қазақстан`];
    // One letter, or a letter and a mark: the same name.
    for (const name of names) await desk.make(editor, create, { name: name.normalize('NFD') });
    expect(await desk.listed(writer, kind, `${mark} unal`)).toEqual([names[0]]);
    expect(await desk.listed(writer, kind, `  ${mark.toUpperCase()} ÜN`)).toEqual([names[0]]);
    expect(await desk.listed(writer, kind, `${mark} u\u0308nal`)).toEqual([names[0]]);
    expect(await desk.listed(writer, kind, `${mark} ҚАЗ`)).toEqual([names[1]]);
    expect(await desk.listed(writer, kind, `${mark} unal 100%`)).toEqual([names[0]]);
    expect(await desk.listed(writer, kind, `${mark}%`)).toEqual([]);
    expect(await desk.listed(writer, kind, `${mark.slice(0, -1)}_`)).toEqual([]);
  });

  test.each(['tags', 'authors'])('of %s report an invalid search and page size at once', async (kind) => {
    const query = `query ($search: String) { ${kind}(first: 0, search: $search) { totalCount } }`;
    const answer = await newsroom.ask(writer, query, { search: 'x'.repeat(1001) });
    expect(refusalOf(answer)).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [{ path: ['first'] }, { path: ['search'] }],
    });
  });

  test.each(['tags', 'authors'] as const)('page %s by name, forward and backward', async (kind) => {
    const create = kind === 'tags' ? 'createTag' : 'createAuthor';
    const mark = word();
    for (const letter of 'dbeca') await desk.make(editor, create, { name: `${mark} ${letter}` });
    const query = `query ($first: Int, $after: String, $last: Int, $before: String) {
      ${kind}(first: $first, after: $after, last: $last, before: $before, search: "${mark}") {
        totalCount nodes { name } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      }
    }`;
    const page = async (args: object) => {
      const { totalCount, nodes, pageInfo } = (await newsroom.run(writer, query, args))[kind];
      expect(totalCount).toBe(5);
      return { pageInfo, names: nodes.map(({ name }: { name: string }) => name.slice(-1)).join('') };
    };
    const first = await page({ first: 2 });
    expect(first).toMatchObject({ names: 'ab', pageInfo: { hasNextPage: true, hasPreviousPage: false } });
    const second = await page({ first: 3, after: first.pageInfo.endCursor });
    expect(second).toMatchObject({ names: 'cde', pageInfo: { hasNextPage: false, hasPreviousPage: true } });
    const back = await page({ last: 2, before: second.pageInfo.startCursor });
    expect(back).toMatchObject({ names: 'ab', pageInfo: { hasPreviousPage: false, hasNextPage: true } });
    expect((await page({ last: 2 })).names).toBe('de');
  });
});

test('tags and authors are hidden without a sign-in, and a writer may only create tags', async () => {
  const { id } = await tag();
  for (const query of ['{ tags { totalCount } }', '{ authors { totalCount } }']) {
    expect(codeOf(await app.desk(query))).toBe('UNAUTHENTICATED');
  }
  const [other, author] = [await tag(), await newsroom.author(editor)];
  const inputs: [MutationName, object][] = [
    ['updateTag', { id, name: word() }],
    ['mergeTags', { fromId: id, intoId: other.id }],
    ['deleteTag', { id }],
    ['createAuthor', { name: word() }],
    ['deleteAuthor', { id: author }],
  ];
  for (const [name, input] of inputs) {
    const answer = await desk.ask(writer, name, input);
    expect(codeOf(answer)).toBe('FORBIDDEN');
    expect(answer.errors?.[0]?.extensions.blockedBy).toMatchObject([{ code: 'ROLE_REQUIRED' }]);
    expect(codeOf(await app.desk(MUTATIONS[name], { input }))).toBe('UNAUTHENTICATED');
  }
  expect(await desk.node(writer, id)).toEqual({ id });
  expect(await desk.node(writer, author)).toEqual({ id: author });
});
