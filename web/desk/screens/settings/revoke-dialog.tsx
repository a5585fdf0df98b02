import { request } from '../../api/request.js';
import { RevokeApiTokenDocument, type ApiTokenRowFragment } from '../../generated/operations.js';
import { Confirm } from '../../parts/dialog.js';
import { ErrorNotice } from '../../parts/notices.js';
import { toast } from '../../parts/toasts.js';
import { useChange } from '../../parts/use-change.js';
import { WORDS } from '../../words/words.js';

interface RevokeDialogProps {
  readonly token: ApiTokenRowFragment;
  readonly onClose: () => void;
}

export function RevokeDialog({ token, onClose }: RevokeDialogProps) {
  const words = WORDS.settings;
  const change = useChange(() => request(RevokeApiTokenDocument, { id: token.id }), {
    onDone: () => {
      onClose();
      toast(words.revokedToast(token.name));
    },
  });
  return (
    <Confirm
      heading={words.revokeHeading(token.name)}
      act={words.revokeAct}
      isBusy={change.isBusy}
      onConfirm={() => change.run(undefined)}
      onClose={onClose}
    >
      <p>{words.willRevoke}</p>
      {change.error && <ErrorNotice error={change.error} heading={words.notRevoked} />}
    </Confirm>
  );
}
