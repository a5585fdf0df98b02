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

  editor: {},

  write: {
    heading: (title: string) => (title === '' ? 'Write a new article' : `Write: ${title}`),
    about: 'About this article',
    title: 'Title',
    body: 'Body',
    titleNeeded: 'Give it a title first; then it can be saved.',
    notSaved: 'It was not saved.',
    asked: (name: string) => `${name} asked`,
    somebodyAsked: 'Changes were asked for',
    aboutRevision: (number: number, moment: string) => `about revision ${number}, ${moment}`,
    looseEnds: 'Loose ends',
    outline: 'Outline',
    fields: 'Fields',
    subtitle: 'Subtitle',
    subtitleEmpty: 'Empty: readers get none.',
    excerpt: 'Excerpt',
    excerptEmpty: 'Empty: readers get none, and lists show the title alone.',
    byline: 'Byline',
    bylineEmpty: 'Empty: it cannot be submitted without a name.',
    bylineOfNew: 'Empty: your own byline, where you have one.',
    tags: 'Tags',
    tagsEmpty: 'Empty: it stands on no topic’s page.',
    slug: 'Slug',
    slugEmpty: 'Empty: made from the title when it is saved.',
    slugHint: 'The end of its address.',
    search: 'Search and social',
    searchEmpty: 'as title and excerpt',
    searchSet: 'set here',
    seoTitle: 'Title for search',
    seoTitleEmpty: (title: string) => (title === '' ? 'Empty: the title.' : `Empty: “${title}”`),
    seoDescription: 'Description for search',
    seoDescriptionEmpty: (excerpt: string) =>
      excerpt === '' ? 'Empty: the excerpt, and that is empty too.' : `Empty: “${excerpt}”`,
    canonicalUrl: 'Canonical address',
    canonicalUrlEmpty: 'Empty: its own address on the site.',
    add: 'Add…',
    addTo: (list: string) => `Add to ${list.toLowerCase()}`,
    remove: (name: string) => `Remove ${name}`,
    earlier: (name: string) => `Move ${name} before the one before`,
    create: (name: string) => `Create “${name}”`,
    found: (count: number) => plural(count, { one: '# found', other: '# found' }),
    nobodyFound: 'Nothing of that name',
    preview: 'Preview',
    previewIs: 'what readers would get',
    showPreview: 'Preview beside',
    by: (names: string) => `By ${names}`,
    removed: (names: string) => `Readers will not get: ${names}.`,
    rendering: 'Being made…',

    saving: 'Saving',
    savedAt: (time: string) => `Saved ${time}`,
    saved: 'Saved',
    savedAsRevision: (number: number, moment: string) => `revision ${number}, ${moment}`,
    nothingYet: 'Nothing written yet',
    forYouAlone: 'for you alone',
    since: (number: number) => `words since revision ${number}`,
    unsaved: 'Unsaved',
    savingNow: 'Saving…',
    offline: 'Offline',
    offlineHint: 'kept in this browser, and saved as soon as the server can be reached',
    keptHere: 'kept in this browser',
    notKeptHere: 'this browser cannot keep it: do not close the page',
    revisionSaved: (number: number) => `Revision ${number} saved`,
    aboutWords: (count: number) => `about ${words(count)}`,
    minutes: (count: number) => `${count} min`,
    saveRevision: 'Save revision',
    submit: 'Submit…',

    leftUnsaved: 'What you wrote is kept in this browser, and offered when you open the article again.',
    stays: 'It was not saved. Leave once more to go nevertheless: what you wrote is kept in this browser.',
    unsavedFrom: (moment: string) => `Unsaved text of yours from ${moment}`,
    writtenOn: (number: number) => `written on revision ${number}`,
    writtenOnEarlier: (number: number) =>
      `written on revision ${number}, which is not the latest: you will see both`,
    useIt: 'Use it',
    throwAway: 'Throw it away…',
    throwAwayHeading: 'Throw this text away?',
    throwAwayExplain: 'Nobody else has it, and it cannot be brought back.',
    throwAwayAct: 'Throw it away',
    otherTab:
      'You have this open in another tab too. Each keeps what is written in it; where both change the same, you will be asked.',
    newer: (name: string, number: number) => `${name} saved revision ${number} meanwhile.`,
    load: 'Load it',
    compareNow: 'Put both together now',
    inReview: 'This text is in review.',
    inReviewExplain: 'Whoever edits it may not approve it: somebody else has to.',
    edit: 'Edit',
    readOnly: 'You cannot edit this now.',
  },

  conflict: {
    heading: (name: string) => `${name} saved while you were writing`,
    headingOwn: 'You saved in another place too',
    explain: (base: number, name: string, theirs: number, moment: string) =>
      `You both began from revision ${base}. Revision ${theirs} is by ${name}, saved ${moment}; yours is not saved, and is kept here until you decide.`,
    explainOwn: (base: number, theirs: number, moment: string) =>
      `This text began from revision ${base}. Revision ${theirs} was saved ${moment}; this one is not saved, and is kept here until you decide.`,
    taken: (count: number) =>
      plural(count, {
        one: 'One change is apart and has been taken.',
        other: '# changes are apart and have been taken.',
      }),
    toSettle: (count: number) =>
      count === 0
        ? 'Nothing is left for you to settle.'
        : plural(count, { one: 'One is for you to settle.', other: '# are for you to settle.' }),
    copyMine: 'Copy all of yours',
    settle: (what: string) => `To settle: ${what}`,
    place: (index: number, count: number) => `${index} of ${count}`,
    paragraph: (text: string) => (text === '' ? 'a new paragraph' : `“${text}”`),
    yours: 'Yours',
    notSaved: 'not saved',
    theirs: (name: string) => `${name}’s`,
    theirsOwn: 'The other',
    base: 'Where both began',
    useYours: 'Use yours',
    useTheirs: (name: string) => `Use ${name}’s`,
    useTheirsOwn: 'Use the other',
    anew: 'Write it anew',
    asItWas: 'Leave it as it was',
    yourText: 'Your text for this place',
    settled: 'Settled',
    nothing: 'Nothing',
    takenHeading: 'Taken',
    leaveOut: 'Leave it out',
    takeIt: 'Take it after all',
    leftOut: 'left out',
    bothSame: 'Both alike',
    left: (count: number) =>
      count === 0
        ? 'All is settled.'
        : plural(count, { one: '# left to settle.', other: '# left to settle.' }),
    safe: 'Nothing is thrown away before you say so.',
    drop: 'Drop yours…',
    dropHeading: 'Drop all that you wrote?',
    dropExplain: (number: number) => `The text will be revision ${number}. Yours cannot be brought back.`,
    dropAct: 'Drop it',
    saveAs: (number: number) => `Save as revision ${number}`,
    whyNot: 'Why not?',
    settleFirst: 'Settle first what both of you changed: it is above.',
  },

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
