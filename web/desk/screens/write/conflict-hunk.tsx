// A conflict: mine, theirs and the base side by side, to choose one of them or write another text.
import { useId } from 'react';
import type { Choice, Difference } from '../../drafts/merge-draft.js';
import { TextField } from '../../parts/field.js';
import { WORDS } from '../../words/words.js';
import { ChangedText, plainText, PlainText } from './conflict-text.js';

interface ConflictingHunkProps {
  readonly difference: Difference;
  readonly choice: Choice | undefined;
  /** `theirs` is undefined where the other revision is the viewer's own too. */
  readonly names: { readonly theirs: string | undefined; readonly base: number; readonly number: number };
  readonly place: string;
  readonly onChoose: (choice: Choice) => void;
}

const MAX_NAME_LENGTH = 40;

/** The field's name, or the paragraph's beginning. */
export function nameOf({ field, base }: Difference): string {
  if (field !== 'body') return FIELD_NAMES[field];
  const [line = ''] = plainText(base).trim().split('\n');
  const isLong = line.length > MAX_NAME_LENGTH;
  return WORDS.conflict.paragraph(isLong ? `${line.slice(0, MAX_NAME_LENGTH).trimEnd()}…` : line);
}

const { write } = WORDS;
const FIELD_NAMES = {
  title: write.title,
  subtitle: write.subtitle,
  slug: write.slug,
  excerpt: write.excerpt,
  authors: write.byline,
  tags: write.tags,
  seoTitle: write.seoTitle,
  seoDescription: write.seoDescription,
  canonicalUrl: write.canonicalUrl,
};

export function ConflictingHunk({ difference, choice, names, place, onChoose }: ConflictingHunkProps) {
  const id = useId();
  const { conflict: words } = WORDS;
  const { base, mine, theirs } = difference;
  const isText = typeof mine === 'string';
  const pick = (side: Choice, label: string) => (
    <p>
      <button className="button" type="button" aria-pressed={choice === side} onClick={() => onChoose(side)}>
        {label}
      </button>
    </p>
  );
  return (
    <section className="hunk" aria-labelledby={id}>
      <div className="section-head">
        <h2 id={id}>{words.settle(nameOf(difference))}</h2>
        <p>{choice === undefined ? place : `${place} · ${words.settled}`}</p>
      </div>
      <div className="sides">
        <div>
          <h3>
            {words.yours}, <span className="quiet">{words.notSaved}</span>
          </h3>
          <ChangedText base={base} value={mine} />
          {pick('mine', words.useYours)}
        </div>
        <div>
          <h3>
            {names.theirs === undefined ? words.theirsOwn : words.theirs(names.theirs)},{' '}
            <span className="quiet">{WORDS.revision(names.number)}</span>
          </h3>
          <ChangedText base={base} value={theirs} />
          {pick('theirs', names.theirs === undefined ? words.useTheirsOwn : words.useTheirs(names.theirs))}
        </div>
        <div className="base">
          <h3>
            {words.base}, <span className="quiet">{WORDS.revision(names.base)}</span>
          </h3>
          <PlainText value={base} />
          {isText ? (
            <p>
              <button
                className="button"
                type="button"
                aria-pressed={typeof choice === 'object'}
                onClick={() => onChoose({ text: typeof choice === 'object' ? choice.text : mine })}
              >
                {words.anew}
              </button>
            </p>
          ) : (
            pick('base', words.asItWas)
          )}
        </div>
      </div>
      {typeof choice === 'object' && (
        <TextField
          label={words.yourText}
          className="serif"
          rows={6}
          autoFocus
          value={choice.text}
          onChange={(event) => onChoose({ text: event.target.value })}
        />
      )}
    </section>
  );
}
