import type { Prisma } from './generated/prisma/client.js';

/** A transaction that the caller has opened: a function that is passed one takes part in it, and opens none. */
export type Transaction = Prisma.TransactionClient;
