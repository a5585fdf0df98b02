import { WORDS } from '../../words/words.js';

export function PreviewsScreen() {
  return (
    <div className="page">
      <div className="page-head">
        <h1>{WORDS.frame.previews}</h1>
      </div>
    </div>
  );
}
