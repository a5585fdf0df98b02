import { WORDS } from '../../words/words.js';

export function PeopleScreen() {
  return (
    <div className="page">
      <div className="page-head">
        <h1>{WORDS.frame.people}</h1>
      </div>
    </div>
  );
}
