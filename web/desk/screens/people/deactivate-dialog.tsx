import { request } from '../../api/request.js';
import { UpdateUserDocument } from '../../generated/operations.js';
import { Confirm } from '../../parts/dialog.js';
import { ErrorNotice } from '../../parts/notices.js';
import { toast } from '../../parts/toasts.js';
import { useChange } from '../../parts/use-change.js';
import { WORDS } from '../../words/words.js';
import type { PersonProps } from './person.js';

export function DeactivateDialog({ person, onClose }: PersonProps & { readonly onClose: () => void }) {
  const words = WORDS.people;
  const change = useChange(() => request(UpdateUserDocument, { input: { id: person.id, active: false } }), {
    onDone: () => {
      onClose();
      toast(words.isDeactivated(person.name));
    },
  });
  return (
    <Confirm
      heading={words.deactivateHeading(person.name)}
      act={words.deactivateAct}
      isBusy={change.isBusy}
      onConfirm={() => change.run(undefined)}
      onClose={onClose}
    >
      <p>{words.willDeactivate}</p>
      {change.error && <ErrorNotice error={change.error} heading={words.notDeactivated} />}
    </Confirm>
  );
}
