// The dialog of a transition: what it will do and the button that makes it, or why it is not allowed.
import { lazy, Suspense, useState } from 'react';
import type { TransitionName, TransitionSubjectFragment } from '../../generated/operations.js';
import { Dialog } from '../../parts/dialog.js';
import { WORDS } from '../../words/words.js';
import { DecisionDialog } from './decision-dialog.js';
import type { MadeArticle } from './make-transition.js';
import { optionOf } from './transition-groups.js';
import { EditArticle } from './edit-article.js';
import { mayOverride, WhyNot } from './why-not.js';
import { useViewer } from '../../frame/use-session.js';

interface TransitionDialogProps {
  readonly article: TransitionSubjectFragment;
  readonly name: TransitionName;
  /** Of PUBLISH: an earlier revision to publish. Of APPROVE: the one that was read. undefined: the working copy. */
  readonly revision?: { readonly id: string; readonly number: number } | undefined;
  /** Called after the transition, and after the queries were fetched again. */
  readonly onDone?: (made: MadeArticle) => void;
  readonly onClose: () => void;
}

// Loaded lazily, with the library for dates and zones.
const PublishDialog = lazy(() => import('./publish-dialog.js').then((it) => ({ default: it.PublishDialog })));

export function TransitionDialog({ article, name, revision, onDone, onClose }: TransitionDialogProps) {
  // The article as it was when the dialog opened, even if it is fetched again.
  const [opened] = useState(article);
  const viewer = useViewer();
  const [overrides, setOverrides] = useState(false);
  const done = (made: MadeArticle) => {
    onClose();
    onDone?.(made);
  };
  const isPublishing = name === 'PUBLISH' || name === 'SCHEDULE' || name === 'SET_END';
  const option = optionOf(opened, name);
  // `transitions` are those of the working copy: whether an earlier revision may be published, only the API knows.
  const isEarlierRevision = isPublishing && revision !== undefined;
  if (name === 'EDIT' && option?.allowed) return <EditArticle articleId={article.id} onClose={onClose} />;
  if (
    option &&
    !option.allowed &&
    !isEarlierRevision &&
    !overrides &&
    !(revision && mayOverride(option, viewer))
  ) {
    return (
      <Dialog heading={WORDS.transitions[name]} onClose={onClose}>
        <WhyNot id="why-not" articleId={article.id} option={option} onOverride={() => setOverrides(true)} />
      </Dialog>
    );
  }
  if (isPublishing) {
    return (
      <Suspense>
        <PublishDialog article={opened} name={name} revision={revision} onDone={done} onClose={onClose} />
      </Suspense>
    );
  }
  if (name === 'EDIT') return null;
  return <DecisionDialog article={opened} name={name} revision={revision} onDone={done} onClose={onClose} />;
}
