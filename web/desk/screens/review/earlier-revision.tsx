// A notice that the screen shows an earlier revision. An approved one can be published again, which rolls a bad update back.
import { Link } from '@tanstack/react-router';
import { isEditor, useViewer } from '../../frame/use-session.js';
import type { ReviewedRevisionFragment } from '../../generated/operations.js';
import { WORDS } from '../../words/words.js';
import type { ReviewArticle } from './use-reviewed.js';

interface EarlierRevisionProps {
  readonly article: ReviewArticle;
  readonly reviewed: ReviewedRevisionFragment;
  readonly onPublish: () => void;
}

export function EarlierRevision({
  article: { id, working, live },
  reviewed,
  onPublish,
}: EarlierRevisionProps) {
  const viewer = useViewer();
  const { review } = WORDS;
  const mayBePublished =
    reviewed.approval !== null && isEditor(viewer) && live?.revision.number !== reviewed.number;
  return (
    <div className="notice">
      <p>
        {review.isNotWorkingCopy(reviewed.number)}{' '}
        <Link to="/articles/$articleId/review" params={{ articleId: id }} search={{}}>
          {review.showWorkingCopy(working.number)}
        </Link>
      </p>
      {mayBePublished && (
        <p>
          <button className="button" type="button" aria-haspopup="dialog" onClick={onPublish}>
            {review.publishEarlier(reviewed.number)}
          </button>
        </p>
      )}
    </div>
  );
}
