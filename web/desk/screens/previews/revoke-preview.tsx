// Revokes a preview: its link stops working.
import { useState } from 'react';
import { invalidateAll } from '../../api/query-client.js';
import { request } from '../../api/request.js';
import { RevokePreviewDocument } from '../../generated/operations.js';
import { Confirm } from '../../parts/dialog.js';
import { ErrorNotice } from '../../parts/notices.js';
import { toast } from '../../parts/toasts.js';
import { Hidden } from '../../parts/text.js';
import { WORDS } from '../../words/words.js';
import { forgetSitePreview } from './site-previews.js';

interface RevokePreviewProps {
  readonly id: string;
  /** What it shows, for the button's accessible name. */
  readonly name: string;
}

export function RevokePreview({ id, name }: RevokePreviewProps) {
  const [isOpen, setIsOpen] = useState(false);
  const words = WORDS.preview;
  return (
    <>
      <button className="link" type="button" onClick={() => setIsOpen(true)}>
        {words.revoke}
        <Hidden> {name}</Hidden>
      </button>
      {isOpen && <RevokeDialog id={id} name={name} onClose={() => setIsOpen(false)} />}
    </>
  );
}

function RevokeDialog({ id, name, onClose }: RevokePreviewProps & { readonly onClose: () => void }) {
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const words = WORDS.preview;
  const revoke = async () => {
    if (isBusy) return;
    setIsBusy(true);
    try {
      await request(RevokePreviewDocument, { input: { id } });
      forgetSitePreview(id);
      toast(words.revoked);
      onClose();
    } catch (refusal) {
      setError(refusal);
      setIsBusy(false);
    } finally {
      await invalidateAll();
    }
  };
  return (
    <Confirm
      heading={words.revokeHeading}
      act={words.revokeAct}
      isBusy={isBusy}
      onConfirm={() => void revoke()}
      onClose={onClose}
    >
      <p>{words.revokeExplain(name)}</p>
      {error !== undefined && <ErrorNotice error={error} heading={words.revokeFailed} />}
    </Confirm>
  );
}
