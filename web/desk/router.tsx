// Every address of the desk, and the screen that it shows. What a screen needs is asked for while its code loads; only the
// sign-in is open to somebody who has not signed in.
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { queryClient } from './api/query-client.js';
import { session } from './api/session.js';
import { DeskFrame } from './frame/desk-frame.js';
import { frameQuery } from './frame/newsroom.js';
import { NotFound, Pending, ScreenError } from './frame/fallbacks.js';
import { searchInAddress } from './parts/search-in-address.js';
import { authorsQuery } from './screens/authors/authors.data.js';
import { peopleQuery } from './screens/people/people.data.js';
import { settingsQuery } from './screens/settings/settings.data.js';
import { loadCalendar, parseCalendarSearch } from './screens/calendar/calendar.data.js';
import { historyQuery, parseHistorySearch } from './screens/history/history.data.js';
import { parsePreviewSearch, previewQuery } from './screens/preview/preview.data.js';
import { parsePreviewsSearch, previewsQuery, seesAll } from './screens/previews/previews.data.js';
import { SignedIn } from './frame/signed-in.js';
import { isEditor } from './frame/use-session.js';
import { articlesQuery, articlesSearchOf } from './screens/articles/articles.data.js';
import { homeEditorQuery, homeWriterQuery } from './screens/home/home.data.js';
import { queueQuery, queueSearchOf } from './screens/queue/queue.data.js';
import { loadReview, reviewSearchOf } from './screens/review/review.data.js';
import { signInQuery } from './screens/sign-in/sign-in.data.js';
import { tagsQuery } from './screens/tags/tags.data.js';
import { writeQuery } from './screens/write/write.data.js';

const BASE_PATH = '/desk';

/** A screen that takes longer than this to load shows that it does. */
const PENDING_MS = 300;

/** Where to go after the sign-in: never to somebody else's page. */
const addressOfOurs = (value: unknown): string | undefined =>
  typeof value === 'string' && value.startsWith(`${BASE_PATH}/`) ? value : undefined;

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { to?: string } => ({ to: addressOfOurs(search.to) }),
  beforeLoad: async ({ search }) => {
    await session.resume();
    if (session.viewer === undefined) return;
    throw search.to === undefined ? redirect({ to: '/' }) : redirect({ to: '/', href: search.to });
  },
  loader: () => queryClient.ensureQueryData(signInQuery),
  component: lazyRouteComponent(() => import('./screens/sign-in/sign-in.screen.js'), 'SignInScreen'),
});

/** Everything else needs somebody signed in; a link that somebody was sent survives the sign-in. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: async ({ location }) => {
    await session.resume();
    if (session.viewer === undefined) {
      throw redirect({
        to: '/sign-in',
        search: location.pathname === '/' ? {} : { to: location.publicHref },
      });
    }
  },
  loader: () => queryClient.ensureQueryData(frameQuery),
  staleTime: Infinity,
  component: SignedIn,
});

const framed = createRoute({ getParentRoute: () => signedIn, id: 'framed', component: DeskFrame });

const home = createRoute({
  getParentRoute: () => framed,
  path: '/',
  loader: async () => {
    const { viewer } = session;
    if (viewer === undefined) return;
    if (isEditor(viewer)) await queryClient.ensureQueryData(homeEditorQuery(viewer.id));
    else await queryClient.ensureQueryData(homeWriterQuery(viewer.id));
  },
  component: lazyRouteComponent(() => import('./screens/home/home.screen.js'), 'HomeScreen'),
});

const queue = createRoute({
  getParentRoute: () => framed,
  path: '/queue',
  validateSearch: queueSearchOf,
  // Another filter is for the screen to ask for, which goes on showing the list meanwhile.
  loader: async ({ cause, location }) => {
    if (cause !== 'stay')
      await queryClient.ensureInfiniteQueryData(queueQuery(queueSearchOf(location.search)));
  },
  component: lazyRouteComponent(() => import('./screens/queue/queue.screen.js'), 'QueueScreen'),
});

const articles = createRoute({
  getParentRoute: () => framed,
  path: '/articles',
  validateSearch: articlesSearchOf,
  loader: async ({ cause, location }) => {
    if (cause !== 'stay')
      await queryClient.ensureInfiniteQueryData(articlesQuery(articlesSearchOf(location.search)));
  },
  component: lazyRouteComponent(() => import('./screens/articles/articles.screen.js'), 'ArticlesScreen'),
});

const calendar = createRoute({
  getParentRoute: () => framed,
  path: '/calendar',
  validateSearch: parseCalendarSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => loadCalendar(deps),
  component: lazyRouteComponent(() => import('./screens/calendar/calendar.screen.js'), 'CalendarScreen'),
});

const tags = createRoute({
  getParentRoute: () => framed,
  path: '/tags',
  validateSearch: searchInAddress,
  loader: ({ location }) =>
    queryClient.prefetchInfiniteQuery(tagsQuery(searchInAddress(location.search).search)),
  component: lazyRouteComponent(() => import('./screens/tags/tags.screen.js'), 'TagsScreen'),
});

const authors = createRoute({
  getParentRoute: () => framed,
  path: '/authors',
  validateSearch: searchInAddress,
  loader: ({ location }) =>
    queryClient.prefetchInfiniteQuery(authorsQuery(searchInAddress(location.search).search)),
  component: lazyRouteComponent(() => import('./screens/authors/authors.screen.js'), 'AuthorsScreen'),
});

const people = createRoute({
  getParentRoute: () => framed,
  path: '/people',
  validateSearch: searchInAddress,
  loader: ({ location }) =>
    queryClient.prefetchInfiniteQuery(peopleQuery(searchInAddress(location.search).search)),
  component: lazyRouteComponent(() => import('./screens/people/people.screen.js'), 'PeopleScreen'),
});

const previews = createRoute({
  getParentRoute: () => framed,
  path: '/previews',
  validateSearch: parsePreviewsSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => queryClient.ensureInfiniteQueryData(previewsQuery(seesAll(deps))),
  component: lazyRouteComponent(() => import('./screens/previews/previews.screen.js'), 'PreviewsScreen'),
});

const settings = createRoute({
  getParentRoute: () => framed,
  path: '/settings',
  loader: () => queryClient.prefetchQuery(settingsQuery()),
  component: lazyRouteComponent(() => import('./screens/settings/settings.screen.js'), 'SettingsScreen'),
});

/** One screen for both: an article that is created while it is written stays as it is on the screen. */
const writing = createRoute({
  getParentRoute: () => signedIn,
  id: 'writing',
  component: lazyRouteComponent(() => import('./screens/write/write.screen.js'), 'WriteScreen'),
});

/** Before it is saved for the first time an article has no id. */
const newArticle = createRoute({ getParentRoute: () => writing, path: '/articles/new' });

const write = createRoute({
  getParentRoute: () => writing,
  path: '/articles/$articleId/write',
  // The screen says what went wrong.
  loader: ({ params }) => queryClient.prefetchQuery(writeQuery(params.articleId)),
});

const review = createRoute({
  getParentRoute: () => signedIn,
  path: '/articles/$articleId/review',
  validateSearch: reviewSearchOf,
  loaderDeps: ({ search }) => search,
  loader: ({ params, deps }) => loadReview(params.articleId, deps),
  component: lazyRouteComponent(() => import('./screens/review/review.screen.js'), 'ReviewScreen'),
});

const history = createRoute({
  getParentRoute: () => signedIn,
  path: '/articles/$articleId/history',
  validateSearch: parseHistorySearch,
  loader: ({ params }) => queryClient.ensureInfiniteQueryData(historyQuery(params.articleId)),
  component: lazyRouteComponent(() => import('./screens/history/history.screen.js'), 'HistoryScreen'),
});

const preview = createRoute({
  getParentRoute: () => signedIn,
  path: '/articles/$articleId/preview',
  validateSearch: parsePreviewSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ params, deps }) => queryClient.ensureQueryData(previewQuery(params.articleId, deps.revision)),
  component: lazyRouteComponent(() => import('./screens/preview/preview.screen.js'), 'PreviewScreen'),
});

const routeTree = root.addChildren([
  signIn,
  signedIn.addChildren([
    framed.addChildren([home, queue, articles, calendar, tags, authors, people, previews, settings]),
    writing.addChildren([newArticle, write]),
    review,
    history,
    preview,
  ]),
]);

export const router = createRouter({
  routeTree,
  basepath: BASE_PATH,
  defaultPreload: 'intent',
  // The query client knows what is stale.
  defaultPreloadStaleTime: 0,
  defaultPendingMs: PENDING_MS,
  defaultPendingComponent: Pending,
  defaultErrorComponent: ScreenError,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
