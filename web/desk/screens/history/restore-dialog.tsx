// Restores an earlier revision: says what that does, or why it is not allowed.
import { useState } from 'react';
import { invalidateAll } from '../../api/query-client.js';
import type { Blocker } from '../../api/errors.js';
import { request } from '../../api/request.js';
import { RestoreRevisionDocument } from '../../generated/operations.js';
import { Confirm, Dialog } from '../../parts/dialog.js';
import { ErrorNotice } from '../../parts/notices.js';
import { toast } from '../../parts/toasts.js';
import { undo } from '../../parts/undo.js';
import { WORDS } from '../../words/words.js';
import type { HistoryPage } from './history.data.js';

interface RestoreDialogProps {
  readonly article: HistoryPage;
  readonly number: number;
  readonly onClose: () => void;
}

const restore = async (articleId: string, version: number, number: number) => {
  const { restoreRevision } = await request(RestoreRevisionDocument, {
    input: { articleId, version, number },
  });
  return restoreRevision?.article;
};

export function RestoreDialog({ article, number, onClose }: RestoreDialogProps) {
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const words = WORDS.history;
  const { working } = article;
  const edit = article.transitions.find(({ name }) => name === 'EDIT');
  if (edit && !edit.allowed) {
    return (
      <Dialog heading={words.restoreHeading(number)} onClose={onClose}>
        <Blockers blockers={edit.blockedBy} />
      </Dialog>
    );
  }
  const confirm = async () => {
    if (isBusy) return;
    setIsBusy(true);
    try {
      const restored = await restore(article.id, article.version, number);
      await invalidateAll();
      onClose();
      if (restored === undefined) return;
      // The API makes no revision that equals the working copy.
      if (restored.working.number === working.number) {
        toast(words.sameAlready(number, working.number));
        return;
      }
      const restorePrevious = () => restore(article.id, restored.version, working.number);
      toast(
        words.restored(number, restored.working.number),
        () => void undo(restorePrevious, words.restoredBack(working.number)),
      );
    } catch (refusal) {
      setError(refusal);
      setIsBusy(false);
    }
  };
  return (
    <Confirm
      heading={words.restoreHeading(number)}
      act={words.restoreAct(number)}
      isBusy={isBusy}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      <p>{words.restoreExplain(number, working.number + 1)}</p>
      <p>{words.restoreState(article.reviewState, working.number)}</p>
      {article.autosave && <p className="flag">{words.restoreDrops}</p>}
      {error !== undefined && <ErrorNotice error={error} heading={words.restoreFailed} />}
    </Confirm>
  );
}

const Blockers = ({ blockers }: { readonly blockers: readonly Blocker[] }) => (
  <>
    {blockers.map(({ code, message, remedy }) => (
      <p className="flag" key={`${code} ${message}`}>
        {message} {remedy}
      </p>
    ))}
  </>
);
