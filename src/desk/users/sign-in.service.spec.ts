// Who has a login must not show in how long a refusal takes: each costs one verification of a password, at the same parameters.
import { jest } from '@jest/globals';
import * as argon2 from '@node-rs/argon2';

const verify = jest.fn(argon2.verify);
jest.unstable_mockModule('@node-rs/argon2', () => ({ ...argon2, verify }));
const { SignInService } = await import('./sign-in.service.js');
const { hashPassword } = await import('./passwords.js');

type Parameters = ConstructorParameters<typeof SignInService>;
const attempts = { begin: async () => async () => undefined };
const KNOWN = 'aigerim@newsroom.example';

/** The algorithm, version and costs of the hashes that a refusal is compared with. */
async function verified(email: string, active = true, password = 'not the password'): Promise<string[]> {
  const user = { active, passwordHash: await hashPassword('a password nobody says') };
  const findUnique = async ({ where }: { where: { email: string } }) => (where.email === KNOWN ? user : null);
  const service = new SignInService(...([{ user: { findUnique } }, attempts, {}] as unknown as Parameters));
  verify.mockClear();
  const context = { request: { headers: {} } } as never;
  await expect(service.signIn(context, { email, password })).rejects.toMatchObject({
    code: 'UNAUTHENTICATED',
  });
  return verify.mock.calls.map(([hash]) => String(hash).split('$').slice(0, 4).join('$'));
}

test.each([
  ['nobody', 'nobody@newsroom.example', true],
  ['an e-mail that is none', 'no e-mail', true],
  ['somebody who was deactivated', KNOWN, false],
])('a refusal of %s costs the one verification that a wrong password costs', async (_, email, active) => {
  const ofWrongPassword = await verified(KNOWN);
  expect(ofWrongPassword).toHaveLength(1);
  expect(await verified(email, active)).toEqual(ofWrongPassword);
});

test.each(['x'.repeat(129), 'x'.repeat(1_000_000), 'ü'.repeat(500)])(
  'a password that is too long is refused before anything is verified',
  async (password) => {
    expect(await verified(KNOWN, true, password)).toEqual([]);
  },
);
