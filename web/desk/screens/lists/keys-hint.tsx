import { usePreferences } from '../../frame/preferences.js';
import { WORDS } from '../../words/words.js';

/** Which keys go through a list; not on a phone. */
export function KeysHint() {
  const { singleKeys } = usePreferences();
  const { hint } = WORDS.keys;
  if (!singleKeys) return null;
  return (
    <span className="wide-only">
      {' '}
      · <kbd>j</kbd> <kbd>k</kbd> {hint.move}, <kbd>Enter</kbd> {hint.read}, <kbd>x</kbd> {hint.select}
    </span>
  );
}
