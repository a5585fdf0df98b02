// How passwords are kept and compared: argon2id, as OWASP advises.
import { randomBytes } from 'node:crypto';
import { hash, verify, type Options } from '@node-rs/argon2';
import { isTooLong } from '../../domain/password-length.js';

/** Memory in KiB. The algorithm is argon2id, the library's own choice. */
const COST: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** One password typed on two keyboards can arrive as two sequences of code points. */
const normalised = (password: string) => password.normalize('NFKC');

export const hashPassword = (password: string): Promise<string> => hash(normalised(password), COST);

/** A hash that no password has: random bytes, with the cost parameters of all others. */
const NOBODYS_HASH = `$argon2id$v=19$m=${COST.memoryCost},t=${COST.timeCost},p=${COST.parallelism}$${random(16)}$${random(32)}`;

/** Base64 without padding, as such hashes have it. */
function random(bytes: number): string {
  return randomBytes(bytes).toString('base64').replace(/=+$/, '');
}

/**
 * As slow where there is no hash as where there is one, so that time does not tell who exists. A password that is longer than any
 * may be is nobody's, and not hashed.
 */
export async function isPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  if (isTooLong(password)) return false;
  const matches = await verify(passwordHash ?? NOBODYS_HASH, normalised(password));
  return matches && passwordHash !== undefined;
}
