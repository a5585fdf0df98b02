// Articles in every situation that the law knows, made through the desk by a writer, with an editor as second owner.
import type { TestApp } from './app.js';
import { articleCopies } from './article-copies.js';
import { decisions } from './decisions.js';
import type { Situation } from './law.js';
import { newsroom, type ArticleState, type Person } from './newsroom.js';

export interface Staff {
  readonly owningWriter: Person;
  readonly otherWriter: Person;
  readonly owningEditor: Person;
  readonly otherEditor: Person;
  readonly admin: Person;
}

export async function situations(app: TestApp) {
  const room = newsroom(app);
  const { make } = decisions(app);
  const staff: Staff = {
    owningWriter: await room.person('WRITER'),
    otherWriter: await room.person('WRITER'),
    owningEditor: await room.person('EDITOR'),
    otherEditor: await room.person('EDITOR'),
    admin: await room.person('ADMIN'),
  };
  const { owningWriter: writer, otherEditor: editor } = staff;
  const authorIds = [await room.author(editor)];

  async function draft(): Promise<ArticleState> {
    const article = await room.draft(writer, { authorIds });
    const userIds = [writer.id, staff.owningEditor.id];
    return room.mutate(editor, 'setOwners', 'SetOwnersInput', { ...room.on(article), userIds });
  }

  const submitted = (article: ArticleState) => make(writer, 'SUBMIT', article);
  const approved = async (article: ArticleState) => make(editor, 'APPROVE', await submitted(article));

  /** What is out as it is wanted, in the state that this leads to. */
  async function out({ isLive, isScheduled, wasEverLive }: Situation): Promise<ArticleState> {
    let article = await draft();
    if (wasEverLive) article = await make(editor, 'PUBLISH', await approved(article));
    if (wasEverLive && !isLive) article = await make(editor, 'UNPUBLISH', article);
    if (!isScheduled) return article;
    const next = isLive ? await make(writer, 'EDIT', article) : article;
    return make(editor, 'SCHEDULE', next.reviewState === 'DRAFT' ? await approved(next) : next);
  }

  async function made(situation: Situation): Promise<ArticleState> {
    const article = await out(situation);
    const { state } = situation;
    if (article.reviewState === state) return article;
    if (state === 'ARCHIVED') return make(editor, 'ARCHIVE', article);
    const edited = article.reviewState === 'DRAFT' ? article : await make(writer, 'EDIT', article);
    if (state === 'DRAFT') return edited;
    if (state === 'APPROVED') return approved(edited);
    const inReview = await submitted(edited);
    return state === 'IN_REVIEW' ? inReview : make(editor, 'REQUEST_CHANGES', inReview);
  }

  const copies = await articleCopies(app.owner);
  const originals = new Map<Situation, Promise<ArticleState>>();

  /** The one article in that situation that all tests share: for what is refused. */
  function original(situation: Situation): Promise<ArticleState> {
    const article = originals.get(situation) ?? made(situation);
    originals.set(situation, article);
    return article;
  }

  /** An article of the test's own. */
  async function copy(situation: Situation): Promise<ArticleState> {
    const { id, working, ...article } = await original(situation);
    const ids = await copies(id);
    const renewed = (old: string) => ids.get(old) ?? old;
    return { ...article, id: renewed(id), working: { ...working, id: renewed(working.id) } };
  }

  return { staff, original, copy };
}
