import { WORDS } from '../../words/words.js';

export function ArticlesScreen() {
  return (
    <div className="page">
      <div className="page-head">
        <h1>{WORDS.frame.articles}</h1>
      </div>
    </div>
  );
}
