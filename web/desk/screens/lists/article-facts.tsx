// Facts about an article in a list, beside its title.
import type { ListedArticleFragment, WordsSinceLiveFragment } from '../../generated/operations.js';
import { useTimes } from '../../frame/newsroom.js';
import { State } from '../../parts/state.js';
import { WordsChanged } from '../../parts/text.js';
import { WORDS } from '../../words/words.js';

/** The names under the title. */
export const bylineOf = ({ working }: Pick<ListedArticleFragment, 'working'>): string =>
  working.authors.length === 0
    ? WORDS.lists.noByline
    : working.authors.map(({ name }) => name).join(WORDS.lists.comma);

/** +110 −28 words since live */
export function SinceLive({ revision }: { readonly revision: WordsSinceLiveFragment }) {
  const { from, wordsAdded, wordsRemoved } = revision.bodyDiff;
  if (from === null) return <span>{WORDS.lists.new(wordsAdded)}</span>;
  if (wordsAdded === 0 && wordsRemoved === 0) return <span>{WORDS.lists.noWordsChanged}</span>;
  return (
    <span>
      <WordsChanged added={wordsAdded} removed={wordsRemoved} /> {WORDS.lists.sinceLive}
    </span>
  );
}

/** The live and the scheduled publication. */
export function ReadersSide({
  article,
  isSecond = false,
}: {
  readonly article: ListedArticleFragment;
  /** Whether the working copy's state is shown above. */
  readonly isSecond?: boolean;
}) {
  const { day, moment } = useTimes();
  const { live, scheduled } = article;
  const { lists } = WORDS;
  return (
    <>
      {live === null ? (
        <p>{lists.notLive}</p>
      ) : (
        <>
          {!isSecond && (
            <p>
              <State is="live">{WORDS.live}</State>
            </p>
          )}
          <p>
            {isSecond && `${WORDS.live}: `}
            {lists.revisionSince(live.revision.number, day(live.liveFrom))}
            {live.liveUntil !== null && scheduled === null && `, ${lists.comesDown(moment(live.liveUntil))}`}
          </p>
        </>
      )}
      {scheduled !== null && (
        <p>{lists.revisionFrom(scheduled.revision.number, moment(scheduled.liveFrom))}</p>
      )}
    </>
  );
}

/** Why the viewer may not make a transition, and who else may. */
export function BlockedNotice({
  reason,
  others,
}: {
  readonly reason: string;
  readonly others: readonly { readonly name: string }[];
}) {
  const names = others.map(({ name }) => name);
  return (
    <p className="flag">
      <strong>{reason}</strong>
      {names.length > 0 && ` ${WORDS.lists.mayApprove(names)}`}
    </p>
  );
}
