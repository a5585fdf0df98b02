// What went wrong with the database itself, and not with what it was asked, as node-postgres and Prisma throw it. Prisma wraps what
// PostgreSQL says and some of what the socket says, and lets the rest of node-postgres's errors through as they are.

/** LOCK_TIMEOUT: somebody else held what the statement needed; DEADLOCK: two waited for each other, and one was undone. */
export type DatabaseFault = 'UNAVAILABLE' | 'LOCK_TIMEOUT' | 'DEADLOCK';

/**
 * SQLSTATEs: connection exceptions (08), out of disk, memory or connections (53), shut down or starting (57P), its disk fails (58), a
 * read-only database, a statement that took too long, a login or database that is gone or takes nobody, a prepared statement that is
 * gone or broken by a column's new type, as during an upgrade.
 */
const UNAVAILABLE_STATE = /^(08|53|57P|58)|^(25006|57014|25P03|28000|28P01|3D000|26000|0A000)$/;
const FATAL = new Set(['FATAL', 'PANIC']);

/** Prisma's own: no connection (P1…), none in time or none left, a transaction that took too long. */
const UNAVAILABLE_IN_PRISMA = /^(P10(00|01|02|03|08|10|11|17)|P2024|P2028|P2037)$/;
/** Prisma's, inside the P2010 of raw SQL. */
const UNAVAILABLE_KINDS = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TlsConnectionError',
]);

const SOCKET_CODES = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'ETIMEDOUT', 'EPIPE'],
  ...['ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL'],
]);

/** node-postgres's, which have no codes, and our own. */
const MESSAGES = [
  'Query read timeout',
  'timeout expired',
  'timeout exceeded when trying to connect',
  'Connection terminated',
  'Client was closed and is not queryable',
  'Client has encountered a connection error and is not queryable',
  'The server does not support SSL connections',
  // The statement queue's, and of a replica that has started behind what it has shown.
  'No connection to PostgreSQL was free',
  'It is behind: it shows change',
];

interface Thrown extends Error {
  readonly code?: unknown;
  readonly severity?: unknown;
  readonly meta?: { readonly driverAdapterError?: { readonly cause?: DriverError } };
}

interface DriverError {
  readonly kind?: string;
  readonly originalCode?: string;
  readonly severity?: string;
}

/** undefined for whatever else was thrown. */
export function databaseFaultOf(error: unknown): DatabaseFault | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, severity, meta, message } = error as Thrown;
  const driver = meta?.driverAdapterError?.cause;
  const state = driver?.originalCode ?? code;
  if (state === '55P03') return 'LOCK_TIMEOUT';
  if (code === 'P2034' || state === '40P01' || state === '40001') return 'DEADLOCK';
  const isUnavailable =
    (typeof state === 'string' && UNAVAILABLE_STATE.test(state)) ||
    (typeof code === 'string' && (UNAVAILABLE_IN_PRISMA.test(code) || SOCKET_CODES.has(code))) ||
    FATAL.has(String(driver?.severity ?? severity)) ||
    UNAVAILABLE_KINDS.has(driver?.kind ?? '') ||
    MESSAGES.some((known) => message.startsWith(known));
  return isUnavailable ? 'UNAVAILABLE' : undefined;
}

/** In one line: Prisma's messages begin with a paragraph on our code, and of several addresses that were tried none has one. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const line = error.message.trim().split('\n').at(-1);
  return line || String((error as Thrown).code ?? error.name);
}
