import { useId, type ReactNode } from 'react';
import { Empty } from '../../parts/notices.js';

interface SectionProps {
  readonly heading: string;
  /** A count, or a link to all. */
  readonly aside?: ReactNode;
  /** Shown where the list is empty. */
  readonly empty: ReactNode;
  readonly isEmpty: boolean;
  readonly children: ReactNode;
}

/** A list with its heading. */
export function Section({ heading, aside, empty, isEmpty, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <div className="section-head">
        <h2 id={id}>{heading}</h2>
        {aside !== undefined && <p>{aside}</p>}
      </div>
      {isEmpty ? <Empty>{typeof empty === 'string' ? <p>{empty}</p> : empty}</Empty> : children}
    </section>
  );
}
