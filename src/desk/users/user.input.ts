// What e-mail addresses, passwords and names must be.
import { z } from 'zod';

/** Characters. */
const PASSWORD = { least: 12, most: 128 };
const NAME = 100;
const EMAIL = 254;

export const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(EMAIL, `email may have ${EMAIL} characters at most.`)
  .pipe(z.email('email must be an e-mail address.'));

const password = (name: string) =>
  z.string(`${name} may not be null.`).refine((value) => {
    const characters = [...value].length;
    return characters >= PASSWORD.least && characters <= PASSWORD.most;
  }, `${name} must have ${PASSWORD.least} to ${PASSWORD.most} characters.`);

const name = z
  .string('name may not be null.')
  .trim()
  .min(1, 'name may not be blank.')
  .max(NAME, `name may have ${NAME} characters at most.`);

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
