import { WORDS } from '../../words/words.js';

export function HomeScreen() {
  return (
    <div className="page">
      <div className="page-head">
        <h1>{WORDS.frame.home}</h1>
      </div>
    </div>
  );
}
