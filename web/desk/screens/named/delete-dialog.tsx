import { Confirm } from '../../parts/dialog.js';
import { ErrorNotice } from '../../parts/notices.js';
import { toast } from '../../parts/toasts.js';
import { useChange } from '../../parts/use-change.js';
import { WORDS } from '../../words/words.js';
import type { NamedProps } from './named.js';

export function DeleteDialog({ kind, named, onClose }: NamedProps & { readonly onClose: () => void }) {
  const words = WORDS.named;
  const change = useChange(() => kind.remove(named.id), {
    onDone: () => {
      onClose();
      toast(words.deleted(named.name));
    },
  });
  return (
    <Confirm
      heading={words.deleteHeading(named.name)}
      act={words.deleteAct}
      isBusy={change.isBusy}
      onConfirm={() => change.run(undefined)}
      onClose={onClose}
    >
      <p>{words.willDelete(named.articleCount)}</p>
      {change.error && <ErrorNotice error={change.error} heading={words.notDeleted} />}
    </Confirm>
  );
}
