// The words of tags, authors, people and settings.
import { number, plural } from './format.js';

interface Mergeable {
  readonly name: string;
  readonly slug: string;
  readonly articleCount: number;
}

/** What merging does to the articles: said before it is done. */
function articlesThatGet(from: Mergeable, into: Mergeable): string {
  if (from.articleCount === 0) return `No article has “${from.name}”;`;
  const subject = plural(from.articleCount, { one: 'The one article', other: 'All # articles' });
  const verb = from.articleCount === 1 ? 'gets' : 'get';
  return `${subject} of “${from.name}” ${verb} “${into.name}”;`;
}

export const PEOPLE_WORDS = {
  findOne: {
    search: 'Search by name',
    found: (count: number, isFull: boolean) => {
      if (isFull) return `The first ${number(count)} by name. Type more of the name for others.`;
      return count === 0
        ? 'None has a name like that.'
        : plural(count, { one: '# found.', other: '# found.' });
    },
  },

  named: {
    search: 'Search by name',
    noneHint: 'A part of the name is enough; accents and capitals do not count.',
    name: 'Name',
    slug: 'Slug',
    slugHint: 'Its address at readers’. An earlier slug goes on finding it.',
    newSlugHint: 'Its address at readers’. Made from the name where it is empty.',
    articles: 'Articles',
    articleCount: (count: number) =>
      count === 0 ? 'no article' : plural(count, { one: '# article', other: '# articles' }),
    details: 'Details',
    change: 'Change',
    show: 'Show',
    without: 'none',
    saved: (name: string) => `${name} is saved.`,
    notSaved: 'It is not saved.',
    created: (name: string) => `${name} is there now.`,
    rename: 'Change…',
    merge: 'Merge into another…',
    mergeHeading: (name: string) => `Merge “${name}” into another`,
    mergeInto: 'Into which',
    mergeAct: 'Merge',
    mergeMissing: 'Choose the one that stays.',
    willMerge: (from: Mergeable, into: Mergeable) =>
      `${articlesThatGet(from, into)} ${from.slug} goes on finding “${into.name}”.`,
    noWayBack: 'There is no way back.',
    merged: (from: string, into: string) => `${from} is ${into} from now on.`,
    notMerged: 'Nothing was merged.',
    delete: 'Delete…',
    deleteHeading: (name: string) => `Delete “${name}”`,
    willDelete: (count: number) =>
      count === 0
        ? 'No article has it. Its slug is free again afterwards. There is no way back.'
        : `${plural(count, { one: '# article has', other: '# articles have' })} it. It can be deleted when none has.`,
    deleteAct: 'Delete',
    deleted: (name: string) => `${name} is deleted.`,
    notDeleted: 'Nothing was deleted.',
    whyNot: 'Why not?',
    remedy: 'An editor can do it for you.',
  },

  tags: {
    heading: 'Tags',
    count: (count: number, search: string) =>
      search
        ? plural(count, { one: '# tag has this in its name', other: '# tags have this in their name' })
        : plural(count, { one: '# tag', other: '# tags' }),
    none: (search: string) => (search ? `No tag has “${search}” in its name` : 'There is no tag yet'),
    noneHint: 'Tags gather articles on one subject. Everybody at the desk can make one.',
    secondColumn: 'Description',
    add: 'New tag…',
    newHeading: 'New tag',
    create: 'Make the tag',
    text: 'Description',
    textHint: 'For readers, where the site shows it.',
  },

  authors: {
    heading: 'Authors',
    count: (count: number, search: string) =>
      search
        ? plural(count, { one: '# author has this in the name', other: '# authors have this in the name' })
        : plural(count, { one: '# author', other: '# authors' }),
    none: (search: string) => (search ? `No author has “${search}” in the name` : 'There is no author yet'),
    noneHint: 'An author is a byline: the name that readers see above an article.',
    secondColumn: 'Login',
    add: 'New author…',
    newHeading: 'New author',
    create: 'Make the author',
    text: 'Bio',
    textHint: 'For readers, where the site shows it.',
    login: 'Login',
    noLogin: 'Nobody’s login',
    chooseLogin: 'Choose…',
    loginHeading: (name: string) => `Whose byline is “${name}”?`,
    loginOf: 'Somebody who may sign in',
    loginHint: 'New articles of that person have this byline, and that person may change it here.',
    noLoginAct: 'Nobody’s',
    hasByline: (role: string, byline: string) => `${role} · has the byline ${byline}`,
    loginGoesAlong: (login: string, into: string) => `The login of ${login} gets the byline “${into}”.`,
    loginIsLeft: (login: string) => `The login of ${login} is left without a byline.`,
  },

  sessions: {
    since: (date: string, lastUsed: string) => `since ${date}, last used ${lastUsed}`,
    unknown: 'A program that did not say its name',
    programOn: (program: string, system: string) => `${program} on ${system}`,
    thisOne: 'this browser',
    end: 'End',
    endOf: (device: string) => ` the session of ${device}`,
    ended: 'The session is ended.',
  },

  people: {
    heading: 'People',
    count: (active: number, inactive: number) =>
      inactive === 0
        ? `${number(active)} may sign in`
        : `${number(active)} may sign in, ${number(inactive)} no longer`,
    caption: 'People who may sign in, or once could',
    search: 'Search by name or e-mail',
    refused: 'People are for administrators.',
    none: (search: string) => `Nobody has “${search}” in the name or e-mail`,
    noneHint: 'Words count from their beginning: “nin” finds Nino.',
    you: 'you',
    name: 'Name',
    email: 'E-mail',
    role: 'Role',
    roleHint: 'Counts from the next thing that is done. What was approved or scheduled holds.',
    byline: 'Byline',
    noByline: 'none',
    signedIn: 'Signed in',
    nowhere: 'nowhere',
    signedInWhere: (count: number, age: string) =>
      `${plural(count, { one: '# session', other: '# sessions' })}, ${age === 'now' ? 'now' : `${age} ago`}`,
    deactivated: 'Deactivated',
    details: 'Change',
    change: 'Change',
    sessions: 'Sessions',
    noSessions: 'Signed in nowhere.',
    saved: (name: string) => `${name} is saved.`,
    notSaved: 'It is not saved.',
    password: 'New password…',
    passwordHeading: (name: string) => `New password for ${name}`,
    passwordLabel: 'New password',
    passwordHint: 'Tell it in person. Every session ends at once; signing in needs the new one.',
    passwordAct: 'Set the password',
    passwordSet: (name: string) => `${name} has a new password; every session is ended.`,
    deactivate: 'Deactivate…',
    deactivateHeading: (name: string) => `Deactivate ${name}`,
    willDeactivate:
      'Every session ends at once, and API tokens stop working. What was written, approved or scheduled stays as it is.',
    deactivateAct: 'Deactivate',
    notDeactivated: 'Nothing has changed.',
    isDeactivated: (name: string) => `${name} may no longer sign in.`,
    activate: 'Let sign in again',
    isActive: (name: string) => `${name} may sign in again.`,
    add: 'Add a person…',
    addHeading: 'Add a person',
    firstPassword: 'First password',
    firstPasswordHint: 'Tell it in person; it can be changed under Settings.',
    addAct: 'Add',
    added: (name: string) => `${name} may sign in now.`,
  },

  settings: {
    you: 'You',
    name: 'Name',
    nameHint: 'At the desk. What readers see is a byline, under Authors.',
    email: 'E-mail',
    currentPassword: 'Current password',
    currentPasswordHint: 'A new address needs it.',
    save: 'Save',
    saved: 'Saved.',
    notSaved: 'It is not saved.',
    password: 'Password',
    newPassword: 'New password',
    newPasswordHint:
      'Four or more words that do not belong together make a good one. Your other sessions end.',
    changePassword: 'Change the password',
    passwordChanged: 'Your password is changed; your other sessions are ended.',
    sessions: 'Where you are signed in',
    noSessions: 'Nowhere else.',
    browser: 'In this browser',
    textSize: 'Text size',
    textSizes: { normal: 'Normal', large: 'Large', larger: 'Larger' },
    plainEditor: 'Write in a plain text field',
    plainEditorHint: 'Markdown as it is, without the editor’s help: for screen readers, or by preference.',
    colours: 'Light or dark follows your system’s setting.',
    tokens: 'API tokens',
    tokensHint: 'A program with a token may do what the person it acts as may do.',
    noTokens: 'There is no token.',
    newToken: 'New token…',
    newTokenHeading: 'New API token',
    tokenName: 'Name',
    tokenNameHint: 'What it is for.',
    actsAs: 'Acts as',
    created: 'Made',
    lastUsed: 'Last used',
    neverUsed: 'never',
    ends: 'Ends',
    neverEnds: 'never',
    endsAfter: 'It ends after',
    endsAfterDays: { '30': '30 days', '90': '90 days', '365': 'A year', never: 'Never' },
    personMissing: 'Choose whom it acts as.',
    createToken: 'Make the token',
    secretHeading: (name: string) => `The secret of “${name}”`,
    secret: 'Secret',
    secretHint: 'It is shown this once. Whoever has it can act with it.',
    notCreated: 'There is no new token.',
    revoke: 'Revoke…',
    revokeHeading: (name: string) => `Revoke “${name}”`,
    willRevoke: 'Programs that use it are refused from now on. There is no way back.',
    revokeAct: 'Revoke',
    revokedToast: (name: string) => `The token ${name} is revoked.`,
    notRevoked: 'It is not revoked.',
    revoked: (date: string) => `revoked ${date}`,
    expired: (date: string) => `ended ${date}`,
    tokenChange: 'Change',
  },
} as const;
