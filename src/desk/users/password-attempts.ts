// How often a password may be guessed, counted in the database for all servers together. The narrow limit is that of one
// e-mail from one address: somebody who fails on another's e-mail shuts out their own address, not that person. The wide
// ones bound an address that tries many e-mails, and an e-mail that is tried from many addresses.
import { isIPv4, isIPv6 } from 'node:net';
import { Injectable } from '@nestjs/common';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { AuthenticationDatabase } from '../../database/desk.database.js';
import { rateLimited } from '../../domain/errors.js';
import type { DeskContext } from '../context.js';
import { isPassword } from './passwords.js';
import { hashOfSecret } from './secrets.js';

const WINDOW_SECONDS = 15 * 60;
const PAIR_KEY_PREFIX = 'password:email+address';
const EMAIL_KEY_PREFIX = 'password:email';

@Injectable()
export class PasswordAttempts {
  private readonly perEmailAndAddress: RateLimiterPostgres;
  private readonly perAddress: RateLimiterPostgres;
  private readonly perEmail: RateLimiterPostgres;

  constructor(private readonly database: AuthenticationDatabase) {
    const limit = (keyPrefix: string, points: number) =>
      new RateLimiterPostgres({
        keyPrefix,
        points,
        duration: WINDOW_SECONDS,
        storeClient: storeIn(database),
        storeType: 'client',
        schemaName: 'desk',
        tableName: 'rate_limits',
        tableCreated: true,
      });
    this.perEmailAndAddress = limit(PAIR_KEY_PREFIX, 10);
    this.perAddress = limit('password:address', 100);
    this.perEmail = limit(EMAIL_KEY_PREFIX, 1000);
  }

  /**
   * Counts an attempt before the password is looked at, so that attempts sent at once are all counted.
   * @returns what to call where the password was right: only failures stay counted
   * @throws RATE_LIMITED
   */
  async begin({ request }: DeskContext, email: string): Promise<() => Promise<void>> {
    const address = networkOf(request.ip);
    // Of any length, and not for the database to tell: hence hashes.
    const account = hashOfSecret(email);
    const pair = pairKey(account, address);
    try {
      // The narrow one first: what it refuses is not counted by the wide ones, which others share.
      await this.perEmailAndAddress.consume(pair);
      await this.perAddress.consume(address);
      await this.perEmail.consume(account);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw rateLimited(Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)));
    }
    return async () => {
      await Promise.all([
        this.perEmailAndAddress.delete(pair),
        this.perAddress.reward(address),
        this.perEmail.reward(account),
      ]);
    };
  }

  /**
   * Compares a user's password, which counts as an attempt where it is wrong.
   * @throws RATE_LIMITED
   */
  async isCurrentPassword(
    context: DeskContext,
    user: { readonly email: string; readonly passwordHash: string },
    password: string,
  ): Promise<boolean> {
    const succeeded = await this.begin(context, user.email);
    const isCurrent = await isPassword(user.passwordHash, password);
    if (isCurrent) await succeeded();
    return isCurrent;
  }

  /** Forgets the failures on an e-mail, from every address. Those of an address on all e-mails stay. */
  async forget(email: string): Promise<void> {
    const account = hashOfSecret(email);
    await this.database.$executeRaw`
      DELETE FROM desk.rate_limits
      WHERE key = ${`${EMAIL_KEY_PREFIX}:${account}`} OR starts_with(key, ${`${PAIR_KEY_PREFIX}:${pairKey(account, '')}`})`;
  }
}

/** Begins with the account, so that the attempts of all addresses are found. */
const pairKey = (account: string, address: string) => `${account}:${address}`;

/** A customer has an IPv4 address, or all the addresses of an IPv6 /64. What a proxy forwarded in place of one is all one customer's. */
function networkOf(ip: string): string {
  if (!isIPv6(ip)) return isIPv4(ip) ? ip : 'unknown';
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = '', tail] = ip.split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail?.split(':').filter(Boolean) ?? [];
  const zeros = Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  return [...left, ...zeros, ...right].slice(0, 4).join(':');
}

/** A client as node-postgres has it, which the limiter expects; the connections are Prisma's. */
function storeIn(database: AuthenticationDatabase) {
  return {
    query: async ({ text, values }: { text: string; values: unknown[] }) => {
      const found = await database.$queryRawUnsafe<{ points: number; expire: bigint | null }[]>(
        text,
        ...values,
      );
      const rows = found.map((row) => ({ points: row.points, expire: row.expire && Number(row.expire) }));
      return { rows, rowCount: rows.length };
    },
  };
}
