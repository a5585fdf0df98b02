// What e-mail addresses, passwords and names must be.
import { z } from 'zod';

const MIN_PASSWORD_LENGTH = 12;
const MAX_PASSWORD_LENGTH = 128;
const MAX_NAME_LENGTH = 100;
const MAX_EMAIL_LENGTH = 254;

export const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(MAX_EMAIL_LENGTH, `email may have ${MAX_EMAIL_LENGTH} characters at most.`)
  .pipe(z.email('email must be an e-mail address.'));

const password = (name: string) =>
  z.string(`${name} may not be null.`).refine((value) => {
    const characters = [...value].length;
    return characters >= MIN_PASSWORD_LENGTH && characters <= MAX_PASSWORD_LENGTH;
  }, `${name} must have ${MIN_PASSWORD_LENGTH} to ${MAX_PASSWORD_LENGTH} characters.`);

const name = z
  .string('name may not be null.')
  .trim()
  .min(1, 'name may not be blank.')
  .max(MAX_NAME_LENGTH, `name may have ${MAX_NAME_LENGTH} characters at most.`);

const role = z.enum(['WRITER', 'EDITOR', 'ADMIN'], 'role may not be null.');

export const newUser = z.object({ email, name, password: password('password'), role });

/** Left out: stays as it is. */
export const userChanges = z.object({
  id: z.string(),
  name: name.optional(),
  role: role.optional(),
  active: z.boolean('active may not be null.').optional(),
  password: password('password').optional(),
});

export const passwordChange = z.object({ newPassword: password('newPassword') });

export const newApiToken = z.object({
  name,
  userId: z.string(),
  expiresAt: z
    .date()
    .refine((instant) => instant.getTime() > Date.now(), 'expiresAt must be in the future.')
    .nullish(),
});
