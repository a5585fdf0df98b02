// How passwords are kept and compared: argon2id, as OWASP advises. How long one may be is in user.input.ts.
import { randomBytes } from 'node:crypto';
import { hash, verify, type Options } from '@node-rs/argon2';

/** Memory in KiB. The algorithm is argon2id, the library's own choice. */
const COST: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** One password typed on two keyboards can arrive as two sequences of code points. */
const normalised = (password: string) => password.normalize('NFKC');

export const hashPassword = (password: string): Promise<string> => hash(normalised(password), COST);

const NOBODYS_HASH = hashPassword(randomBytes(32).toString('base64'));

/** As slow where there is no hash as where there is one, so that time does not tell who exists. */
export async function isPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  const matches = await verify(passwordHash ?? (await NOBODYS_HASH), normalised(password));
  return matches && passwordHash !== undefined;
}
