import { useTimes } from '../../frame/newsroom.js';
import { useViewer } from '../../frame/use-session.js';
import type { ArticleRowFragment } from '../../generated/operations.js';
import { ReviewStateMark } from '../../parts/state.js';
import { Hidden, Moment } from '../../parts/text.js';
import { WORDS } from '../../words/words.js';
import { bylineOf } from '../lists/article-facts.js';
import { ArticleLink, targetFor } from '../lists/article-link.js';
import { BulkResult } from '../lists/bulk-result.js';
import type { Done } from '../lists/use-bulk.js';

interface ArticleRowProps {
  readonly article: ArticleRowFragment;
  readonly isCurrent: boolean;
  readonly isSelected: boolean;
  readonly done: Done | undefined;
  readonly onToggle: () => void;
}

/** What is live or scheduled, in a few words. */
function usePublicationSummary({
  live,
  scheduled,
  working,
  reviewState,
  stateSince,
}: ArticleRowFragment): string {
  const { moment, day } = useTimes();
  const { articles, revision } = WORDS;
  if (live !== null) {
    const what = live.revision.id === working.id ? articles.thisRevision : revision(live.revision.number);
    return live.liveUntil === null ? what : articles.until(what, moment(live.liveUntil));
  }
  if (scheduled !== null) return articles.from(moment(scheduled.liveFrom));
  return reviewState === 'UNPUBLISHED' ? articles.nothingSince(day(stateSince)) : articles.nothing;
}

export function ArticleRow({ article, isCurrent, isSelected, done, onToggle }: ArticleRowProps) {
  const viewer = useViewer();
  const publicationSummary = usePublicationSummary(article);
  const { id, working } = article;
  const { columns } = WORDS.articles;
  return (
    <tr data-article={id} aria-current={isCurrent ? 'true' : undefined}>
      <td className="pick">
        <label>
          <input type="checkbox" checked={isSelected} onChange={onToggle} />
          <Hidden>{WORDS.lists.select(working.title)}</Hidden>
        </label>
      </td>
      <th scope="row">
        <ArticleLink articleId={id} title={working.title} to={targetFor(viewer, article)} as="span" />
        {working.tags.length > 0 && (
          <span className="tags">{working.tags.map(({ name }) => name).join(WORDS.lists.comma)}</span>
        )}
        <BulkResult done={done} articleId={id} />
      </th>
      <td data-label={columns.state}>
        <ReviewStateMark state={article.reviewState} />
      </td>
      <td data-label={columns.readersSee}>{publicationSummary}</td>
      <td data-label={columns.byline}>{bylineOf(article)}</td>
      <td data-label={columns.changed}>
        <Moment at={article.updatedAt} />
      </td>
    </tr>
  );
}
