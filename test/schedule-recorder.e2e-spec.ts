// What time did to one article cannot be recorded: the desk and the other articles go on, and nobody decides about that
// one on a state that is past.
import { startApp, type TestApp } from './support/app.js';
import { newsroom, refusalOf, type ArticleState, type Person } from './support/newsroom.js';
import { until } from './support/server-process.js';

let app: TestApp;
let room: ReturnType<typeof newsroom>;
let editor: Person;
let authorIds: string[];
beforeAll(async () => {
  app = await startApp();
  room = newsroom(app);
  editor = await room.person('EDITOR');
  authorIds = [await room.author(editor)];
});
afterAll(() => app.close());

const scheduled = async (): Promise<{ article: ArticleState; at: Date }> => {
  const approved = await room.approved(await room.person('WRITER'), editor, { authorIds });
  const { scheduled, at } = await room.scheduleSoon(editor, approved);
  return { article: scheduled, at };
};

/** A fault that hits one article alone, until it is mended. */
async function breakHistoryOf(articleId: string): Promise<() => Promise<unknown>> {
  await app.owner.query(`
    CREATE FUNCTION desk.broken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'broken'; END $$;
    CREATE TRIGGER broken BEFORE INSERT ON desk.events FOR EACH ROW
      WHEN (NEW.article_id = '${articleId}') EXECUTE FUNCTION desk.broken()`);
  return () => app.owner.query('DROP FUNCTION desk.broken CASCADE');
}

const stateOf = async (id: string): Promise<{ state: string; events: string[] }> => {
  const query = 'query ($id: ID!) { article(id: $id) { reviewState history { nodes { name } } } }';
  const { article } = await room.run(editor, query, { id });
  return {
    state: article.reviewState,
    events: article.history.nodes.map((event: { name: string }) => event.name),
  };
};

test('one article’s fault is its own, and is over with its cause', async () => {
  const [broken, ...others] = await Promise.all([scheduled(), scheduled(), scheduled()]);
  const mend = await breakHistoryOf(broken.article.id);
  const last = Math.max(...[broken, ...others].map(({ at }) => at.getTime()));
  await app.owner.query('SELECT pg_sleep_until($1)', [new Date(last)]);

  for (const { article } of others) expect((await stateOf(article.id)).state).toBe('PUBLISHED');
  expect(await stateOf(broken.article.id)).toMatchObject({ state: 'SCHEDULED' });
  const decision = await room.ask(
    editor,
    'mutation ($input: TransitionInput!) { unscheduleArticle(input: $input) { article { id } } }',
    { input: room.on(broken.article) },
  );
  expect(refusalOf(decision)).toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });

  await mend();
  await until(async () => (await stateOf(broken.article.id)).state === 'PUBLISHED');
  expect((await stateOf(broken.article.id)).events.slice(0, 2)).toEqual(['GO_LIVE', 'SCHEDULE']);
});
