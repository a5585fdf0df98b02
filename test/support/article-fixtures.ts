// Articles in every state of the expected workflow, made through the desk by a writer, with an editor as second owner.
import type { TransitionName } from '../../src/domain/editorial-workflow.js';
import type { TestApp } from './app.js';
import { articleCopies } from './article-copies.js';
import { decisions } from './decisions.js';
import type { WorkflowState } from './expected-workflow.js';
import { newsroomOf, type ArticleState, type Person } from './newsroom.js';
import { memoize } from './memoize.js';

/** Those who try each transition. */
export interface Actors {
  readonly owningWriter: Person;
  readonly otherWriter: Person;
  readonly owningEditor: Person;
  readonly otherEditor: Person;
  readonly admin: Person;
}

export type ActorName = keyof Actors;

export async function articleFixtures(app: TestApp) {
  const newsroom = newsroomOf(app);
  const { make } = decisions(app);
  const actors: Actors = {
    owningWriter: await newsroom.person('WRITER'),
    otherWriter: await newsroom.person('WRITER'),
    owningEditor: await newsroom.person('EDITOR'),
    otherEditor: await newsroom.person('EDITOR'),
    admin: await newsroom.person('ADMIN'),
  };
  const { owningWriter: writer, otherEditor: editor } = actors;
  const authorIds = [await newsroom.author(editor)];

  const copies = await articleCopies(app.owner);

  async function copyOf({ id, working, ...article }: ArticleState): Promise<ArticleState> {
    const ids = await copies(id);
    const renewed = (old: string) => ids.get(old) ?? old;
    return { ...article, id: renewed(id), working: { ...working, id: renewed(working.id) } };
  }

  const once = memoize();

  const draft = () =>
    once('draft', async () => {
      const article = await newsroom.draft(writer, { authorIds });
      const userIds = [writer.id, actors.owningEditor.id];
      return newsroom.mutate(editor, 'setOwners', 'SetOwnersInput', { ...newsroom.on(article), userIds });
    });

  /** Makes the transition of a copy, so that the paths to all states share the articles on the way. */
  const next = (who: Person, name: TransitionName, article: ArticleState) =>
    once(`${name} ${article.id}`, async (): Promise<ArticleState> => make(who, name, await copyOf(article)));

  const submitted = (article: ArticleState) => next(writer, 'SUBMIT', article);
  const approved = async (article: ArticleState) => next(editor, 'APPROVE', await submitted(article));

  /** Live and scheduled as wanted, in whichever review state that leads to. */
  async function publishedAs({ isLive, isScheduled, wasEverLive }: WorkflowState): Promise<ArticleState> {
    let article = await draft();
    if (wasEverLive) article = await next(editor, 'PUBLISH', await approved(article));
    if (wasEverLive && !isLive) article = await next(editor, 'UNPUBLISH', article);
    if (!isScheduled) return article;
    const later = isLive ? await next(writer, 'EDIT', article) : article;
    return next(editor, 'SCHEDULE', later.reviewState === 'DRAFT' ? await approved(later) : later);
  }

  const LATER = new Date(Date.now() + 2 * 86_400_000).toISOString();

  /** Another revision than the working copy is live or scheduled, though the working copy was live before. */
  async function displaced({ reviewState, isLive, isScheduled }: WorkflowState): Promise<ArticleState> {
    if (reviewState === 'PUBLISHED') {
      const drafted = await copyOf(
        await next(
          writer,
          'EDIT',
          await publishedAs({ reviewState, isLive, isScheduled, wasEverLive: true }),
        ),
      );
      return make(editor, 'DISCARD', drafted);
    }
    const draftOfLive = await next(
      writer,
      'EDIT',
      await publishedAs({ reviewState, isLive: true, isScheduled: false, wasEverLive: true }),
    );
    const ready = await make(
      editor,
      'UNSCHEDULE',
      await make(editor, 'SCHEDULE', await copyOf(await approved(draftOfLive))),
    );
    const { revision } = ready.live;
    const published = await make(editor, 'PUBLISH', ready);
    const another = { revisionId: revision.id };
    const rolledBack = isLive ? await make(editor, 'PUBLISH', published, another) : published;
    if (!isScheduled) return rolledBack;
    const scheduled = await make(editor, 'SCHEDULE', rolledBack, { ...another, at: LATER });
    return isLive ? scheduled : make(editor, 'UNPUBLISH', scheduled);
  }

  const isDisplaced = ({ reviewState, isLive, isScheduled }: WorkflowState) =>
    (reviewState === 'PUBLISHED' && isScheduled) ||
    (reviewState === 'UNPUBLISHED' && (isLive || isScheduled));

  /** The one article in that state that all tests share, for transitions that are refused. */
  async function original(state: WorkflowState): Promise<ArticleState> {
    if (isDisplaced(state)) return once(JSON.stringify(state), () => displaced(state));
    const article = await publishedAs(state);
    const { reviewState } = state;
    if (article.reviewState === reviewState) return article;
    if (reviewState === 'ARCHIVED') return next(editor, 'ARCHIVE', article);
    const edited = article.reviewState === 'DRAFT' ? article : await next(writer, 'EDIT', article);
    if (reviewState === 'DRAFT') return edited;
    if (reviewState === 'APPROVED') return approved(edited);
    const inReview = await submitted(edited);
    return reviewState === 'IN_REVIEW' ? inReview : next(editor, 'REQUEST_CHANGES', inReview);
  }

  /** An article in that state for one test alone. */
  const copy = async (state: WorkflowState) => copyOf(await original(state));

  return { actors, original, copy };
}
