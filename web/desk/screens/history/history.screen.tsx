import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { ScreenError } from '../../frame/fallbacks.js';
import { useTimes } from '../../frame/newsroom.js';
import { isEditor, useViewer } from '../../frame/use-session.js';
import type { HistoryRevisionFragment } from '../../generated/operations.js';
import { scriptOf } from '../../words/script-of.js';
import { ShowMore } from '../../parts/show-more.js';
import { WORDS } from '../../words/words.js';
import { ArticleFrame } from '../article/article-frame.js';
import { TransitionDialog } from '../article/transition-dialog.js';
import { historyQuery, type HistoryPage } from './history.data.js';
import { Owners } from './owners.js';
import { RestoreDialog } from './restore-dialog.js';
import { Timeline } from './timeline-list.js';
import { comparedOf, inOrder, timelineOf } from './timeline.js';

const route = getRouteApi('/signed-in/articles/$articleId/history');

/** The open dialog. */
type OpenDialog = { readonly is: 'restore' | 'publish'; readonly revision: HistoryRevisionFragment };

export function HistoryScreen() {
  const { articleId } = route.useParams();
  const list = useInfiniteQuery(historyQuery(articleId));
  const { data, error } = list;
  // Only the first page is sure to be current.
  const article = data?.pages[0];
  return (
    <ArticleFrame tab="history" articleId={articleId} article={article}>
      <main id="main" className="page history" tabIndex={-1}>
        {article === undefined && error && <ScreenError error={error} />}
        {article && data && <History article={article} pages={data.pages} />}
        <ShowMore list={list} label={WORDS.history.earlier} />
      </main>
    </ArticleFrame>
  );
}

interface HistoryProps {
  readonly article: HistoryPage;
  readonly pages: readonly HistoryPage[];
}

function History({ article, pages }: HistoryProps) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { zone } = useTimes();
  const viewer = useViewer();
  const [opened, setOpened] = useState<OpenDialog>();
  const { working, live, publications } = article;
  const days = useMemo(
    () =>
      timelineOf(
        pages.flatMap(({ history }) => history.nodes),
        publications.nodes,
        zone,
      ),
    [pages, publications, zone],
  );
  const revisions = useMemo(
    () =>
      new Map(
        pages.flatMap(({ revisions }) => revisions.nodes).map((revision) => [revision.number, revision]),
      ),
    [pages],
  );
  const compared = comparedOf(search, working.number, live?.revision.number);
  const words = WORDS.history;
  const close = () => setOpened(undefined);
  return (
    <>
      <div className="page-head">
        <div>
          <h1 className="reading-title" {...scriptOf(working.title)}>
            {working.title || words.untitled}
          </h1>
          <p>{words.explain}</p>
          <Owners article={article} />
        </div>
      </div>
      <CompareBar articleId={article.id} {...compared} />
      <Timeline
        days={days}
        revisions={revisions}
        working={working.number}
        live={live?.revision.number}
        compared={compared}
        mayPublish={isEditor(viewer)}
        onCompare={(change) =>
          void navigate({
            search: { ...compared, ...change },
            replace: true,
            resetScroll: false,
          })
        }
        onRestore={(revision) => setOpened({ is: 'restore', revision })}
        onPublish={(revision) => setOpened({ is: 'publish', revision })}
      />
      {opened?.is === 'restore' && (
        <RestoreDialog article={article} number={opened.revision.number} onClose={close} />
      )}
      {opened?.is === 'publish' && (
        <TransitionDialog article={article} name="PUBLISH" revision={opened.revision} onClose={close} />
      )}
    </>
  );
}

interface CompareBarProps {
  readonly articleId: string;
  readonly from: number;
  readonly to: number;
}

function CompareBar({ articleId, from, to }: CompareBarProps) {
  const words = WORDS.history;
  if (from === to) {
    return (
      <div className="compare-bar">
        <p>{words.chooseTwo}</p>
      </div>
    );
  }
  const search = inOrder(from, to);
  return (
    <div className="compare-bar">
      <p>
        {words.compareWith[0]} <strong>{WORDS.revision(search.from)}</strong> {words.compareWith[1]}{' '}
        <strong>{WORDS.revision(search.to)}</strong>
      </p>
      <Link className="button main" to="/articles/$articleId/review" params={{ articleId }} search={search}>
        {words.compare}
      </Link>
    </div>
  );
}
