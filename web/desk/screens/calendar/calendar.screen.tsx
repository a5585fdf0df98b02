import { WORDS } from '../../words/words.js';

export function CalendarScreen() {
  return (
    <div className="page">
      <div className="page-head">
        <h1>{WORDS.frame.calendar}</h1>
      </div>
    </div>
  );
}
