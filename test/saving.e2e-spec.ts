// Saving against a revision instead of a version, line ends, and the owners that bylines bring.
import { refusalOf, type ArticleState, type Person, startNewsroom } from './support/newsroom.js';

const { app, newsroom, writer, editor, authorIds } = await startNewsroom();
afterAll(() => app.close());

const SAVE =
  'mutation ($input: SaveDraftInput!) { saveDraft(input: $input) { article { version working { id number } } } }';
const save = (who: Person, articleId: string, input: object) =>
  newsroom.ask(who, SAVE, { input: { articleId, ...input } });

describe('saving on a revision', () => {
  test('goes through though the owners have changed, and conflicts where another revision was saved', async () => {
    const draft = await newsroom.draft(writer, { authorIds });
    const userIds = [writer.id, editor.id];
    await newsroom.mutate(editor, 'setOwners', 'SetOwnersInput', { ...newsroom.on(draft), userIds });
    const base = { baseRevisionId: draft.working.id };
    const saved = await save(writer, draft.id, { ...base, title: 'Mine' });
    expect(saved.data.saveDraft.article).toMatchObject({ version: 3, working: { number: 2 } });
    const late = await save(editor, draft.id, { ...base, title: 'Theirs' });
    expect(refusalOf(late)).toMatchObject({
      code: 'CONFLICT',
      currentVersion: 3,
      workingRevisionId: saved.data.saveDraft.article.working.id,
      changedBy: { id: writer.id },
    });
  });

  test('needs just one of version and baseRevisionId, and a revision of this article', async () => {
    const [draft, other] = await Promise.all([
      newsroom.draft(writer, { authorIds }),
      newsroom.draft(writer, { authorIds }),
    ]);
    const paths = async (input: object) => {
      const { code, fields } = refusalOf(await save(writer, draft.id, input));
      return [code, ...fields.map(({ path }: { path: string[] }) => path.join('.'))];
    };
    const both = ['BAD_USER_INPUT', 'input.version', 'input.baseRevisionId'];
    expect(await paths({ title: 'x' })).toEqual(both);
    expect(await paths({ version: 1, baseRevisionId: draft.working.id })).toEqual(both);
    expect(await paths({ baseRevisionId: other.working.id })).toEqual(['NOT_FOUND', 'input.baseRevisionId']);
  });
});

describe('the line ends of a body', () => {
  const bodyOf = async (id: string) =>
    (
      await newsroom.run(
        writer,
        'query ($id: ID!) { article(id: $id) { working { number body { markdown } } } }',
        { id },
      )
    ).article.working;

  test('are stored as LF, whether they come as CRLF or CR', async () => {
    const { id } = await newsroom.draft(writer, { authorIds, body: 'One\r\ntwo\rthree' });
    expect((await bodyOf(id)).body.markdown).toBe('One\ntwo\nthree');
  });

  test('make no revision of a stored body with CRLF that is saved untouched', async () => {
    const draft = await newsroom.draft(writer, { authorIds, body: 'One\ntwo' });
    // As an older version of the server stored it.
    await app.owner.query('ALTER TABLE desk.revisions DISABLE TRIGGER USER');
    await app.owner.query("UPDATE desk.revisions SET body = E'One\\r\\ntwo' WHERE id = $1", [
      draft.working.id,
    ]);
    await app.owner.query('ALTER TABLE desk.revisions ENABLE TRIGGER USER');
    expect((await bodyOf(draft.id)).body.markdown).toBe('One\r\ntwo');
    const saved = await save(writer, draft.id, { version: 1, body: 'One\r\ntwo' });
    expect(saved.data.saveDraft.article).toMatchObject({ version: 1, working: { number: 1 } });
  });
});

describe('owners', () => {
  const SEEN = `query ($id: ID!) { article(id: $id) { owners { id }
    history(names: ["SET_OWNERS"]) { nodes { by { id } ownersAdded { id } ownersRemoved { id } } } } }`;
  const seen = async (id: string) => (await newsroom.run(editor, SEEN, { id })).article;
  const ids = (people: { id: string }[]) => people.map(({ id }) => id).sort();

  async function bylineOf(person: Person): Promise<string> {
    const query = 'mutation ($input: CreateAuthorInput!) { createAuthor(input: $input) { author { id } } }';
    const data = await newsroom.run(editor, query, {
      input: { name: `Byline ${person.id}`, userId: person.id },
    });
    return data.createAuthor.author.id;
  }

  test('adding a byline that has a login makes that user an owner, and taking it off takes no right away', async () => {
    const colleague = await newsroom.person('WRITER');
    const byline = await bylineOf(colleague);
    const draft = await newsroom.draft(writer, { authorIds });
    const both = await newsroom.save(writer, draft, { authorIds: [...authorIds, byline] });
    expect(ids((await seen(draft.id)).owners)).toEqual([writer.id, colleague.id].sort());
    expect((await seen(draft.id)).history.nodes).toEqual([
      { by: { id: writer.id }, ownersAdded: [{ id: colleague.id }], ownersRemoved: [] },
    ]);
    await newsroom.save(colleague, both, { authorIds });
    expect(ids((await seen(draft.id)).owners)).toEqual([writer.id, colleague.id].sort());
  });

  test('setOwners tells who was added and removed, and makes no event where nobody was', async () => {
    const colleague = await newsroom.person('WRITER');
    const draft = await newsroom.draft(writer, { authorIds });
    const set = (article: ArticleState, userIds: string[]) =>
      newsroom.mutate(editor, 'setOwners', 'SetOwnersInput', { ...newsroom.on(article), userIds });
    const given = await set(draft, [colleague.id]);
    expect(await set(given, [colleague.id])).toMatchObject({ version: given.version });
    expect((await seen(draft.id)).history.nodes).toEqual([
      { by: { id: editor.id }, ownersAdded: [{ id: colleague.id }], ownersRemoved: [{ id: writer.id }] },
    ]);
  });

  test('setOwners refuses more than fifty, and everybody who is deactivated', async () => {
    const left = await newsroom.person('WRITER', 'Left Long Ago');
    await app.owner.query('UPDATE desk.users SET active = false WHERE id = $1', [left.id]);
    const draft = await newsroom.draft(writer, { authorIds });
    const set = async (userIds: string[]) =>
      refusalOf(
        await newsroom.ask(
          editor,
          'mutation ($input: SetOwnersInput!) { setOwners(input: $input) { article { id } } }',
          {
            input: { ...newsroom.on(draft), userIds },
          },
        ),
      );
    expect(await set([writer.id, left.id])).toEqual({
      code: 'BAD_USER_INPUT',
      fields: [{ path: ['input', 'userIds', 1], message: 'Left Long Ago is deactivated.' }],
    });
    expect(await set(Array.from({ length: 51 }, () => writer.id))).toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});
