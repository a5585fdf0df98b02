// The layout of an article's screens: a bar with their tabs, the article's state and who else has it open; a foot below.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { FindButton } from '../../frame/find-button.js';
import { useSetOpenArticle, type SaveFirst } from '../../frame/open-article.js';
import { usePageTitle } from '../../frame/page-title.js';
import { useViewer, isEditor } from '../../frame/use-session.js';
import { ReviewStateMark } from '../../parts/state.js';
import type { ArticleBarFragment } from '../../generated/operations.js';
import { listOf } from '../../words/format.js';
import { WORDS } from '../../words/words.js';

export type ArticleTab = 'write' | 'review' | 'history' | 'preview';

interface ArticleFrameProps {
  /** '': a new article, which has no other screens yet. */
  readonly articleId: string;
  readonly tab: ArticleTab;
  /** undefined while it loads. */
  readonly article?: ArticleBarFragment | undefined;
  /** Set while the article is being written. */
  readonly saveFirst?: SaveFirst | undefined;
  /** What stands at the bar's end before the palette's button. */
  readonly end?: ReactNode;
  readonly children?: ReactNode;
  /** The bar at the foot. */
  readonly foot?: ReactNode;
}

export function ArticleFrame({ articleId, tab, article, saveFirst, end, children, foot }: ArticleFrameProps) {
  const viewer = useViewer();
  useSetOpenArticle(article, saveFirst);
  usePageTitle(titleOf(tab, article, articleId));
  const others = article?.editing.filter(({ person }) => person.id !== viewer.id) ?? [];
  const { frame } = WORDS;
  return (
    <div className="article">
      <a className="skip" href="#main">
        {WORDS.skip}
      </a>
      <header className="bar">
        <Link className="wordmark" to="/">
          {WORDS.product}
        </Link>
        <Link className="back" to={isEditor(viewer) && tab !== 'write' ? '/queue' : '/'}>
          ← {isEditor(viewer) && tab !== 'write' ? frame.queue : frame.home}
        </Link>
        {articleId !== '' && (
          <nav className="tabs" aria-label={frame.article}>
            <ul>
              {(['write', 'review', 'history', 'preview'] as const).map((name) => (
                <li key={name}>
                  <Link
                    to={`/articles/$articleId/${name}`}
                    params={{ articleId }}
                    activeOptions={{ includeSearch: false }}
                  >
                    {frame[name]}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
        )}
        <div className="end">
          {article && (
            <p>
              <ReviewStateMark state={article.reviewState} />
            </p>
          )}
          {others.length > 0 && (
            <p>{frame.hasItOpen(listOf(others.map(({ person }) => person.name)), others.length)}</p>
          )}
          {end}
          <FindButton />
        </div>
      </header>
      {children}
      {foot}
    </div>
  );
}

function titleOf(tab: ArticleTab, article: ArticleBarFragment | undefined, id: string): string | undefined {
  if (article !== undefined) return `${WORDS.frame[tab]}: ${article.working.title}`;
  return id === '' ? WORDS.frame.newArticle : undefined;
}
