// Articles in every situation of the expected workflow, made through the desk by a writer, with an editor as second owner.
import type { TransitionName } from '../../src/domain/editorial-workflow.js';
import type { TestApp } from './app.js';
import { articleCopies } from './article-copies.js';
import { decisions } from './decisions.js';
import type { Situation } from './expected-workflow.js';
import { newsroomOf, type ArticleState, type Person } from './newsroom.js';
import { memoize } from './memoize.js';

export interface Staff {
  readonly owningWriter: Person;
  readonly otherWriter: Person;
  readonly owningEditor: Person;
  readonly otherEditor: Person;
  readonly admin: Person;
}

export async function situations(app: TestApp) {
  const newsroom = newsroomOf(app);
  const { make } = decisions(app);
  const staff: Staff = {
    owningWriter: await newsroom.person('WRITER'),
    otherWriter: await newsroom.person('WRITER'),
    owningEditor: await newsroom.person('EDITOR'),
    otherEditor: await newsroom.person('EDITOR'),
    admin: await newsroom.person('ADMIN'),
  };
  const { owningWriter: writer, otherEditor: editor } = staff;
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
      const userIds = [writer.id, staff.owningEditor.id];
      return newsroom.mutate(editor, 'setOwners', 'SetOwnersInput', { ...newsroom.on(article), userIds });
    });

  /** Of a copy, so that the ways to all situations go on from the same articles. */
  const next = (who: Person, name: TransitionName, article: ArticleState) =>
    once(`${name} ${article.id}`, async (): Promise<ArticleState> => make(who, name, await copyOf(article)));

  const submitted = (article: ArticleState) => next(writer, 'SUBMIT', article);
  const approved = async (article: ArticleState) => next(editor, 'APPROVE', await submitted(article));

  /** What is out as it is wanted, in the state that this leads to. */
  async function out({ isLive, isScheduled, wasEverLive }: Situation): Promise<ArticleState> {
    let article = await draft();
    if (wasEverLive) article = await next(editor, 'PUBLISH', await approved(article));
    if (wasEverLive && !isLive) article = await next(editor, 'UNPUBLISH', article);
    if (!isScheduled) return article;
    const later = isLive ? await next(writer, 'EDIT', article) : article;
    return next(editor, 'SCHEDULE', later.reviewState === 'DRAFT' ? await approved(later) : later);
  }

  const LATER = new Date(Date.now() + 2 * 86_400_000).toISOString();

  /** Another revision than the working copy is live or scheduled, though the working copy was what readers saw. */
  async function displaced({ state, isLive, isScheduled }: Situation): Promise<ArticleState> {
    if (state === 'PUBLISHED') {
      const drafted = await copyOf(
        await next(writer, 'EDIT', await out({ state, isLive, isScheduled, wasEverLive: true })),
      );
      return make(editor, 'DISCARD', drafted);
    }
    const draftOfLive = await next(
      writer,
      'EDIT',
      await out({ state, isLive: true, isScheduled: false, wasEverLive: true }),
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

  const isDisplaced = ({ state, isLive, isScheduled }: Situation) =>
    (state === 'PUBLISHED' && isScheduled) || (state === 'UNPUBLISHED' && (isLive || isScheduled));

  /** The one article in that situation that all tests share: for what is refused. */
  async function original(situation: Situation): Promise<ArticleState> {
    if (isDisplaced(situation)) return once(JSON.stringify(situation), () => displaced(situation));
    const article = await out(situation);
    const { state } = situation;
    if (article.reviewState === state) return article;
    if (state === 'ARCHIVED') return next(editor, 'ARCHIVE', article);
    const edited = article.reviewState === 'DRAFT' ? article : await next(writer, 'EDIT', article);
    if (state === 'DRAFT') return edited;
    if (state === 'APPROVED') return approved(edited);
    const inReview = await submitted(edited);
    return state === 'IN_REVIEW' ? inReview : next(editor, 'REQUEST_CHANGES', inReview);
  }

  /** An article of the test's own. */
  const copy = async (situation: Situation) => copyOf(await original(situation));

  return { staff, original, copy };
}
