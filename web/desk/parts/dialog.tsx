// A modal dialog: the browser's <dialog>, which traps the focus and closes on Escape.
import { useEffect, useId, useRef, type FormEvent, type ReactNode } from 'react';
import { WORDS } from '../words/words.js';
import { restoreFocus } from './page-focus.js';

interface DialogProps {
  readonly heading: ReactNode;
  readonly children: ReactNode;
  /** The buttons; the last is the main one. */
  readonly foot?: ReactNode;
  /** Called on Escape, and by the dialog's Close or Cancel button. */
  readonly onClose: () => void;
  readonly onSubmit?: () => void;
  readonly className?: string;
  /** An alert dialog: a question before something that cannot be undone. */
  readonly isAlert?: boolean;
}

/** Rendered only while it is open. */
export function Dialog({
  heading,
  children,
  foot,
  onClose,
  onSubmit,
  className,
  isAlert = false,
}: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const headingId = useId();
  useEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
      // The element that opened it may be removed by what the dialog did.
      restoreFocus();
    };
  }, []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    onSubmit?.();
  };
  return (
    <dialog
      ref={ref}
      aria-labelledby={headingId}
      role={isAlert ? 'alertdialog' : undefined}
      className={className}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <form noValidate onSubmit={submit}>
        <div className="dialog-head">
          <h2 id={headingId}>{heading}</h2>
        </div>
        <div className="dialog-body">{children}</div>
        <div className="dialog-foot">
          {foot ?? (
            <button className="button" type="button" onClick={onClose}>
              {WORDS.close}
            </button>
          )}
        </div>
      </form>
    </dialog>
  );
}

interface DialogActsProps {
  /** The main button's text: a verb. */
  readonly act: ReactNode;
  readonly isBusy: boolean;
  readonly onClose: () => void;
  /** Another button, before these. */
  readonly children?: ReactNode;
}

/** The foot of a dialog with a form: Cancel, and a button that submits it. */
export const DialogActs = ({ act, isBusy, onClose, children }: DialogActsProps) => (
  <>
    {children}
    <button className="button plain" type="button" onClick={onClose}>
      {WORDS.cancel}
    </button>
    <button className="button main" type="submit" aria-disabled={isBusy}>
      {act}
    </button>
  </>
);

interface ConfirmProps {
  readonly heading: ReactNode;
  readonly children?: ReactNode;
  /** The main button's text: a verb. */
  readonly act: string;
  readonly isBusy?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

export const Confirm = ({ heading, children, act, isBusy = false, onConfirm, onClose }: ConfirmProps) => (
  <Dialog
    heading={heading}
    isAlert
    onClose={onClose}
    onSubmit={onConfirm}
    foot={<DialogActs act={act} isBusy={isBusy} onClose={onClose} />}
  >
    {children}
  </Dialog>
);
