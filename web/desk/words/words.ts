// Every word that the desk says by itself, by the screen that says it. What the API says (why not, what is wrong with an input)
// comes from the API. Another language is another file of this shape.
import type { ReviewState, Role, TransitionName } from '../generated/operations.js';
import { plural } from './format.js';

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

  editor: {
    toolbar: 'Formatting',
    orType: 'or type',
    placeholder: 'Write here, or type / to insert something.',
    formats: {
      bold: 'Bold',
      italic: 'Italic',
      link: 'Link',
      heading: 'Heading',
      quote: 'Quote',
      list: 'List',
      picture: 'Picture',
      table: 'Table',
    },
    /** As Markdown writes them, beside their names. */
    marks: {
      bold: '**bold**',
      italic: '*italic*',
      link: '[words](address)',
      heading: '## heading',
      quote: '> quote',
      list: '- item',
      picture: '![words](address)',
      table: '| cell | cell |',
    },
    pictureWords: 'What the picture shows',
    tableHead: 'Heading',
    pasteFailed: 'The formatting could not be kept. The text was pasted without it.',
    /** Of CodeMirror, by what it says by itself. */
    phrases: {
      Find: 'Find',
      Replace: 'Replace with',
      next: 'Next',
      previous: 'Previous',
      'match case': 'Match case',
      'by word': 'Whole words',
      replace: 'Replace',
      'replace all': 'Replace all',
      close: 'Close',
      'current match': 'This match',
      'on line': 'on line',
      'replaced match on line $': 'Replaced one on line $',
      'replaced $ matches': 'Replaced $',
      Completions: 'Insert',
    },
  },

  write: {},

  conflict: {},

  review: {},

  decide: {},

  publish: {},

  history: {},

  preview: {},

  calendar: {},

  tags: {},

  authors: {},

  people: {},

  settings: {},
} as const;
