// What the desk's screens query beside articles: the calendar, an article's publications, and who else may decide.
import { startApp, type TestApp } from './support/app.js';
import { codeOf, newsroomOf, type Newsroom, type Person } from './support/newsroom.js';
import { word } from './support/tags-and-authors.js';

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

const NODE = 'query ($id: ID!) { node(id: $id) { __typename id } }';
const node = async (who: Person, id: string) => (await newsroom.run(who, NODE, { id })).node;

describe('the calendar', () => {
  const CALENDAR = `query ($from: DateTime!, $to: DateTime!, $first: Int, $after: String) {
    calendar(from: $from, to: $to, first: $first, after: $after) {
      totalCount pageInfo { endCursor }
      nodes { at kind article { id } publication { id liveFrom revision { number } by { id } } }
    }
  }`;
  const DAY = 86_400_000;
  const day = (days: number) => new Date(Date.UTC(2031, 0, 1) + days * DAY).toISOString();
  const calendar = async (who: Person, variables: object) =>
    (await newsroom.run(who, CALENDAR, variables)).calendar;

  test('shows what goes live and comes down in a period, earliest first, page by page', async () => {
    const one = await newsroom.schedule(
      editor,
      await newsroom.approved(writer, editor, byline),
      new Date(day(1)),
      {
        until: day(3),
      },
    );
    const two = await newsroom.schedule(
      editor,
      await newsroom.approved(writer, editor, byline),
      new Date(day(2)),
    );
    const all = await calendar(writer, { from: day(0), to: day(10) });
    expect(
      all.nodes.map(({ at, kind, article }: { at: string; kind: string; article: { id: string } }) => [
        at,
        kind,
        article.id,
      ]),
    ).toEqual([
      [day(1), 'GOES_LIVE', one.id],
      [day(2), 'GOES_LIVE', two.id],
      [day(3), 'COMES_DOWN', one.id],
    ]);
    expect(all.totalCount).toBe(3);
    const first = await calendar(writer, { from: day(0), to: day(10), first: 1 });
    const rest = await calendar(writer, { from: day(0), to: day(10), after: first.pageInfo.endCursor });
    expect([...first.nodes, ...rest.nodes]).toEqual(all.nodes);
    expect((await calendar(writer, { from: day(1), to: day(2) })).totalCount).toBe(1);
    expect((await calendar(await newsroom.person('WRITER'), { from: day(0), to: day(10) })).nodes).toEqual(
      [],
    );
    const [{ publication }] = all.nodes;
    expect(await node(writer, publication.id)).toEqual({ __typename: 'Publication', id: publication.id });
    expect(await node(await newsroom.person('WRITER'), publication.id)).toBeNull();
  });

  test('of more than 92 days, or whose end is not after its beginning, is refused', async () => {
    for (const to of [day(93), day(0)]) {
      expect(codeOf(await newsroom.ask(writer, CALENDAR, { from: day(0), to }))).toBe('BAD_USER_INPUT');
    }
  });
});

test('an article shows all its publications, latest first, and since when it has been in its state', async () => {
  const live = await newsroom.published(writer, editor, byline);
  await newsroom.republished(writer, editor, live, { title: word() });
  const { article } = await newsroom.run(
    writer,
    `query ($id: ID!) { article(id: $id) { stateSince live { liveFrom }
      publications { totalCount nodes { liveFrom liveUntil revision { number } } } } }`,
    { id: live.id },
  );
  const [latest, before] = article.publications.nodes;
  expect(article.publications.totalCount).toBe(2);
  expect([latest.revision.number, before.revision.number]).toEqual([2, 1]);
  expect(before.liveUntil).toBe(latest.liveFrom);
  expect(article.stateSince).toBe(article.live.liveFrom);
});

describe('others who may make a transition', () => {
  const OTHERS = `query ($id: ID!) { article(id: $id) { transitions { name allowed others { id name author { id } } } } }`;
  const othersFor = async (who: Person, id: string, name: string): Promise<string[]> => {
    const { article } = await newsroom.run(who, OTHERS, { id });
    const option = article.transitions.find((one: { name: string }) => one.name === name);
    return option.others.map((person: { id: string }) => person.id);
  };

  test('are all to whom its rules allow it, five at most, and nobody where the state forbids it', async () => {
    const draft = await newsroom.draft(editor, byline);
    const [heir, colleague, admin] = [
      await newsroom.person('WRITER'),
      await newsroom.person('EDITOR'),
      await newsroom.person('ADMIN'),
    ];
    const here = [writer, editor, heir, colleague, admin].map(({ id }) => id);
    await app.owner.query('UPDATE desk.users SET active = false WHERE id <> ALL ($1)', [here]);
    const owned = await newsroom.mutate(editor, 'setOwners', 'SetOwnersInput', {
      ...newsroom.on(draft),
      userIds: [writer.id, heir.id],
    });
    const inReview = await newsroom.submit(writer, owned);
    // By four eyes not the editor, whose text it is.
    const approvers = await othersFor(writer, inReview.id, 'APPROVE');
    expect(approvers.sort()).toEqual([colleague.id, admin.id].sort());
    const withdrawing = await othersFor(writer, inReview.id, 'WITHDRAW');
    expect(withdrawing.sort()).toEqual(here.slice(1).sort());
    expect(await othersFor(writer, inReview.id, 'PUBLISH')).toEqual([]);
    await app.owner.query('UPDATE desk.users SET active = false WHERE id = ANY ($1)', [approvers]);
    expect(await othersFor(writer, inReview.id, 'APPROVE')).toEqual([]);
    for (let i = 0; i < 6; i++) await newsroom.person('EDITOR');
    expect(await othersFor(writer, inReview.id, 'APPROVE')).toHaveLength(5);
  });
});
