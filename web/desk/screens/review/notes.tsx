// The notes of an article's transitions, latest first.
import { Link } from '@tanstack/react-router';
import type { ReviewNoteFragment } from '../../generated/operations.js';
import { Moment } from '../../parts/text.js';
import { WORDS } from '../../words/words.js';

interface NotesProps {
  readonly articleId: string;
  readonly events: readonly ReviewNoteFragment[];
}

const actOf = ({ name, override, revision }: ReviewNoteFragment): string => {
  if (override) return WORDS.review.overrode;
  const did = WORDS.review.did as Readonly<Record<string, ((number: number) => string) | undefined>>;
  return did[name]?.(revision.number) ?? '';
};

export function Notes({ articleId, events }: NotesProps) {
  const { review } = WORDS;
  const notes = events.filter(({ note, override }) => note || override);
  return (
    <section aria-labelledby="notes">
      <div className="side-head">
        <h2 id="notes">{review.notes}</h2>{' '}
        <Link to="/articles/$articleId/history" params={{ articleId }}>
          {review.history}
        </Link>
      </div>
      {notes.length === 0 ? (
        <p className="quiet">{review.noNotes}</p>
      ) : (
        <ol className="notes">
          {notes.map((event) => (
            <li key={event.id}>
              <p>
                <strong>{event.by?.name}</strong>{' '}
                <span className="quiet">
                  <Moment at={event.at} />
                </span>
              </p>
              {event.override && <blockquote>{event.override}</blockquote>}
              {event.note && <blockquote>{event.note}</blockquote>}
              <p className="quiet small">{actOf(event)}</p>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
