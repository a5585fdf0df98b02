import { WORDS } from '../../words/words.js';

export function SettingsScreen() {
  return (
    <div className="page">
      <div className="page-head">
        <h1>{WORDS.frame.settings}</h1>
      </div>
    </div>
  );
}
