// Inline texts of lists: titles, times in the newsroom's zone, counts of changed words.
import type { ReactNode } from 'react';
import { useTimes } from '../frame/newsroom.js';
import { number } from '../words/format.js';
import { scriptOf } from '../words/script-of.js';
import { WORDS } from '../words/words.js';

interface TitleProps {
  readonly text: string;
  /** The text in a link; absent: the text. */
  readonly children?: ReactNode;
  readonly as?: 'h2' | 'h3' | 'p' | 'span';
}

/** An article's title, with the direction of its script. */
export const Title = ({ text, children = text, as: Element = 'p' }: TitleProps) => (
  <Element className="title" {...scriptOf(text)}>
    {children}
  </Element>
);

/** today at 14:40 */
export function Moment({ at, children }: { readonly at: string; readonly children?: ReactNode }) {
  const { moment, full } = useTimes();
  return (
    <time dateTime={at} title={full(at)}>
      {children ?? moment(at)}
    </time>
  );
}

/** How long ago: 1 d 4 h */
export function Age({ since }: { readonly since: string }) {
  const { age, full } = useTimes();
  return (
    <time className="age" dateTime={since} title={full(since)}>
      {age(since)}
    </time>
  );
}

/** +110 −28, and words for screen readers. */
export function WordsChanged({ added, removed }: { readonly added: number; readonly removed: number }) {
  return (
    <span className="num nowrap">
      <span className="plus">
        <span aria-hidden="true">+{number(added)}</span>
        <span className="hidden">{WORDS.wordsAdded(added)}</span>
      </span>{' '}
      <span className="minus">
        <span aria-hidden="true">−{number(removed)}</span>
        <span className="hidden">, {WORDS.wordsRemoved(removed)}</span>
      </span>
    </span>
  );
}

export const Hidden = ({ children }: { readonly children: ReactNode }) => (
  <span className="hidden">{children}</span>
);
