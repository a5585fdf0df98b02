// Which kind of constraint a statement violated, for services that turn it into an error of the domain.
import { Prisma } from './generated/prisma/client.js';

const CODES = { P2002: 'TAKEN', P2003: 'MISSING_OR_IN_USE' } as const;

export type ConstraintError = (typeof CODES)[keyof typeof CODES] | 'BEYOND_LIMIT';

/**
 * TAKEN for a unique key, MISSING_OR_IN_USE for a foreign key, BEYOND_LIMIT for what is more than PostgreSQL holds;
 * undefined for whatever else went wrong.
 */
export function constraintErrorOf(error: unknown): ConstraintError | undefined {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return undefined;
  // Prisma has no code of its own for program_limit_exceeded.
  if (error.code === 'P2039' && /\b54000\b/.test(error.message)) return 'BEYOND_LIMIT';
  return CODES[error.code as keyof typeof CODES];
}
