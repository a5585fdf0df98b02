// Compares the desk with the expected workflow over HTTP, one transition at a time: an actor tries it on an article in a state,
// and what comes of it is what the workflow says, all of it and nothing else.
import type { ReviewState, TransitionName } from '../../src/domain/editorial-workflow.js';
import type { TestApp } from './app.js';
import { rowsOf } from './article-copies.js';
import { decisions } from './decisions.js';
import { TRANSITIONS, expectedOutcome, type WorkflowState, type Outcome } from './expected-workflow.js';
import { refusalOf, type ArticleState } from './newsroom.js';
import { memoize } from './memoize.js';
import { articleFixtures, type ActorName } from './article-fixtures.js';

export const ACTORS = [
  { who: 'owningWriter', role: 'WRITER', isOwner: true },
  { who: 'otherWriter', role: 'WRITER', isOwner: false },
  { who: 'owningEditor', role: 'EDITOR', isOwner: true },
  { who: 'otherEditor', role: 'EDITOR', isOwner: false },
  { who: 'admin', role: 'ADMIN', isOwner: false },
] as const;
type Actor = (typeof ACTORS)[number];

/** The outcome of each transition, and its title for a test. */
export const expectedTransitions = (state: WorkflowState, actor: Actor) =>
  TRANSITIONS.map((name) => {
    const outcome = expectedOutcome(name, state, actor);
    const shown = 'to' in outcome ? `→ ${outcome.to}` : Object.values(outcome).join(' ');
    return { name, outcome, shown };
  });

export async function transitionMatrix(app: TestApp) {
  const desk = decisions(app);
  const articles = await articleFixtures(app);
  /** Reads of an article that nothing changes are made once. */
  const once = memoize();

  /** The shared article in that state as an actor reads it; null where they cannot see it. */
  const read = async (state: WorkflowState, who: ActorName) => {
    const { id } = await articles.original(state);
    return once(`${who} ${id}`, () => desk.seen(articles.actors[who], id));
  };

  const tryTransition = (name: TransitionName, state: WorkflowState, who: ActorName, outcome: Outcome) =>
    'to' in outcome ? allowed(name, state, who, outcome) : refused(name, state, who, outcome);

  async function refused(
    name: TransitionName,
    state: WorkflowState,
    who: ActorName,
    outcome: Exclude<Outcome, { to: unknown }>,
  ): Promise<void> {
    const user = articles.actors[who];
    const article = await articles.original(state);
    const option = optionOf(await read(state, who), name);
    const before = await once(article.id, () => rowsOf(app.owner, article.id));

    const { blockedBy, ...extensions } = refusalOf(await desk.attempt(user, name, article));

    expect(extensions).toEqual({
      code: outcome.code,
      ...(outcome.code === 'INVALID_TRANSITION' && { from: state.reviewState }),
    });
    if (outcome.code === 'NOT_FOUND') {
      expect(blockedBy).toBeUndefined();
      expect(option).toBeUndefined();
    } else {
      expect(blockedBy[0].code).toBe(outcome.blocker);
      expect(option).toEqual({ name, allowed: false, blockedBy });
    }
    expect(await rowsOf(app.owner, article.id)).toEqual(before);
  }

  async function allowed(
    name: TransitionName,
    state: WorkflowState,
    who: ActorName,
    { to }: { to: ReviewState },
  ): Promise<void> {
    const user = articles.actors[who];
    const article = await articles.copy(state);
    const before = await desk.seen(user, article.id);
    expect(optionOf(before, name)).toEqual({ name, allowed: true, blockedBy: [] });

    const after = await desk.make(user, name, article);

    expect(after).toMatchObject({ id: article.id, version: article.version + 1, reviewState: to });
    expect(after.working.number).toBe(article.working.number + expectedRevisions(name, before));
    const [event, ...earlier] = after.history.nodes;
    expect(event).toMatchObject({ name, from: state.reviewState, to, by: { id: user.id } });
    expect(event.revision.number).toBe(expectedRevision(name, before, after));
    expect(earlier).toEqual(before.history.nodes);
    expect(out(before)).toEqual([state.isLive, state.isScheduled].map((is) => is && expect.any(Number)));
    expect(out(after)).toEqual(expectedOut(name, before, after));
    const { data } = await app.delivery('query ($id: ID) { article(id: $id) { title } }', { id: article.id });
    expect(data.article).toEqual(after.live && { title: after.live.revision.title });
  }

  /** The filter finds the article by just those transitions that it allows. */
  async function filtersByTheExpectedWorkflow(state: WorkflowState, actor: Actor): Promise<void> {
    const { id, working } = await articles.original(state);
    const expected = expectedTransitions(state, actor).flatMap(({ name, outcome }) =>
      'to' in outcome ? [name] : [],
    );
    const lists = TRANSITIONS.map(
      (name) => `${name}: articles(first: 100, where: { allows: ${name}, search: $slug }) { nodes { id } }`,
    );
    const query = `query ($slug: String!) { ${lists.join(' ')} }`;
    const { data } = await app.desk(query, { slug: working.slug }, articles.actors[actor.who].token);
    const found = TRANSITIONS.filter((name) =>
      data[name].nodes.some((node: { id: string }) => node.id === id),
    );
    expect(found).toEqual(expected);
  }

  /** An actor reads the expected workflow: every transition in its order, with its reasons; nothing where they cannot see it. */
  async function readsTheExpectedWorkflow(state: WorkflowState, actor: Actor): Promise<void> {
    const article = await read(state, actor.who);
    const options = expectedTransitions(state, actor).map(({ name, outcome }) => {
      if ('to' in outcome) return { name, allowed: true, blockedBy: [] };
      const code = 'blocker' in outcome ? outcome.blocker : undefined;
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

  return { filtersByTheExpectedWorkflow, readsTheExpectedWorkflow, tryTransition };
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
