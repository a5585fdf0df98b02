import { WORDS } from '../../words/words.js';

export function QueueScreen() {
  return (
    <div className="page">
      <div className="page-head">
        <h1>{WORDS.frame.queue}</h1>
      </div>
    </div>
  );
}
