// The words that several screens say.
import type { ReviewState, Role, TransitionName } from '../generated/operations.js';
import { plural } from './format.js';

export const words = (count: number): string => plural(count, { one: '# word', other: '# words' });

export const COMMON_WORDS = {
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
    choose: 'Choose which of the two is meant.',
    inCity: (moment: string, city: string) => `${moment} in ${city}`,
    inSpan: (offset: string, span: string) => `(${offset}), in ${span}`,
    past: (offset: string) => `(${offset}), which is past`,
    forYou: (time: string, city: string) => `${time} for you in ${city}`,
    twice: (city: string, day: string, time: string) => [
      `In ${city} the clocks go back on ${day}: `,
      `${time} happens twice.`,
    ],
    which: (time: string) => `Which ${time}?`,
    first: (offset: string) => `the first, before the change (${offset})`,
    second: (offset: string) => `the second, an hour later (${offset})`,
    never: (city: string, day: string, time: string) => [
      `In ${city} the clocks go forward on ${day}: `,
      `there is no ${time}.`,
    ],
    before: (time: string, offset: string) => `${time}, before the change (${offset})`,
    after: (time: string, offset: string) => `${time}, after it (${offset})`,
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
} as const;
