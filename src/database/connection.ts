// How the application connects: to the address it was given, under one of the two roles, whatever the login may do.

import pg from 'pg';

/**
 * How long a connection is waited for, and one statement's result: of a database that is away a client learns within 5 s. A
 * paused one lets nobody connect, so that only a statement on an open connection takes its whole time.
 */
const MAX_CONNECT_MS = 3_000;
const MAX_STATEMENT_MS = 4_500;

/**
 * A pool's configuration for `url` in which every connection wears `role`; RESET ROLE returns to it. `settings` are
 * PostgreSQL's own. What the address asks for with `?options=` is kept, and comes before.
 */
export function connectionAs(
  role: 'copydesk_desk' | 'copydesk_delivery',
  url: string,
  settings: Readonly<Record<string, string>> = {},
): pg.PoolConfig {
  const { connectionString, options } = withoutOptions(url);
  const own = Object.entries({ role, timezone: 'UTC', ...settings }).map(
    ([name, value]) => `-c ${name}=${value}`,
  );
  return {
    connectionString,
    options: [...options, ...own].join(' '),
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
