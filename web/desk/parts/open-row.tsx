// A table row that expands to show its details below.
import { useId, type ReactNode } from 'react';
import { WORDS } from '../words/words.js';
import { Hidden } from './text.js';

interface OpenRowProps {
  /** For the button's accessible name. */
  readonly name: string;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  /** The button's text while the row is closed. */
  readonly act: string;
  /** The cells before the button. */
  readonly cells: ReactNode;
  /** The number of columns, including the button's. */
  readonly columns: number;
  readonly children: ReactNode;
}

export function OpenRow({ name, isOpen, onToggle, act, cells, columns, children }: OpenRowProps) {
  const id = useId();
  return (
    <>
      <tr className={isOpen ? 'open' : undefined}>
        {cells}
        <td className="end">
          <button
            className="link"
            type="button"
            aria-expanded={isOpen}
            aria-controls={isOpen ? id : undefined}
            onClick={onToggle}
          >
            {isOpen ? WORDS.close : act}
            <Hidden> {name}</Hidden>
          </button>
        </td>
      </tr>
      {isOpen && (
        <tr className="detail" id={id}>
          <td colSpan={columns}>{children}</td>
        </tr>
      )}
    </>
  );
}
