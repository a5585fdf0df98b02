// How many statements a write sends to PostgreSQL, as the request's line in the log has it: all of them, with the one that finds
// the actor, BEGIN and COMMIT.
import type { TestApp } from './support/app.js';
import { startInProcess } from './support/in-process-app.js';
import { historyStarted } from './support/history.js';
import { newsroomOf, type Newsroom, type Person } from './support/newsroom.js';

let app: TestApp;
let newsroom: Newsroom;
let writer: Person;
let editor: Person;
let content: { authorIds: string[]; tagIds: string[]; body: string };
/** By the operation's name. */
const counts = new Map<string, number>();
beforeAll(async () => {
  const started = await startInProcess();
  app = started;
  started.nest.useLogger({
    log: ({ operation, statements }: { operation?: string; statements?: number }) =>
      counts.set(operation ?? '', statements ?? 0),
    warn: () => undefined,
    error: () => undefined,
  });
  await historyStarted(app);
  newsroom = newsroomOf(app);
  [writer, editor] = [await newsroom.person('WRITER'), await newsroom.person('EDITOR')];
  const [author, tags] = [
    await newsroom.author(editor),
    [await newsroom.tag(editor), await newsroom.tag(editor)],
  ];
  content = { authorIds: [author], tagIds: tags.map(({ id }) => id), body: 'A body of some words.' };
});
afterAll(() => app.close());

let operations = 0;

/** Runs a mutation, and gives the statements that it sent and the article afterwards. */
async function counted(who: Person, name: string, type: string, input: object) {
  const operation = `Counted${operations++}`;
  const article = 'article { id version reviewState working { id number slug } }';
  // What an answer selects is read by statements of its own.
  const query = `mutation ${operation}($input: ${type}!) { ${name}(input: $input) { article { id version } } }`;
  const { id, version } = (await newsroom.run(who, query, { input }))[name].article;
  while (!counts.has(operation)) await new Promise(setImmediate);
  const data = await newsroom.run(editor, `query ($id: ID!) { ${article.replace(' {', '(id: $id) {')} }`, {
    id,
  });
  expect(data.article.version).toBe(version);
  return { statements: counts.get(operation) ?? Infinity, article: data.article };
}

/** A token's first use in a minute is noted, in a statement of its own. */
const noted = () => Promise.all([writer, editor].map((who) => newsroom.run(who, '{ viewer { id } }')));

test('with hashes of the history an article is created by 9 statements at most, saved by 8, approved by 7 and published by 10', async () => {
  await noted();
  const title = `Title ${Date.now()}`;
  const created = await counted(writer, 'createArticle', 'CreateArticleInput', { ...content, title });
  expect(created.statements).toBeLessThanOrEqual(9);

  const edited = { ...content, title: 'Another', body: 'Another body of some words.' };
  const saved = await counted(writer, 'saveDraft', 'SaveDraftInput', {
    ...newsroom.on(created.article),
    ...edited,
  });
  expect(saved.article.working.number).toBe(2);
  expect(saved.statements).toBeLessThanOrEqual(8);

  const submitted = await newsroom.submit(writer, saved.article);
  const revisionId = submitted.working.id;
  const approval = { ...newsroom.on(submitted), revisionId };
  const approved = await counted(editor, 'approveArticle', 'ApproveArticleInput', approval);
  expect(approved.statements).toBeLessThanOrEqual(7);

  const published = await counted(
    editor,
    'publishArticle',
    'PublishArticleInput',
    newsroom.on(approved.article),
  );
  expect(published.article.reviewState).toBe('PUBLISHED');
  expect(published.statements).toBeLessThanOrEqual(10);
});

test('a revision that takes the place of a live one is published by 12 statements at most', async () => {
  await noted();
  const live = await newsroom.published(writer, editor, content);
  const next = await newsroom.save(writer, live, { title: 'Next' });
  const approved = await newsroom.approve(editor, await newsroom.submit(writer, next));
  const again = { ...newsroom.on(approved), revisionId: approved.working.id };
  const { statements } = await counted(editor, 'publishArticle', 'PublishArticleInput', again);
  expect(statements).toBeLessThanOrEqual(12);
});

test('a save that changes nothing sends 8 statements at most', async () => {
  await noted();
  const draft = await newsroom.draft(writer, content);
  const { article, statements } = await counted(writer, 'saveDraft', 'SaveDraftInput', {
    ...newsroom.on(draft),
    ...content,
  });
  expect(article.version).toBe(draft.version);
  expect(statements).toBeLessThanOrEqual(8);
});
