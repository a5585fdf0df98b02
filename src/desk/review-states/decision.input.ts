// What the notes, reasons and instants of decisions must be.
import * as z from 'zod';
import { badUserInput } from '../../domain/errors.js';
import { instantErrors } from '../../domain/publication.js';
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

/** @throws BAD_USER_INPUT with everything that is wrong with the instants */
export function assertInstants(...instants: Parameters<typeof instantErrors>): void {
  const errors = instantErrors(...instants);
  if (errors.length === 0) return;
  throw badUserInput(errors.map(({ field, message }) => ({ path: ['input', field], message })));
}
