// Every word that the desk says by itself, by the screen that says it. What the API says (why not, what is wrong with an input)
// comes from the API. Another language is another file of this shape.
import type { CalendarEntryKind, ReviewState, Role, TransitionName } from '../generated/operations.js';
import { number, plural } from './format.js';

const words = (count: number) => plural(count, { one: '# word', other: '# words' });

export const WORDS = {
  product: 'Copydesk',
  skip: 'Skip to the content',
  words,
  wordsAdded: (count: number) => `${plural(count, { one: '# word', other: '# words' })} added`,
  wordsRemoved: (count: number) => `${plural(count, { one: '# word', other: '# words' })} removed`,
  cancel: 'Cancel',
  close: 'Close',
  clear: 'Clear',
  save: 'Save',
  undo: 'Undo',
  tryAgain: 'Try again',
  copy: 'Copy',
  copied: 'Copied',
  more: 'More',
  showMore: 'Show more',
  loading: 'Loading',
  you: 'you',
  revision: (number: number) => `revision ${number}`,
  Revision: (number: number) => `Revision ${number}`,

  states: {
    DRAFT: 'Draft',
    IN_REVIEW: 'In review',
    CHANGES_REQUESTED: 'Changes requested',
    APPROVED: 'Approved',
    SCHEDULED: 'Scheduled',
    PUBLISHED: 'Published',
    UNPUBLISHED: 'Unpublished',
    ARCHIVED: 'Archived',
  } satisfies Record<ReviewState, string>,
  live: 'Live',

  roles: { WRITER: 'Writer', EDITOR: 'Editor', ADMIN: 'Administrator' } satisfies Record<Role, string>,

  transitions: {
    EDIT: 'Edit',
    SUBMIT: 'Submit for review',
    WITHDRAW: 'Withdraw from review',
    REQUEST_CHANGES: 'Request changes',
    APPROVE: 'Approve',
    PUBLISH: 'Publish',
    SCHEDULE: 'Schedule',
    UNSCHEDULE: 'Unschedule',
    UNPUBLISH: 'Take down',
    SET_END: 'Set an end',
    DISCARD: 'Discard the draft',
    ARCHIVE: 'Archive',
    REOPEN: 'Reopen',
  } satisfies Record<TransitionName, string>,

  diff: { added: 'added', cut: 'cut' },

  moment: {
    date: 'Date',
    time: 'Time',
    missing: 'Give a date and a time.',
    skipped: (time: string) => `There is no ${time} on that day: the clock skips it.`,
    which: (time: string) => `The clock shows ${time} twice on that day. Which one?`,
    first: (offset: string) => `The first (${offset})`,
    second: (offset: string) => `The second (${offset})`,
    zone: (city: string, offset: string) => `${city} time (${offset}).`,
    forYou: (time: string, date: string, city: string) => `${time} on ${date} for you in ${city}.`,
  },

  errors: {
    offline: 'The server could not be reached. Nothing was changed.',
    failed: 'The server had a fault.',
    nothingChanged: 'Nothing has changed.',
    report: 'If you report it, give this number:',
    notFound: 'There is no such page',
    notFoundHint: 'It may have moved, or be somebody else’s to see.',
    goHome: 'Go to Home',
    screen: 'This screen could not be shown.',
  },

  frame: {
    nav: 'Desk',
    find: 'Search or do…',
    home: 'Home',
    queue: 'Review queue',
    articles: 'Articles',
    calendar: 'Calendar',
    tags: 'Tags',
    authors: 'Authors',
    people: 'People',
    previews: 'Previews',
    settings: 'Settings',
    more: 'More',
    signOut: 'Sign out',
    offline: 'Offline',
    offlineHint: 'What you write is kept in this browser, and saved when the connection is back.',
    newArticle: 'New article',
    article: 'Article',
    write: 'Write',
    review: 'Review',
    history: 'History',
    preview: 'Preview',
    hasItOpen: (names: string, count: number) => `${names} ${count === 1 ? 'has' : 'have'} it open too`,
    inZone: (city: string) => `in ${city}`,
    forYouIn: (time: string, city: string) => `${time} for you in ${city}`,
  },

  signIn: {
    heading: 'Sign in',
    goOn: 'You will go on to the page that the link named.',
    email: 'E-mail',
    password: 'Password',
    show: 'Show',
    hide: 'Hide',
    showPassword: 'Show the password',
    submit: 'Sign in',
    forgotten: 'Forgotten it? An administrator can set a new one for you.',
    demo: 'The demo newsroom',
    demoHint: 'Everybody here is invented. One click signs you in.',
  },

  expired: {
    heading: 'Sign in again',
    explain: 'Your session ended. Your text is here; saving goes on as soon as you are back.',
    passwordFor: (email: string) => `Password for ${email}`,
    submit: 'Sign in and go on',
    somebodyElse: 'Somebody else…',
  },

  home: {},

  queue: {},

  articles: {},

  palette: {},

  keys: {},

  editor: {},

  write: {},

  conflict: {},

  review: {},

  decide: {},

  publish: {},

  history: {
    pageTitle: (title: string) => `History: ${title} · Copydesk`,
    untitled: 'Without a title',
    explain: 'The line at the side is solid while readers could see the article.',
    earlier: 'Show earlier',
    todayIs: (day: string) => `Today, ${day}`,
    compareWith: ['Compare', 'with'],
    compare: 'Compare',
    chooseTwo: 'Choose two revisions to compare them.',
    ends: { from: 'from', to: 'to' },
    earlierSaves: (count: number) =>
      plural(count, { one: '# earlier save of the same day', other: '# earlier saves of the same day' }),
    /** By the names of events. */
    events: {
      CREATE: 'created',
      EDIT: 'saved',
      SUBMIT: 'Sent to review',
      WITHDRAW: 'Withdrawn from review',
      REQUEST_CHANGES: 'Changes requested',
      APPROVE: 'Approved',
      PUBLISH: 'Published',
      SCHEDULE: 'Scheduled',
      UNSCHEDULE: 'Unscheduled',
      UNPUBLISH: 'Taken down',
      SET_END: 'End changed',
      DISCARD: 'Draft discarded',
      ARCHIVE: 'Archived',
      REOPEN: 'Reopened',
      SET_OWNERS: 'Owners changed',
      GO_LIVE: 'Went live',
      EXPIRE: 'Came down',
    } as Readonly<Record<string, string>>,
    by: (name: string) => `by ${name}`,
    byItself: 'by itself',
    from: (at: string) => `for ${at}`,
    until: (at: string) => `until ${at}`,
    noEnd: 'no end any more',
    override: (reason: string) => `Though they wrote in it themselves. Their reason: “${reason}”`,
    ownersAdded: (names: string) => `added ${names}`,
    ownersRemoved: (names: string) => `removed ${names}`,
    /** By the names that the API gives to fields. */
    fields: {
      title: 'title',
      subtitle: 'subtitle',
      slug: 'slug',
      excerpt: 'excerpt',
      authors: 'byline',
      tags: 'tags',
      'seo.title': 'search and social',
      'seo.description': 'search and social',
      'seo.canonicalUrl': 'canonical address',
    } as Readonly<Record<string, string>>,
    wordsUnit: 'words',
    approved: 'approved, may be published again',
    isLive: 'live now',
    isWorking: 'the working copy',
    restore: 'Restore…',
    publishAgain: 'Publish again…',
    restoreHeading: (revision: number) => `Restore revision ${revision}`,
    restoreAct: (revision: number) => `Restore revision ${revision}`,
    restoreExplain: (revision: number, next: number) =>
      `What revision ${revision} says becomes the working copy, as revision ${next}. Every revision stays in the history.`,
    restoreState: (state: ReviewState, working: number) => {
      if (state === 'IN_REVIEW')
        return 'It becomes the revision that is under review. Readers see no change.';
      if (state === 'DRAFT' || state === 'CHANGES_REQUESTED') return 'Readers see no change.';
      return `The article goes back to draft; what was decided about revision ${working} does not carry over. What is live or scheduled stays as it is.`;
    },
    restoreDrops: 'Text of yours that is not saved as a revision yet is dropped.',
    restoreFailed: 'It was not restored.',
    restored: (revision: number, made: number) => `Revision ${revision} is restored, as revision ${made}.`,
    restoredBack: (revision: number) => `What revision ${revision} says is the working copy again.`,
    sameAlready: (revision: number, working: number) =>
      `Nothing has changed: revision ${working} says the same as revision ${revision}.`,
    owners: (names: string) => `May see and edit it beside the editors: ${names}.`,
    noOwners: 'Nobody but the editors may see and edit it.',
    changeOwners: 'Change owners…',
    ownersHeading: 'Owners',
    ownersExplain: 'The writers who may see and edit the article. Editors may anyway.',
    ownersLegend: 'Owners now',
    findPeople: 'Search people',
    found: 'People found',
    foundNobody: 'Nobody else is found.',
    foundMore: 'There are more. Type more of the name.',
    saveOwners: 'Save owners',
    ownersSaved: 'The owners are changed.',
    ownersBack: 'The owners are as they were.',
    ownersFailed: 'The owners were not changed.',
  },

  preview: {},

  calendar: {
    pageTitle: (span: string) => `Calendar, ${span} · Copydesk`,
    clock: (city: string, offset: string, now: string) => `${city} time (${offset}) · now ${now}`,
    caption: (span: string) => `${span}: what goes live and what comes down`,
    showAs: 'Show as',
    views: { month: 'Month', week: 'Week', list: 'List' },
    today: 'Today',
    todayMark: 'today',
    todayIs: (day: string) => `Today, ${day}`,
    verbs: {
      GOES_LIVE: { past: 'went live', coming: 'goes live' },
      COMES_DOWN: { past: 'came down', coming: 'comes down' },
    } satisfies Record<CalendarEntryKind, object>,
    down: 'down',
    more: (count: number) => `${number(count)} more`,
    empty: 'Nothing goes live or comes down in these weeks.',
    emptyHint: 'What is scheduled, and what has an end, stands here on its day.',
    cut: (count: number) => `Only the first ${number(count)} are shown. Look at a week to see the rest.`,
    dragHint: ['Drag what has not gone out yet, or press ', ' on it, to move it.'],
    move: 'Move…',
    moveOf: (title: string) => `Move… ${title}`,
    moveHeadings: {
      GOES_LIVE: 'Move when it goes live',
      COMES_DOWN: 'Move when it comes down',
    } satisfies Record<CalendarEntryKind, string>,
    moveNow: {
      GOES_LIVE: (revision: number, at: string) => `Revision ${revision} goes live ${at}.`,
      COMES_DOWN: (revision: number, at: string) => `Revision ${revision} comes down ${at}.`,
    } satisfies Record<CalendarEntryKind, unknown>,
    moveRevision: (revision: number) => `Move revision ${revision}`,
    moveFailed: 'It was not moved.',
    moved: {
      GOES_LIVE: (title: string, at: string) => `“${title}” now goes live ${at}.`,
      COMES_DOWN: (title: string, at: string) => `“${title}” now comes down ${at}.`,
    } satisfies Record<CalendarEntryKind, unknown>,
    movedBack: (title: string, at: string) => `“${title}” is back at ${at}.`,
  },

  tags: {},

  authors: {},

  people: {},

  settings: {},
} as const;
