import type { DeskArticleWhere, QueueEntryFragment } from '../../generated/operations.js';
import { Age, Hidden } from '../../parts/text.js';
import { WORDS } from '../../words/words.js';
import { bylineOf, ReadersSide, SinceLive, BlockedNotice } from '../lists/article-facts.js';
import { ArticleLink } from '../lists/article-link.js';
import { BulkResult } from '../lists/bulk-result.js';
import type { Done } from '../lists/use-bulk.js';

interface QueueEntryProps {
  readonly article: QueueEntryFragment;
  readonly filter: DeskArticleWhere;
  readonly isCurrent: boolean;
  readonly isSelected: boolean;
  readonly done: Done | undefined;
  readonly onToggle: () => void;
}

/** None of an article that was never live: all of it is new. */
const changedFields = ({ live, working }: QueueEntryFragment): string[] =>
  live === null ? [] : working.diff.map(({ field }) => field).filter((field) => field !== 'body');

export function QueueEntry({ article, filter, isCurrent, isSelected, done, onToggle }: QueueEntryProps) {
  const { id, working, submissions } = article;
  const fields = changedFields(article).map((field) => WORDS.lists.fields[field] ?? field);
  const note = submissions.nodes[0]?.note;
  const approve = article.transitions.find(({ name }) => name === 'APPROVE');
  const reason = article.reviewState === 'IN_REVIEW' ? approve?.blockedBy[0]?.message : undefined;
  return (
    <li className="entry" data-article={id} aria-current={isCurrent ? 'true' : undefined}>
      <p className="pick">
        <label>
          <input type="checkbox" checked={isSelected} onChange={onToggle} />
          <Hidden>{WORDS.lists.select(working.title)}</Hidden>
        </label>{' '}
        <Age since={article.stateSince} />
      </p>
      <div>
        <ArticleLink articleId={id} title={working.title} to="review" queue={filter} />
        <p className="meta">
          <span>{bylineOf(article)}</span>
          <SinceLive revision={working} />
          {fields.length > 0 && <span>{fields.join(WORDS.lists.comma)}</span>}
        </p>
        <BulkResult done={done} articleId={id} />
        {note && <blockquote className="note">{note}</blockquote>}
        {reason !== undefined && <BlockedNotice reason={reason} others={approve?.others ?? []} />}
      </div>
      <div className="side">
        <ReadersSide article={article} />
      </div>
    </li>
  );
}
