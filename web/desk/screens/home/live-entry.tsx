import { useTimes } from '../../frame/newsroom.js';
import type { HomeLiveFragment } from '../../generated/operations.js';
import { State } from '../../parts/state.js';
import { Age } from '../../parts/text.js';
import { WORDS } from '../../words/words.js';
import { ArticleLink } from '../lists/article-link.js';

interface LiveEntryProps {
  readonly articleId: string;
  readonly publication: NonNullable<HomeLiveFragment['live']>;
}

/** A live publication, and its end. */
export function LiveEntry({ articleId, publication }: LiveEntryProps) {
  const { moment } = useTimes();
  const { revision, liveFrom, liveUntil, by } = publication;
  const { lists, home } = WORDS;
  return (
    <li className="entry">
      <p>
        <Age since={liveFrom} />
      </p>
      <div>
        <ArticleLink articleId={articleId} title={revision.title} to="history" as="h3" />
        <p className="meta">
          <span>{WORDS.Revision(revision.number)}</span>
          <span>{home.publishedBy(by.name)}</span>
        </p>
      </div>
      <div className="side">
        <p>
          <State is="live">{WORDS.live}</State>
        </p>
        <p>{liveUntil === null ? home.since(moment(liveFrom)) : lists.comesDown(moment(liveUntil))}</p>
      </div>
    </li>
  );
}
