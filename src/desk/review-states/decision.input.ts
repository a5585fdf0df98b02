// What the notes and reasons of decisions must be.
import { z } from 'zod';

const MAX_NOTE_LENGTH = 5000;

const text = (name: string) =>
  z.string().trim().max(MAX_NOTE_LENGTH, `${name} may have ${MAX_NOTE_LENGTH} characters at most.`);

export const noteInput = z.object({ note: text('note').nullish() });

export const requiredNoteInput = z.object({
  note: z
    .string()
    .nullish()
    .transform((note) => note ?? '')
    .pipe(text('note').min(1, 'note must say what is to be changed.')),
});

export const approvalInput = noteInput.extend({
  override: text('override')
    .min(1, 'An override needs a reason.')
    .nullish()
    .transform((reason) => reason ?? undefined),
});
