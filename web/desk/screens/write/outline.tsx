// The headings of the text, as links into it. Loaded lazily: it needs the editor's parser.
import { useDeferredValue, useMemo } from 'react';
import { outline } from '../../editor/outline.js';
import { WORDS } from '../../words/words.js';

interface OutlineProps {
  readonly body: string;
  readonly onJump: (from: number, to: number) => void;
}

export default function Outline({ body, onJump }: OutlineProps) {
  const deferred = useDeferredValue(body);
  const headings = useMemo(() => outline(deferred), [deferred]);
  if (headings.length === 0) return null;
  return (
    <section aria-labelledby="outline">
      <h2 id="outline">{WORDS.write.outline}</h2>
      <ol className="jump">
        {headings.map(({ level, text, from }) => (
          <li key={from} data-level={level}>
            <button type="button" onClick={() => onJump(from, from)}>
              {text}
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
