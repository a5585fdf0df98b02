// The bar at the foot: whether the draft is saved, how much it differs from the last revision, and the buttons.
import { useMemo, type ReactNode } from 'react';
import type { DraftState } from '../../drafts/draft-state.js';
import { KEY_NAMES } from '../../frame/keys.js';
import { useTimes } from '../../frame/newsroom.js';
import { WordsChanged } from '../../parts/text.js';
import { WORDS } from '../../words/words.js';
import { countWords, readingMinutes, wordChanges } from './count-words.js';

interface SaveBarProps {
  readonly state: DraftState;
  /** The server's counts of this text; undefined: they are estimated here. */
  readonly counted: { readonly wordCount: number; readonly readingMinutes: number } | undefined;
  readonly onSave: () => void;
  /** undefined where there is nothing to submit. */
  readonly onSubmit: (() => void) | undefined;
}

export function SaveBar({ state, counted, onSave, onSubmit }: SaveBarProps) {
  const { write } = WORDS;
  return (
    <footer className="foot save" aria-label={write.saving}>
      <p>
        <SavingSentence state={state} />
      </p>
      <p className="hidden" role="status">
        {announcement(state)}
      </p>
      <Counts body={state.content.body} counted={counted} />
      <p className="end">
        <button className="button" type="button" aria-keyshortcuts="Control+S Meta+S" onClick={onSave}>
          {write.saveRevision} <kbd className="wide-only">{KEY_NAMES.mod}S</kbd>
        </button>
        {onSubmit && (
          <button className="button main" type="button" onClick={onSubmit}>
            {write.submit}
          </button>
        )}
      </p>
    </footer>
  );
}

function SavingSentence({ state }: { readonly state: DraftState }) {
  const { status, isRevision, isStoredLocally, base, autosavedAt } = state;
  const { time, moment } = useTimes();
  const { write } = WORDS;
  const localState = isStoredLocally ? write.storedLocally : write.notStoredLocally;
  switch (status) {
    case 'saving':
      return <strong>{write.savingNow}</strong>;
    case 'offline':
      return (
        <Sentence fact={write.offline}>
          {isStoredLocally ? write.offlineHint : write.notStoredLocally}
        </Sentence>
      );
    case 'refused':
    case 'conflict':
    case 'unsaved':
      return <Sentence fact={write.unsaved}>{localState}</Sentence>;
    case 'saved':
      if (base === undefined) return <span className="quiet">{write.nothingYet}</span>;
      if (isRevision) {
        return <Sentence fact={write.saved}>{write.savedAsRevision(base.number, moment(base.at))}</Sentence>;
      }
      return (
        <Sentence fact={autosavedAt === undefined ? write.saved : write.savedAt(time(autosavedAt))}>
          {write.forYouAlone} <ChangesSinceRevision state={state} />
        </Sentence>
      );
  }
}

const Sentence = ({ fact, children }: { readonly fact: string; readonly children: ReactNode }) => (
  <>
    <strong>{fact}</strong> <span className="quiet wide-only">{children}</span>
  </>
);

/** · +88 −31 words since revision 3 */
function ChangesSinceRevision({ state: { base, content } }: { readonly state: DraftState }) {
  const from = base?.content.body ?? '';
  const changes = useMemo(() => wordChanges(from, content.body), [from, content.body]);
  if (base === undefined || changes === undefined || changes.added + changes.removed === 0) return null;
  return (
    <>
      · <WordsChanged {...changes} /> {WORDS.write.since(base.number)}
    </>
  );
}

/** For screen readers: the outcomes only, since the status changes with every keystroke. */
function announcement({ status, isRevision, base }: DraftState): string {
  const { write } = WORDS;
  if (status === 'offline') return `${write.offline}, ${write.offlineHint}`;
  if (status === 'refused') return write.notSaved;
  return isRevision && base !== undefined ? write.revisionSaved(base.number) : '';
}

function Counts({ body, counted }: Pick<SaveBarProps, 'counted'> & { readonly body: string }) {
  const here = useMemo(() => (counted === undefined ? countWords(body) : 0), [body, counted]);
  const { write } = WORDS;
  const words = counted === undefined ? write.aboutWords(here) : WORDS.words(counted.wordCount);
  return (
    <p className="quiet num wide-only">
      {words} · {write.minutes(counted?.readingMinutes ?? readingMinutes(here))}
    </p>
  );
}
