import { Fragment } from 'react';
import { Empty } from '../../parts/notices.js';
import { WORDS } from '../../words/words.js';

export interface Filter {
  /** As people read it; undefined where it is not set. */
  readonly value: string | undefined;
  /** What stands before the value in the sentence: the tag */
  readonly says: string;
  /** The button that takes it away. */
  readonly any: string;
  readonly remove: () => void;
}

/** Filters that find nothing: which they are, and a button that takes away each. */
export function NoMatch({
  subject,
  filters,
}: {
  readonly subject: string;
  readonly filters: readonly Filter[];
}) {
  const set = filters.filter(({ value }) => value !== undefined);
  return (
    <Empty>
      <p>
        {subject}
        {set.map(({ value, says, any }, index) => (
          <Fragment key={any}>
            {index > 0 && ` ${WORDS.lists.and}`} {says} <strong>{value}</strong>
          </Fragment>
        ))}
        .
      </p>
      <p className="buttons">
        {set.map(({ any, remove }) => (
          <button key={any} className="button" type="button" onClick={remove}>
            {any}
          </button>
        ))}
      </p>
    </Empty>
  );
}
