// A notice that somebody has saved a newer revision than the one on the screen, and only that one can be approved from here.
import { useQuery } from '@tanstack/react-query';
import { useTimes } from '../../frame/newsroom.js';
import type { ReviewScreenQuery } from '../../generated/operations.js';
import { WordsChanged } from '../../parts/text.js';
import { WORDS } from '../../words/words.js';
import { reviewQuery } from './review.data.js';

interface NewerRevisionProps {
  readonly article: NonNullable<ReviewScreenQuery['article']>;
  /** The number of the revision that was read. */
  readonly read: number;
  readonly onShow: () => void;
}

export function NewerRevision({ article: { id, working }, read, onShow }: NewerRevisionProps) {
  const { moment } = useTimes();
  const { review } = WORDS;
  // Loads what the button shows before it is pressed.
  const { data } = useQuery(reviewQuery(id, { from: read }));
  const change = data?.article?.reviewed?.bodyDiff;
  return (
    <div className="notice" role="status">
      <p>
        <strong>{review.newer(working.createdBy.name, working.number, moment(working.createdAt))}</strong>{' '}
        {review.haveRead(read)}
      </p>
      <p>
        <button className="button" type="button" onClick={onShow}>
          {review.showChanged}
          {change && (
            <>
              : <WordsChanged added={change.wordsAdded} removed={change.wordsRemoved} />
            </>
          )}
        </button>
      </p>
    </div>
  );
}
