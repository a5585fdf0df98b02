// Which kind of constraint a statement violated, for services that turn it into an error of the domain.
import { Prisma } from './generated/prisma/client.js';

const CODES = { P2002: 'TAKEN', P2003: 'MISSING_OR_IN_USE' } as const;

/** SQLSTATEs: what Prisma has no code of its own for, and all of raw SQL. */
const STATES = { '23505': 'TAKEN', '23503': 'MISSING_OR_IN_USE', '54000': 'BEYOND_LIMIT' } as const;

export type ConstraintError = (typeof STATES)[keyof typeof STATES];

/**
 * TAKEN for a unique key, MISSING_OR_IN_USE for a foreign key, BEYOND_LIMIT for what is more than PostgreSQL holds;
 * undefined for whatever else went wrong.
 */
export function constraintErrorOf(error: unknown): ConstraintError | undefined {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return undefined;
  const { cause } = (error.meta?.driverAdapterError ?? {}) as { readonly cause?: { originalCode?: string } };
  const state = STATES[cause?.originalCode as keyof typeof STATES];
  return state ?? CODES[error.code as keyof typeof CODES];
}
