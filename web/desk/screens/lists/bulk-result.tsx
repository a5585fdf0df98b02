import { State } from '../../parts/state.js';
import { WORDS } from '../../words/words.js';
import type { Done } from './use-bulk.js';

/** What became of one article of several, under its title. */
export function BulkResult({
  done,
  articleId,
}: {
  readonly done: Done | undefined;
  readonly articleId: string;
}) {
  const outcome = done?.outcomes.get(articleId);
  if (done === undefined || outcome === undefined) return null;
  if (outcome.isDone) {
    return (
      <p className="result">
        <State is="approved">{WORDS.lists.done[done.name]}</State>
      </p>
    );
  }
  const { error } = outcome;
  const remedy = error.extensions.blockedBy?.[0]?.remedy;
  return (
    <div className="result flag">
      <p>
        <strong>{WORDS.lists.bulk.refused}</strong> {error.message || WORDS.errors.failed} {remedy}
      </p>
    </div>
  );
}
