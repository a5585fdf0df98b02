// How the application connects: to the address it was given, under one of the two roles, whatever the login may do.

import pg from 'pg';
import type { ServerConfig } from '../config/config.js';

/**
 * How long a connection is waited for, and one statement's result: of a database that is away a client learns within 5 s. A
 * paused one lets nobody connect, so that only a statement on an open connection takes its whole time.
 */
const MAX_CONNECT_MS = 3_000;
const MAX_STATEMENT_MS = 4_500;

export type Role = 'copydesk_desk' | 'copydesk_delivery';

/** PostgreSQL's, by name. */
export type Settings = Readonly<Record<string, string>>;

/** Of every connection. */
export const COMMON_SETTINGS: Settings = { timezone: 'UTC' };

export interface Address {
  readonly url: string;
  /**
   * Whether it is a pooler's, which gives each transaction any connection and passes on no options: rights and settings are
   * then those of the login, and nothing may be left in a session.
   */
  readonly isPooled: boolean;
}

export const deskAddress = (config: ServerConfig): Address => addressOf(config.deskDatabaseUrl, config);

export const deliveryAddress = (config: ServerConfig): Address =>
  addressOf(config.deliveryDatabaseUrl, config);

const addressOf = (own: string | undefined, { databaseUrl, preparedStatements }: ServerConfig): Address => ({
  url: own ?? databaseUrl,
  isPooled: own !== undefined && !preparedStatements,
});

/**
 * A pool's configuration for an address, or the url of one that is direct, in which every connection wears `role`; RESET
 * ROLE returns to it. What the url asks for with `?options=` is kept, and comes before.
 */
export function connectionAs(role: Role, address: string | Address, settings: Settings = {}): pg.PoolConfig {
  const { url, isPooled } = typeof address === 'string' ? { url: address, isPooled: false } : address;
  const { connectionString, options } = withoutOptions(url);
  const own = Object.entries({ role, ...COMMON_SETTINGS, ...settings }).map(
    ([name, value]) => `-c ${name}=${value}`,
  );
  return {
    connectionString,
    options: [...options, ...(isPooled ? [] : own)].join(' ') || undefined,
    application_name: role,
    connectionTimeoutMillis: MAX_CONNECT_MS,
    query_timeout: MAX_STATEMENT_MS,
  };
}

/** pg would let the address's options replace ours, the role with them. */
function withoutOptions(url: string): { connectionString: string; options: string[] } {
  const address = new URL(url);
  const options = address.searchParams.getAll('options');
  address.searchParams.delete('options');
  return { connectionString: options.length > 0 ? address.href : url, options };
}
