// Somebody has saved a revision since the one that is on the screen.
import { revisionOf } from '../../drafts/draft-api.js';
import { WORDS } from '../../words/words.js';
import type { Draft } from './use-draft.js';
import type { WrittenArticle } from './write.data.js';

interface NewerRevisionProps {
  readonly draft: Draft;
  readonly article: WrittenArticle;
  /** Called with the body where it is another now. */
  readonly onText: (markdown: string) => void;
}

export function NewerRevision({ draft: { saver, state }, article, onText }: NewerRevisionProps) {
  const { working } = article;
  // After a save the screen is ahead of what the article was when it was asked for.
  if (state.base === undefined || working.number <= state.base.number) return null;
  const { write } = WORDS;
  const load = () => {
    if (saver.takeNewer(revisionOf(article))) onText(saver.content.body);
  };
  return (
    <div className="notice" role="status">
      <p>{write.newer(working.createdBy.name, working.number)}</p>
      <p className="acts">
        <button className="button" type="button" onClick={() => (saver.isDirty ? void saver.save() : load())}>
          {state.isRevision ? write.load : write.compareNow}
        </button>
      </p>
    </div>
  );
}
