import { WORDS } from '../../words/words.js';

export function AuthorsScreen() {
  return (
    <div className="page">
      <div className="page-head">
        <h1>{WORDS.frame.authors}</h1>
      </div>
    </div>
  );
}
