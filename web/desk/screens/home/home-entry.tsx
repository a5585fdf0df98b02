import type { ReactNode } from 'react';
import type { DeskArticleWhere, HomeArticleFragment } from '../../generated/operations.js';
import { ReviewStateMark } from '../../parts/state.js';
import { Age } from '../../parts/text.js';
import { WORDS } from '../../words/words.js';
import { ReadersSide, SinceLive } from '../lists/article-facts.js';
import { ArticleLink, type ArticleTarget } from '../lists/article-link.js';

interface HomeEntryProps {
  readonly article: HomeArticleFragment;
  readonly to: ArticleTarget;
  /** The instant that the age is counted from; absent: that of the review state. */
  readonly since?: string;
  /** Before the counts. */
  readonly meta?: ReactNode;
  readonly children?: ReactNode;
  /** Below what readers see. */
  readonly act?: ReactNode;
  /** Whether to leave out the column of what readers see. */
  readonly isShort?: boolean;
  readonly lead?: ReactNode;
  /** Of an entry of the queue: the queue's filters. */
  readonly queue?: DeskArticleWhere;
}

export function HomeEntry({ article, to, since, meta, children, act, isShort, lead, queue }: HomeEntryProps) {
  const { id, working, stateSince } = article;
  return (
    <li className="entry">
      {lead ?? (
        <p>
          <Age since={since ?? stateSince} />
        </p>
      )}
      <div>
        <ArticleLink articleId={id} title={working.title} to={to} as="h3" queue={queue} />
        <p className="meta">
          {meta}
          <SinceLive revision={working} />
        </p>
        {children}
      </div>
      {!isShort && (
        <div className="side">
          <p>
            <ReviewStateMark state={article.reviewState} />
          </p>
          <ReadersSide article={article} isSecond />
          {act && <p className="act">{act}</p>}
        </div>
      )}
    </li>
  );
}

export const RevisionMeta = ({ article }: { readonly article: HomeArticleFragment }) => (
  <span>{WORDS.Revision(article.working.number)}</span>
);
