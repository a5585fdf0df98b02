// A notice that somebody has saved a newer revision than the draft's base.
import { revisionOf } from '../../drafts/draft-api.js';
import { WORDS } from '../../words/words.js';
import type { Draft } from './use-draft.js';
import type { WrittenArticle } from './write.data.js';

interface NewerRevisionProps {
  readonly draft: Draft;
  readonly article: WrittenArticle;
  /** Called with the new body. */
  readonly onText: (markdown: string) => void;
}

export function NewerRevision({ draft: { saver, state }, article, onText }: NewerRevisionProps) {
  const { working } = article;
  // Right after a save the draft's base is newer than the fetched article.
  if (state.base === undefined || working.number <= state.base.number) return null;
  const { write } = WORDS;
  const load = () => {
    if (saver.loadRevision(revisionOf(article))) onText(saver.content.body);
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
