import { WORDS } from '../words/words.js';
import { KEY_NAMES, openPalette } from './keys.js';

/** Opens the palette, as its key does. */
export const FindButton = () => (
  <button className="find" type="button" aria-haspopup="dialog" onClick={openPalette}>
    <span>{WORDS.frame.find}</span> <kbd className="wide-only">{KEY_NAMES.mod}K</kbd>
  </button>
);
