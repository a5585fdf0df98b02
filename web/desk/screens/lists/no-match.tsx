import { Fragment } from 'react';
import { Empty } from '../../parts/notices.js';
import { WORDS } from '../../words/words.js';

export interface Filter {
  /** The value as shown; undefined where the filter is not set. */
  readonly value: string | undefined;
  /** The words before the value: "the tag". */
  readonly says: string;
  /** The text of the button that removes it. */
  readonly any: string;
  readonly remove: () => void;
}

/** An empty result: the filters that are set, and a button to remove each. */
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
