import type pg from 'pg';

/** Of a pool's connections, at one moment. */
export interface PoolUsage {
  readonly used: number;
  readonly max: number;
  /** Statements and transactions that wait for a connection. */
  readonly waiting: number;
}

export const usageOf = ({ totalCount, idleCount, waitingCount, options }: pg.Pool): PoolUsage => ({
  used: totalCount - idleCount,
  max: options.max,
  waiting: waitingCount,
});
