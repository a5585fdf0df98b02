// One cell of the expected workflow, tried over HTTP: a person makes a transition of an article in a situation, and what comes of
// it is what the workflow says, all of it and nothing else.
import type { TransitionName } from '../../src/domain/editorial-workflow.js';
import type { TestApp } from './app.js';
import { rowsOf } from './article-copies.js';
import { decisions } from './decisions.js';
import { TRANSITIONS, verdictOn, type Situation, type Verdict } from './expected-workflow.js';
import { refusalOf, type ArticleState } from './newsroom.js';
import { memoize } from './memoize.js';
import { situations, type Staff } from './article-fixtures.js';

export const PEOPLE = [
  { who: 'owningWriter', role: 'WRITER', isOwner: true },
  { who: 'otherWriter', role: 'WRITER', isOwner: false },
  { who: 'owningEditor', role: 'EDITOR', isOwner: true },
  { who: 'otherEditor', role: 'EDITOR', isOwner: false },
  { who: 'admin', role: 'ADMIN', isOwner: false },
] as const;
type Somebody = (typeof PEOPLE)[number];

/** What the workflow says of each transition, and in few words. */
export const cellsOf = (situation: Situation, person: Somebody) =>
  TRANSITIONS.map((name) => {
    const verdict = verdictOn(name, situation, person);
    const shown = 'to' in verdict ? `→ ${verdict.to}` : Object.values(verdict).join(' ');
    return { name, verdict, shown };
  });

export async function cells(app: TestApp) {
  const desk = decisions(app);
  const articles = await situations(app);
  /** What is asked of an article that nothing changes need not be asked again. */
  const once = memoize();

  /** What a person reads of the article in that situation that no test changes; null where they cannot see it. */
  const read = async (situation: Situation, who: keyof Staff) => {
    const { id } = await articles.original(situation);
    return once(`${who} ${id}`, () => desk.seen(articles.staff[who], id));
  };

  const tried = (name: TransitionName, situation: Situation, who: keyof Staff, verdict: Verdict) =>
    'to' in verdict ? allowed(name, situation, who, verdict) : refused(name, situation, who, verdict);

  async function refused(
    name: TransitionName,
    situation: Situation,
    who: keyof Staff,
    verdict: Exclude<Verdict, { to: unknown }>,
  ): Promise<void> {
    const person = articles.staff[who];
    const article = await articles.original(situation);
    const option = optionOf(await read(situation, who), name);
    const before = await once(article.id, () => rowsOf(app.owner, article.id));

    const { blockedBy, ...extensions } = refusalOf(await desk.attempt(person, name, article));

    expect(extensions).toEqual({
      code: verdict.code,
      ...(verdict.code === 'INVALID_TRANSITION' && { from: situation.state }),
    });
    if (verdict.code === 'NOT_FOUND') {
      expect(blockedBy).toBeUndefined();
      expect(option).toBeUndefined();
    } else {
      expect(blockedBy[0].code).toBe(verdict.blocker);
      expect(option).toEqual({ name, allowed: false, blockedBy });
    }
    expect(await rowsOf(app.owner, article.id)).toEqual(before);
  }

  async function allowed(
    name: TransitionName,
    situation: Situation,
    who: keyof Staff,
    { to }: { to: Situation['state'] },
  ): Promise<void> {
    const person = articles.staff[who];
    const article = await articles.copy(situation);
    const before = await desk.seen(person, article.id);
    expect(optionOf(before, name)).toEqual({ name, allowed: true, blockedBy: [] });

    const after = await desk.make(person, name, article);

    expect(after).toMatchObject({ id: article.id, version: article.version + 1, reviewState: to });
    expect(after.working.number).toBe(article.working.number + expectedRevisions(name, before));
    const [event, ...earlier] = after.history.nodes;
    expect(event).toMatchObject({ name, from: situation.state, to, by: { id: person.id } });
    expect(event.revision.number).toBe(expectedRevision(name, before, after));
    expect(earlier).toEqual(before.history.nodes);
    expect(out(before)).toEqual(
      [situation.isLive, situation.isScheduled].map((is) => is && expect.any(Number)),
    );
    expect(out(after)).toEqual(expectedOut(name, before, after));
    const { data } = await app.delivery('query ($id: ID) { article(id: $id) { title } }', { id: article.id });
    expect(data.article).toEqual(after.live && { title: after.live.revision.title });
  }

  /** The filter finds the article by just those transitions that it allows. */
  async function filtersByTheExpectedWorkflow(situation: Situation, person: Somebody): Promise<void> {
    const { id, working } = await articles.original(situation);
    const expected = cellsOf(situation, person).flatMap(({ name, verdict }) =>
      'to' in verdict ? [name] : [],
    );
    const lists = TRANSITIONS.map(
      (name) => `${name}: articles(first: 100, where: { allows: ${name}, search: $slug }) { nodes { id } }`,
    );
    const query = `query ($slug: String!) { ${lists.join(' ')} }`;
    const { data } = await app.desk(query, { slug: working.slug }, articles.staff[person.who].token);
    const found = TRANSITIONS.filter((name) =>
      data[name].nodes.some((node: { id: string }) => node.id === id),
    );
    expect(found).toEqual(expected);
  }

  /** What a person reads is the expected workflow: every transition in its order, with its reasons; nothing where they cannot see it. */
  async function readsTheExpectedWorkflow(situation: Situation, person: Somebody): Promise<void> {
    const article = await read(situation, person.who);
    const options = cellsOf(situation, person).map(({ name, verdict }) => {
      if ('to' in verdict) return { name, allowed: true, blockedBy: [] };
      const code = 'blocker' in verdict ? verdict.blocker : undefined;
      return (
        code && {
          name,
          allowed: false,
          blockedBy: expect.arrayContaining([expect.objectContaining({ code })]),
        }
      );
    });
    expect(article === null ? null : article.transitions).toEqual(
      options.includes(undefined) ? null : options,
    );
  }

  return { filtersByTheExpectedWorkflow, readsTheExpectedWorkflow, tried };
}

const optionOf = (article: { transitions: { name: string }[] } | null, name: TransitionName) =>
  article?.transitions.find((option) => option.name === name);

/** The numbers of the revisions that are live and scheduled; false where there is none. */
const out = ({ live, scheduled }: Out) =>
  [live, scheduled].map((publication) => publication?.revision.number ?? false);

interface Out {
  readonly live: { readonly revision: { readonly number: number } } | null;
  readonly scheduled: { readonly revision: { readonly number: number } } | null;
}

/** DISCARD makes none where the working copy says what is live. */
function expectedRevisions(name: TransitionName, { live, working }: Out & ArticleState): number {
  if (name === 'DISCARD') return live?.revision.number === working.number ? 0 : 1;
  return name === 'EDIT' ? 1 : 0;
}

/** The history tells which revision was taken down or is not to come; everything else is done to the working copy. */
function expectedRevision(name: TransitionName, before: Out & ArticleState, { working }: ArticleState) {
  const [live, scheduled] = out(before);
  if (name === 'UNPUBLISH' || name === 'SET_END') return live;
  if (name === 'SCHEDULE' && isMoved(before)) return scheduled;
  return name === 'UNSCHEDULE' ? scheduled : working.number;
}

/** Whether SCHEDULE is about what is scheduled, since the working copy cannot be. */
const isMoved = ({ reviewState }: ArticleState) =>
  !['APPROVED', 'SCHEDULED', 'UNPUBLISHED'].includes(reviewState);

function expectedOut(name: TransitionName, before: Out & ArticleState, { working }: ArticleState) {
  const [live, scheduled] = out(before);
  if (name === 'SCHEDULE' && isMoved(before)) return [live, scheduled];
  if (name === 'PUBLISH') return [working.number, false];
  if (name === 'SCHEDULE') return [live, working.number];
  if (name === 'UNSCHEDULE') return [live, false];
  if (name === 'UNPUBLISH') return [false, scheduled];
  return [live, scheduled];
}
