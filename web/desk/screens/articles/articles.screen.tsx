// All articles that the viewer may see: a table with search, filters and bulk transitions.
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { usePageTitle } from '../../frame/page-title.js';
import { isEditor, useViewer } from '../../frame/use-session.js';
import { ErrorNotice } from '../../parts/notices.js';
import { Hidden } from '../../parts/text.js';
import { toast } from '../../parts/toasts.js';
import { undo } from '../../parts/undo.js';
import { ShowMore } from '../../parts/show-more.js';
import { WORDS } from '../../words/words.js';
import { makeEach } from '../lists/bulk.js';
import { KeysHint } from '../lists/keys-hint.js';
import { SelectionBar } from '../lists/selection-bar.js';
import { useBulk, type Done } from '../lists/use-bulk.js';
import { useListKeys } from '../lists/use-list-keys.js';
import { ArticleRow } from './article-row.js';
import { ArticlesEmpty } from './articles-empty.js';
import { articlesQuery, type ArticlesSearch } from './articles.data.js';
import { ArticlesFilters } from './articles-filters.js';

const route = getRouteApi('/signed-in/framed/articles');

export function ArticlesScreen() {
  const viewer = useViewer();
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/articles' });
  const query = useInfiniteQuery({ ...articlesQuery(search), placeholderData: keepPreviousData });
  const first = query.data?.pages[0];
  const bulk = useBulk(query.data?.pages.flatMap(({ articles }) => articles.nodes) ?? []);
  const keys = useListKeys<HTMLTableSectionElement>(bulk.toggle);
  const { articles } = WORDS;
  const total = first?.articles.totalCount ?? 0;
  usePageTitle(WORDS.frame.articles);

  const change = (changes: ArticlesSearch) => {
    bulk.clear();
    const isTyping = 'words' in changes;
    void navigate({ search: (now) => ({ ...now, ...changes }), replace: isTyping, resetScroll: false });
  };

  /** Only an editor may reopen what was archived. */
  const offerUndo = ({ name, outcomes }: Done) => {
    const archived = bulk.selected.flatMap((article) => {
      const outcome = outcomes.get(article.id);
      return outcome?.isDone ? [{ ...article, version: outcome.version }] : [];
    });
    if (name !== 'ARCHIVE' || archived.length === 0 || !isEditor(viewer)) return;
    const reopen = async () => {
      const reopened = await makeEach('REOPEN', archived, '');
      for (const outcome of reopened.values()) if (!outcome.isDone) throw outcome.error;
    };
    toast(articles.archived(archived.length), () => {
      bulk.clear();
      void undo(reopen, undefined);
    });
  };

  return (
    <div className="page">
      <div className="page-head">
        <h1>{WORDS.frame.articles}</h1>
        <p>
          {articles.count(total)}, {articles.orderedBy[search.order ?? 'RECENTLY_CHANGED']}
          <KeysHint />
        </p>
        <Link className="button main" to="/articles/new">
          {WORDS.frame.newArticle}
        </Link>
      </div>
      <ArticlesFilters search={search} first={first} onChange={change} />
      {query.isError && <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />}
      <SelectionBar bulk={bulk} offers={['SUBMIT', 'ARCHIVE']} onDone={offerUndo} />
      {bulk.shown.length > 0 && (
        <table className="table articles" aria-busy={query.isPlaceholderData}>
          <caption className="hidden">{WORDS.frame.articles}</caption>
          <thead>
            <tr>
              <td>
                <Hidden>{articles.columns.select}</Hidden>
              </td>
              <th scope="col">{articles.columns.title}</th>
              <th scope="col">{articles.columns.state}</th>
              <th scope="col">{articles.columns.readersSee}</th>
              <th scope="col">{articles.columns.byline}</th>
              <th scope="col">{articles.columns.changed}</th>
            </tr>
          </thead>
          <tbody ref={keys.ref} onFocus={keys.onFocus}>
            {bulk.shown.map((article) => (
              <ArticleRow
                key={article.id}
                article={article}
                isCurrent={article.id === keys.current}
                isSelected={bulk.isSelected(article.id)}
                done={bulk.done}
                onToggle={() => bulk.toggle(article.id)}
              />
            ))}
          </tbody>
        </table>
      )}
      {first && bulk.shown.length === 0 && <ArticlesEmpty search={search} first={first} onChange={change} />}
      {bulk.shown.length > 0 && (
        <ShowMore list={query}>
          <span className="quiet">
            {WORDS.lists.of(bulk.shown.length, Math.max(total, bulk.shown.length))}
          </span>
        </ShowMore>
      )}
    </div>
  );
}
