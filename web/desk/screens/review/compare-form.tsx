// Chooses what the text is compared with, and how the changes are shown.
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useId, useState } from 'react';
import { queryOf } from '../../api/query-client.js';
import { useTimes } from '../../frame/newsroom.js';
import {
  RevisionsToCompareDocument,
  type DiffBase,
  type ReviewedRevisionFragment,
} from '../../generated/operations.js';
import { Segments } from '../../parts/field.js';
import { WordsChanged } from '../../parts/text.js';
import { WORDS } from '../../words/words.js';
import type { ReviewSearch } from './review.data.js';

interface CompareFormProps {
  readonly articleId: string;
  readonly search: ReviewSearch;
  readonly reviewed: ReviewedRevisionFragment;
  /** The number of the revision that is live. */
  readonly live: number | undefined;
}

const ANOTHER = 'ANOTHER';

export function CompareForm({ articleId, search, reviewed, live }: CompareFormProps) {
  const navigate = useNavigate({ from: '/articles/$articleId/review' });
  const { review } = WORDS;
  const { bodyDiff } = reviewed;
  const { against = 'LIVE', from } = search;
  // A choice shows at once; the address changes only when its data has been loaded.
  const [chosen, setChosen] = useChosen<DiffBase | typeof ANOTHER>(from === undefined ? against : ANOTHER);
  const [as, setAs] = useChosen(search.as ?? 'readers');
  const id = useId();
  const compareWith = ({ base, number }: { base?: DiffBase; number?: number }) =>
    void navigate({
      search: ({ against: _against, from: _from, ...rest }) => ({
        ...rest,
        ...(base && base !== 'LIVE' && { against: base }),
        ...(number && { from: number }),
      }),
      replace: true,
      resetScroll: false,
    });
  const numbers: Partial<Record<DiffBase, number>> = { LIVE: live, [against]: bodyDiff.from?.number };
  const nameOf = (base: DiffBase) =>
    base === 'LIVE' && live === undefined
      ? review.nothingLive
      : review.base(review.bases[base], numbers[base]);
  return (
    <form className="compare" aria-label={review.compare} onSubmit={(event) => event.preventDefault()}>
      <p className="num">
        {bodyDiff.from ? (
          <>
            <WordsChanged added={bodyDiff.wordsAdded} removed={bodyDiff.wordsRemoved} /> {review.words}
          </>
        ) : (
          review.newText(reviewed.body.wordCount)
        )}
      </p>
      <div className="compare-with">
        <label htmlFor={id}>{review.since}</label>
        <select
          id={id}
          value={chosen}
          onChange={({ target }) => {
            const base = target.value as DiffBase | typeof ANOTHER;
            setChosen(base);
            if (base !== ANOTHER) compareWith({ base });
          }}
        >
          {(['LIVE', 'LAST_APPROVED', 'PREVIOUS'] as const).map((base) => (
            <option key={base} value={base}>
              {nameOf(base)}
            </option>
          ))}
          <option value={ANOTHER}>{review.another}</option>
        </select>
        {chosen === ANOTHER && (
          <AnotherRevision
            articleId={articleId}
            reviewed={reviewed.number}
            value={from}
            onChange={(number) => compareWith({ number })}
          />
        )}
      </div>
      <Segments
        label={review.showAs}
        value={as}
        options={[
          ['readers', review.readersView],
          ['markdown', review.markdown],
        ]}
        onChange={(next) => {
          setAs(next);
          void navigate({
            search: ({ as: _as, ...rest }) => ({ ...rest, ...(next === 'markdown' && { as: next }) }),
            replace: true,
            resetScroll: false,
          });
        }}
      />
    </form>
  );
}

function useChosen<TValue>(inAddress: TValue) {
  const [chosen, setChosen] = useState(inAddress);
  useEffect(() => setChosen(inAddress), [inAddress]);
  return [chosen, setChosen] as const;
}

interface AnotherRevisionProps {
  readonly articleId: string;
  readonly reviewed: number;
  readonly value: number | undefined;
  readonly onChange: (number: number) => void;
}

function AnotherRevision({ articleId, reviewed, value, onChange }: AnotherRevisionProps) {
  const { moment } = useTimes();
  const { data } = useQuery(queryOf('revisions-to-compare', RevisionsToCompareDocument, { id: articleId }));
  const revisions = data?.article?.revisions.nodes.filter(({ number }) => number !== reviewed) ?? [];
  return (
    <select
      aria-label={WORDS.review.whichRevision}
      value={value ?? ''}
      onChange={({ target }) => onChange(Number(target.value))}
    >
      {value === undefined && <option value="" />}
      {revisions.map(({ number, createdAt, createdBy }) => (
        <option key={number} value={number}>
          {WORDS.review.revisionBy(number, createdBy.name, moment(createdAt))}
        </option>
      ))}
    </select>
  );
}
