// What the notes and reasons of decisions must be.
import { z } from 'zod';

const MOST = 5000;

const text = (name: string) => z.string().trim().max(MOST, `${name} may have ${MOST} characters at most.`);

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
