// What e-mail addresses, passwords and names must be. Whether a password is easy to guess is in password-strength.ts.
import * as z from 'zod';
import { MAX_EMAIL_LENGTH, normalEmail } from '../../domain/email.js';
import {
  isOfPasswordLength,
  MAX_PASSWORD_LENGTH,
  MIN_PASSWORD_LENGTH,
} from '../../domain/password-length.js';
import { nameInput as name } from '../../graphql/text-input.js';

const LENGTH = `${MIN_PASSWORD_LENGTH} to ${MAX_PASSWORD_LENGTH} characters`;

export const email = z
  .string('email may not be null.')
  .max(2 * MAX_EMAIL_LENGTH, `email may have ${MAX_EMAIL_LENGTH} characters at most.`)
  .transform((text, context) => {
    const address = normalEmail(text);
    if (address !== undefined) return address;
    context.addIssue({ code: 'custom', message: 'email must be an e-mail address.' });
    return z.NEVER;
  });

const password = (field: string) =>
  z
    .string(`${field} may not be null.`)
    .refine(isOfPasswordLength, `${field} must have ${LENGTH}.`)
    .refine((text) => !/\p{Cc}/u.test(text), `${field} must not contain control characters.`);

const role = z.enum(['WRITER', 'EDITOR', 'ADMIN'], 'role may not be null.');

export const newUser = z.object({ email, name, password: password('password'), role });

/** Left out: stays as it is. */
export const userChanges = z.object({
  id: z.string(),
  email: email.optional(),
  name: name.optional(),
  role: role.optional(),
  active: z.boolean('active may not be null.').optional(),
  password: password('password').optional(),
});

/** Left out: stays as it is. */
export const viewerChanges = z.object({
  name: name.optional(),
  email: email.optional(),
  currentPassword: z.string().nullish(),
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
