// The changed fields and sections, as links to them; `n` and `p` go through the list.
import { useState } from 'react';
import { useKeys } from '../../frame/keys.js';
import { WordsChanged } from '../../parts/text.js';
import { WORDS } from '../../words/words.js';
import type { ChangedSection } from './changed-sections.js';

interface SectionListProps {
  readonly heading: string;
  /** The names of the fields that changed. */
  readonly fields: readonly string[];
  readonly sections: readonly ChangedSection[];
  /** Whether there is nothing to compare with. */
  readonly isNew: boolean;
}

interface ChangedPlace {
  readonly key: string;
  readonly name: string;
  readonly section: ChangedSection | undefined;
}

export function SectionList({ heading, fields, sections, isNew }: SectionListProps) {
  const { review } = WORDS;
  const [current, setCurrent] = useState<number>();
  const places: ChangedPlace[] = [
    ...(fields.length > 0 ? [{ key: 'fields', name: sentenceOf(fields), section: undefined }] : []),
    ...sections.map((section, index) => ({
      key: `${index} ${section.title}`,
      name: section.title || review.opening,
      section,
    })),
  ];
  const goTo = (index: number) => {
    const place = places[index];
    if (place === undefined) return;
    setCurrent(index);
    const element = place.section?.element ?? document.getElementById('fields');
    element?.setAttribute('tabindex', '-1');
    element?.focus({ preventScroll: true });
    element?.scrollIntoView({ block: 'start' });
  };
  useKeys({
    n: () => goTo(Math.min((current ?? -1) + 1, places.length - 1)),
    p: () => goTo(Math.max((current ?? 1) - 1, 0)),
  });
  return (
    <nav className="changes" aria-labelledby="changes">
      <h2 id="changes" className="small">
        {heading}
      </h2>
      {places.length === 0 ? (
        !isNew && <p className="quiet">{review.nothingChanged}</p>
      ) : (
        <>
          <ol>
            {places.map(({ key, name, section }, index) => (
              <li key={key}>
                <button
                  type="button"
                  aria-current={index === (current ?? 0) ? 'true' : undefined}
                  onClick={() => goTo(index)}
                >
                  {name}{' '}
                  {section && <WordsChanged added={section.wordsAdded} removed={section.wordsRemoved} />}
                </button>
              </li>
            ))}
          </ol>
          <p className="small quiet">
            <kbd>n</kbd> {review.keys.next}, <kbd>p</kbd> {review.keys.previous}
          </p>
        </>
      )}
    </nav>
  );
}

/** Title, excerpt, tags */
const sentenceOf = (names: readonly string[]): string =>
  names.map((name, index) => (index === 0 ? name : name.toLowerCase())).join(', ');
