// Every word that the desk says by itself, by the screen that says it. What the API says (why not, what is wrong with an input)
// comes from the API. Another language is another set of files of this shape.
import { COMMON_WORDS } from './common.js';
import { FRAME_WORDS } from './frame.js';
import { LISTS_WORDS } from './lists.js';
import { WRITING_WORDS } from './writing.js';
import { REVIEWING_WORDS } from './reviewing.js';
import { PUBLISHING_WORDS } from './publishing.js';
import { PEOPLE_WORDS } from './people.js';

export const WORDS = {
  ...COMMON_WORDS,
  ...FRAME_WORDS,
  ...LISTS_WORDS,
  ...WRITING_WORDS,
  ...REVIEWING_WORDS,
  ...PUBLISHING_WORDS,
  ...PEOPLE_WORDS,
} as const;
