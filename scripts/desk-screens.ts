// The screens of the desk that screens.ts photographs.
import type { Page } from 'playwright-core';

/** First names of the demo's people. */
type Viewer = 'Nino' | 'Tomas' | 'Daniyar' | 'Leyla' | 'Sofia' | 'Aigerim' | 'nobody';

export interface Screen {
  readonly name: string;
  readonly as: Viewer;
  /** Under /desk; `{slug}` is replaced by the id of the article with that slug. */
  readonly path: string;
  /** Runs before the screenshot. */
  readonly steps?: (page: Page) => Promise<unknown>;
}

const click = (name: string | RegExp) => (page: Page) => page.getByRole('button', { name }).first().click();

/** Clicks a button, and waits for the dialog that it opens. */
const clickToOpen = (role: 'dialog', name: RegExp) => async (page: Page) => {
  await click(name)(page);
  await page.getByRole(role).waitFor();
};

export const SCREENS: readonly Screen[] = [
  { name: 'sign-in', as: 'nobody', path: '/sign-in' },
  { name: 'home-writer', as: 'Sofia', path: '/' },
  { name: 'home-editor', as: 'Nino', path: '/' },
  { name: 'queue', as: 'Nino', path: '/queue' },
  { name: 'queue-empty', as: 'Nino', path: '/queue?words=nothinghasthisword' },
  { name: 'articles', as: 'Nino', path: '/articles' },
  { name: 'write', as: 'Sofia', path: '/articles/{anaklia-port-always-about-to-begin}/write' },
  { name: 'write-new', as: 'Sofia', path: '/articles/new' },
  {
    name: 'review',
    as: 'Nino',
    path: '/articles/{uzbek-cotton-leaves-as-yarn}/review',
    steps: click(/^Publish/),
  },
  {
    name: 'review-four-eyes',
    as: 'Nino',
    path: '/articles/{flour-not-wheat-to-kabul}/review',
    steps: click(/^Approve/),
  },
  {
    name: 'publish',
    as: 'Nino',
    path: '/articles/{xian-to-the-caspian-timetable}/review',
    steps: clickToOpen('dialog', /^Schedule/),
  },
  { name: 'history', as: 'Nino', path: '/articles/{uzbek-cotton-leaves-as-yarn}/history' },
  { name: 'preview', as: 'Nino', path: '/articles/{uzbek-cotton-leaves-as-yarn}/preview' },
  { name: 'previews', as: 'Nino', path: '/previews' },
  { name: 'calendar', as: 'Nino', path: '/calendar' },
  { name: 'calendar-week', as: 'Nino', path: '/calendar?view=week' },
  { name: 'tags', as: 'Nino', path: '/tags' },
  { name: 'authors', as: 'Nino', path: '/authors' },
  { name: 'people', as: 'Aigerim', path: '/people' },
  { name: 'settings', as: 'Aigerim', path: '/settings' },
  { name: 'palette', as: 'Nino', path: '/queue', steps: clickToOpen('dialog', /Search or do/) },
  { name: 'not-found', as: 'nobody', path: '/nowhere' },
];

/** The screens of the README and of docs/desk.md, with the size of their pictures. */
export const DOCUMENTATION_SCREENS: readonly (readonly [screen: string, width: number, height: number])[] = [
  ['review', 1180, 720],
  ['queue', 1280, 800],
  ['write', 1200, 760],
  ['publish', 1200, 760],
  ['calendar', 1280, 800],
  ['home-writer', 390, 844],
];
