import { WORDS } from '../../words/words.js';

export function TagsScreen() {
  return (
    <div className="page">
      <div className="page-head">
        <h1>{WORDS.frame.tags}</h1>
      </div>
    </div>
  );
}
