// The routes of the desk. A route's loader fetches its data while the screen's code loads. All but the sign-in need a session.
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
import { parsePreviewsSearch, previewsQuery, showsAll } from './screens/previews/previews.data.js';
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

/** After that, a screen that is still loading shows that it is. */
const PENDING_MS = 300;

/** The address to go to after the sign-in, if it is one of the desk's: a link must not lead to another site. */
const deskAddress = (value: unknown): string | undefined =>
  typeof value === 'string' && value.startsWith(`${BASE_PATH}/`) ? value : undefined;

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { to?: string } => ({ to: deskAddress(search.to) }),
  beforeLoad: async ({ search }) => {
    await session.resume();
    if (session.viewer === undefined) return;
    throw search.to === undefined ? redirect({ to: '/' }) : redirect({ to: '/', href: search.to });
  },
  loader: () => queryClient.ensureQueryData(signInQuery),
  component: lazyRouteComponent(() => import('./screens/sign-in/sign-in.screen.js'), 'SignInScreen'),
});

/** All other routes. The sign-in leads back to the address that was opened. */
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
  // When only the filters change, the screen itself fetches, and shows the old list until then.
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
  loader: ({ deps }) => queryClient.ensureInfiniteQueryData(previewsQuery(showsAll(deps))),
  component: lazyRouteComponent(() => import('./screens/previews/previews.screen.js'), 'PreviewsScreen'),
});

const settings = createRoute({
  getParentRoute: () => framed,
  path: '/settings',
  loader: () => queryClient.prefetchQuery(settingsQuery()),
  component: lazyRouteComponent(() => import('./screens/settings/settings.screen.js'), 'SettingsScreen'),
});

/** One component for both routes, so that a new article's editor stays mounted when its first save changes the address. */
const writing = createRoute({
  getParentRoute: () => signedIn,
  id: 'writing',
  component: lazyRouteComponent(() => import('./screens/write/write.screen.js'), 'WriteScreen'),
});

const newArticle = createRoute({ getParentRoute: () => writing, path: '/articles/new' });

const write = createRoute({
  getParentRoute: () => writing,
  path: '/articles/$articleId/write',
  // Prefetched, so that an error is the screen's to show.
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
  // The query client decides what is stale.
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
