// The dialog of a transition: what will happen, a note where one may be given, and the button that makes it.
import { lazy, Suspense, useState } from 'react';
import type { TransitionName, TransitionSubjectFragment } from '../../generated/operations.js';
import { Dialog } from '../../parts/dialog.js';
import { WORDS } from '../../words/words.js';
import { DecisionDialog } from './decision-dialog.js';
import type { MadeArticle } from './make-transition.js';
import { optionOf } from './moves.js';
import { EditArticle } from './edit-article.js';
import { mayOverride, WhyNot } from './why-not.js';
import { useViewer } from '../../frame/use-session.js';

interface TransitionDialogProps {
  readonly article: TransitionSubjectFragment;
  readonly name: TransitionName;
  /** The revision that it is about, where that is not the working copy: publishing an earlier one. Of APPROVE: the one that was read. */
  readonly revision?: { readonly id: string; readonly number: number } | undefined;
  /** Called after it was made; the queries are already asked anew. */
  readonly onDone?: (made: MadeArticle) => void;
  readonly onClose: () => void;
}

// Dates and zones are loaded when they are needed.
const PublishDialog = lazy(() => import('./publish-dialog.js').then((it) => ({ default: it.PublishDialog })));

export function TransitionDialog({ article, name, revision, onDone, onClose }: TransitionDialogProps) {
  // It is decided on what was on the screen then, and not on what becomes of it meanwhile.
  const [decidedOn] = useState(article);
  const viewer = useViewer();
  const [overrides, setOverrides] = useState(false);
  const done = (made: MadeArticle) => {
    onClose();
    onDone?.(made);
  };
  const isPublishing = name === 'PUBLISH' || name === 'SCHEDULE' || name === 'SET_END';
  const option = optionOf(decidedOn, name);
  // Of another revision than the working copy only the API knows whether it may be published.
  const isAnother = isPublishing && revision !== undefined;
  if (name === 'EDIT' && option?.allowed) return <EditArticle articleId={article.id} onClose={onClose} />;
  if (option && !option.allowed && !isAnother && !overrides && !(revision && mayOverride(option, viewer))) {
    return (
      <Dialog heading={WORDS.transitions[name]} onClose={onClose}>
        <WhyNot id="why-not" articleId={article.id} option={option} onOverride={() => setOverrides(true)} />
      </Dialog>
    );
  }
  if (isPublishing) {
    return (
      <Suspense>
        <PublishDialog article={decidedOn} name={name} revision={revision} onDone={done} onClose={onClose} />
      </Suspense>
    );
  }
  if (name === 'EDIT') return null;
  return (
    <DecisionDialog article={decidedOn} name={name} revision={revision} onDone={done} onClose={onClose} />
  );
}
