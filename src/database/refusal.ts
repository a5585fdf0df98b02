// What the database refused, by the constraint's kind, for those who turn it into an error of the domain.
import { Prisma } from './generated/prisma/client.js';

const CODES = { P2002: 'TAKEN', P2003: 'MISSING_OR_IN_USE' } as const;

export type Refusal = (typeof CODES)[keyof typeof CODES];

/** TAKEN for a unique key, MISSING_OR_IN_USE for a foreign key; undefined for whatever else went wrong. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return undefined;
  return CODES[error.code as keyof typeof CODES];
}
