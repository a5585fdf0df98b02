// The differences of rendered bodies. Each is made once for a pair of bodies, on whichever server, and kept in desk.body_diffs.
import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { BODY_DIFF_VERSION, type BodyDifference } from '../../content/body-diff/body-difference.js';
import { replacement } from '../../content/body-diff/replacement.js';
import { diffBodiesInWorker } from '../../content/body-differ.js';
import { DeskDatabase } from '../../database/desk.database.js';
import type { DeskContext } from '../context.js';
import { findBodyDiffs, storeBodyDiffs, type StoredBodyDiff } from './body-diff.store.js';
import { refuseWhereFull } from './refuse-where-full.js';
import type { RevisionHead } from './revision.columns.js';

/** A rendered body, as it is compared. */
interface ComparedBody {
  readonly id: string;
  readonly html: string;
  readonly wordCount: number;
}

/** What is compared with where everything is new. */
const NO_BODY: ComparedBody = { id: '', html: '', wordCount: 0 };

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

@Injectable()
export class BodyDiffs {
  /** By key: what this server is comparing now, for other requests that want the same. */
  private readonly underway = new Map<string, Promise<BodyDifference>>();

  constructor(private readonly database: DeskDatabase) {}

  /** @param from null: everything is new. @throws RATE_LIMITED */
  of(context: DeskContext, from: RevisionHead | null, to: RevisionHead): Promise<BodyDifference> {
    return context.loaders
      .of(this, (pairs: readonly string[]) => this.load(context.actor?.id ?? '', pairs))
      .load(`${from?.id ?? ''} ${to.id}`);
  }

  /**
   * As many statements for one pair as for twenty.
   * @param pairs the ids of two revisions each, with a space between them; the first may be empty
   */
  private async load(userId: string, pairs: readonly string[]): Promise<BodyDifference[]> {
    const sides = pairs.map((pair) => pair.split(' ') as [string, string]);
    const hashes = await this.hashesOf(sides.flat());
    const keys = sides.map(([from, to]) => keyOf(hashes.get(from), hashes.get(to)));
    const found = await findBodyDiffs(this.database, [...new Set(keys)]);
    const missing = new Map(keys.flatMap((key, i) => (found.has(key) ? [] : [[key, sides[i] ?? ['', '']]])));
    for (const made of await this.make(userId, missing)) found.set(made.key, made);
    return keys.map((key) => found.get(key) as StoredBodyDiff);
  }

  private async make(
    userId: string,
    missing: ReadonlyMap<string, readonly string[]>,
  ): Promise<StoredBodyDiff[]> {
    if (missing.size === 0) return [];
    const bodies = await this.bodiesOf([...missing.values()].flat());
    const made = await Promise.all(
      [...missing].map(async ([key, [from = '', to = '']]): Promise<StoredBodyDiff> => {
        const [before, after] = [bodies.get(from) ?? NO_BODY, bodies.get(to) ?? NO_BODY];
        return { key, ...(await this.makeOnce(key, userId, before, after)) };
      }),
    );
    await storeBodyDiffs(this.database, made);
    return made;
  }

  private makeOnce(
    key: string,
    userId: string,
    before: ComparedBody,
    after: ComparedBody,
  ): Promise<BodyDifference> {
    const known = this.underway.get(key);
    if (known !== undefined) return known;
    const making = differenceOf(userId, before, after).finally(() => this.underway.delete(key));
    this.underway.set(key, making);
    return making;
  }

  /** The SHA-256 of each revision's HTML. The HTML itself is not read for a difference that is there. */
  private async hashesOf(ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.database.$queryRaw<{ id: string; hash: string }[]>`
      SELECT id, encode(sha256(convert_to(html, 'UTF8')), 'hex') AS hash
      FROM desk.revisions WHERE id = ANY (${[...new Set(ids)]}::text[])`;
    return new Map(rows.map(({ id, hash }) => [id, hash]));
  }

  private async bodiesOf(ids: readonly string[]): Promise<Map<string, ComparedBody>> {
    const rows = await this.database.revision.findMany({
      where: { id: { in: [...new Set(ids)] } },
      select: { id: true, html: true, wordCount: true },
    });
    return new Map(rows.map((row) => [row.id, row]));
  }
}

const NO_BODY_HASH = sha256(NO_BODY.html);

const keyOf = (from = NO_BODY_HASH, to = NO_BODY_HASH): string =>
  sha256(`${BODY_DIFF_VERSION} ${from} ${to}`);

async function differenceOf(
  userId: string,
  { html: before, wordCount: wordsRemoved }: ComparedBody,
  { html: after, wordCount: wordsAdded }: ComparedBody,
): Promise<BodyDifference> {
  const difference = await diffBodiesInWorker({ before, after }, userId).catch(refuseWhereFull);
  return difference ?? { html: replacement(before, after), wordsAdded, wordsRemoved };
}
