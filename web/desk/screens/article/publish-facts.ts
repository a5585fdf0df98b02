import type { PublishDialogQuery } from '../../generated/operations.js';

/** The transitions that set a time. */
export type PublishName = 'PUBLISH' | 'SCHEDULE' | 'SET_END';

/** What the publish dialog shows and decides on. */
export type PublishFacts = NonNullable<PublishDialogQuery['article']>;
