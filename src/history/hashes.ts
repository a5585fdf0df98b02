// What is hashed of the history, and in which order. Each text is JSON that begins with what it is of and the number of the format,
// so that no two things have the same text. Instants are microseconds since 1970, as PostgreSQL keeps them.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { HistoryKey } from './keys.js';

/** Goes up with each change of these texts; what is stored in an earlier format is then still to be checked by it. */
export const HISTORY_FORMAT = 1;

/** An event as it is stored, but for `seq`, which is known only afterwards: that order is compared with the chain's. */
export interface HashedEvent {
  readonly id: string;
  readonly articleId: string;
  readonly name: string;
  readonly fromState: string | null;
  readonly toState: string;
  readonly revisionId: string;
  readonly byId: string | null;
  readonly note: string | null;
  readonly override: string | null;
  readonly at: string;
  readonly liveFrom: string | null;
  readonly liveUntil: string | null;
  readonly ownersAdded: readonly string[];
  readonly ownersRemoved: readonly string[];
}

/** What somebody wrote of a revision, and not what a renderer made of it. */
export interface HashedRevision {
  readonly id: string;
  readonly articleId: string;
  readonly number: number;
  /** As domain/content-hash.ts makes it. */
  readonly contentHash: string;
  readonly isCopy: boolean;
  readonly createdById: string;
  readonly createdAt: string;
}

/** Where an event stands in its article's chain. */
export interface Link {
  /** From 1. */
  readonly position: number;
  /** The hash before it; null at the beginning. */
  readonly previous: string | null;
  readonly revisionHash: string;
  /** null where it is hashed as it is appended. */
  readonly takenInAt: string | null;
}

export interface Mark {
  readonly name: string;
  readonly at: string;
  readonly seq: string;
}

/** Of a Date, as texts have it. */
export const microseconds = (instant: Date): string => String(BigInt(instant.getTime()) * 1000n);

/** SHA-256, hex: it is vouched for by the events that speak of the revision. */
export const revisionHash = (revision: HashedRevision): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        'revision',
        HISTORY_FORMAT,
        revision.id,
        revision.articleId,
        revision.number,
        revision.contentHash,
        revision.isCopy,
        revision.createdById,
        revision.createdAt,
      ]),
    )
    .digest('hex');

export const eventHash = (key: HistoryKey, event: HashedEvent, link: Link): string =>
  key.hash(
    JSON.stringify([
      'event',
      HISTORY_FORMAT,
      link.position,
      link.previous,
      link.revisionHash,
      link.takenInAt,
      event.id,
      event.articleId,
      event.name,
      event.fromState,
      event.toState,
      event.revisionId,
      event.byId,
      event.note,
      event.override,
      event.at,
      event.liveFrom,
      event.liveUntil,
      event.ownersAdded,
      event.ownersRemoved,
    ]),
  );

/** @param last the hash of the article's last event */
export const headHash = (key: HistoryKey, articleId: string, count: number, last: string): string =>
  key.hash(JSON.stringify(['head', HISTORY_FORMAT, articleId, count, last]));

export const markHash = (key: HistoryKey, { name, at, seq }: Mark): string =>
  key.hash(JSON.stringify(['mark', HISTORY_FORMAT, name, at, seq]));

/** Takes the same time wherever they differ. */
export function isSameHash(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one, 'hex'), Buffer.from(other, 'hex')];
  return a.length === b.length && timingSafeEqual(a, b);
}
