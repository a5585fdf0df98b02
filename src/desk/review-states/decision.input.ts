// What the notes and reasons of decisions must be.
import { z } from 'zod';
import { plainText, requiredText } from '../../graphql/text-input.js';

const MAX_NOTE_LENGTH = 5000;

export const noteInput = z.object({ note: plainText('note', MAX_NOTE_LENGTH).nullish() });

export const requiredNoteInput = z.object({
  note: z
    .string()
    .nullish()
    .transform((note) => note ?? '')
    .pipe(requiredText('note', MAX_NOTE_LENGTH, 'note must say what is to be changed.')),
});

export const approvalInput = noteInput.extend({
  override: requiredText('override', MAX_NOTE_LENGTH, 'An override needs a reason.')
    .nullish()
    .transform((reason) => reason ?? undefined),
});
