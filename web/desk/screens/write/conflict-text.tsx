// One side of a difference, with its changes from the base. Lists of names are shown as text.
import { diffWordsWithSpace } from 'diff';
import type { DraftContent, DraftField } from '../../drafts/draft-content.js';
import { listOf } from '../../words/format.js';
import { scriptOf } from '../../words/script-of.js';
import { WORDS } from '../../words/words.js';

type Value = DraftContent[DraftField];

export const plainText = (value: Value): string =>
  typeof value === 'string' ? value : listOf(value.map(({ name }) => name));

interface ChangedTextProps {
  readonly base: Value;
  readonly value: Value;
}

/** After that the whole text is shown as removed and added. */
const DIFF_TIMEOUT_MS = 200;

export function ChangedText({ base, value }: ChangedTextProps) {
  const [before, after] = [plainText(base), plainText(value)];
  const parts = diffWordsWithSpace(before, after, { timeout: DIFF_TIMEOUT_MS }) ?? [
    { value: before, added: false, removed: true, count: 1 },
    { value: after, added: true, removed: false, count: 1 },
  ];
  if (before === '' && after === '') return <p className="quiet">{WORDS.conflict.nothing}</p>;
  return (
    <p className="serif as-typed" {...scriptOf(after || before)}>
      {parts.map(({ value: text, added, removed }, index) => {
        if (!added && !removed) return <span key={index}>{text}</span>;
        const Element = added ? 'ins' : 'del';
        return <Element key={index}>{text}</Element>;
      })}
    </p>
  );
}

/** One side without changes. */
export function PlainText({ value }: { readonly value: Value }) {
  const text = plainText(value);
  if (text === '') return <p className="quiet">{WORDS.conflict.nothing}</p>;
  return (
    <p className="serif as-typed" {...scriptOf(text)}>
      {text}
    </p>
  );
}
