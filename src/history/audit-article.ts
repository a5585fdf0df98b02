// Holds one article's events and revisions to its chain.
import type { Finding, FindingKind } from './findings.js';
import { eventHash, type HashedEvent, headHash, HISTORY_FORMAT, isSameHash } from './hashes.js';
import type { HistoryKey } from './keys.js';

export interface StoredEvent extends HashedEvent {
  readonly seq: string;
}

/** A row of desk.event_hashes, with its event where that is still there. */
export interface StoredLink {
  readonly position: number;
  readonly eventId: string;
  readonly format: number;
  readonly revisionHash: string;
  readonly takenInAt: string | null;
  readonly keyId: string;
  readonly hash: string;
  readonly event: StoredEvent | null;
}

export interface StoredHead {
  readonly count: number;
  readonly keyId: string;
  readonly hash: string;
}

/** A revision, as its content is now. */
export interface SeenRevision {
  readonly id: string;
  readonly number: number;
  readonly hash: string;
  /** Whether its stored content hash is that of its content. */
  readonly isWhole: boolean;
}

export interface ArticleHistory {
  readonly articleId: string;
  readonly head: StoredHead | null;
  /** By position. */
  readonly links: readonly StoredLink[];
  /** Events without a hash. */
  readonly unhashed: readonly StoredEvent[];
  /** By number. */
  readonly revisions: readonly SeenRevision[];
}

export interface AuditContext {
  readonly keys: readonly HistoryKey[];
  /** Whether what has no hash waits to be taken in. */
  readonly takesIn: boolean;
}

/** Everything that is wrong with it, in the order of its chain. */
export function auditArticle(history: ArticleHistory, context: AuditContext): Finding[] {
  const { articleId } = history;
  const findings: Finding[] = [];
  const report = (kind: FindingKind, id: string | undefined, message: string) => {
    // Of a revision that many events tell of, the first says it.
    const isSaid = id !== undefined && findings.some((finding) => finding.kind === kind && finding.id === id);
    if (!isSaid) findings.push({ kind, articleId, id, message });
  };
  const known = (keyId: string) => context.keys.find(({ id }) => id === keyId);
  checkLinks(history, known, report);
  checkEnd(history, known, report);
  if (!context.takesIn)
    for (const event of history.unhashed)
      report('EVENT_ADDED', event.id, `${shown(event)} has no hash: it was not appended with a key.`);
  checkRevisions(history, context, report);
  return findings;
}

type Report = (kind: FindingKind, id: string | undefined, message: string) => void;
type KnownKey = (id: string) => HistoryKey | undefined;

function checkLinks({ links, revisions }: ArticleHistory, known: KnownKey, report: Report): void {
  const hashes = new Map(revisions.map(({ id, hash }) => [id, hash]));
  let expected = 1;
  let previous: string | null | undefined = null;
  let highest = -1n;
  let before: StoredLink | undefined;
  for (const link of links) {
    if (link.position !== expected) {
      report('EVENT_REMOVED', undefined, `${placesOf(expected, link.position)} with their hashes.`);
      // What the next one was chained to is not known any more.
      previous = undefined;
    }
    if (link.event === null)
      report('EVENT_REMOVED', link.eventId, `Event ${link.position} was taken out; its hash is there.`);
    else {
      checkEvent(link, link.event, previous, hashes.get(link.event.revisionId), known, report);
      const seq = BigInt(link.event.seq);
      const floor =
        link.takenInAt === null ? highest : before?.takenInAt === link.takenInAt ? seqOf(before) : -1n;
      if (seq <= floor)
        report('EVENT_MOVED', link.eventId, `${shown(link.event)} was appended at another place.`);
      if (seq > highest) highest = seq;
    }
    before = link;
    previous = link.hash;
    expected = link.position + 1;
  }
}

const seqOf = ({ event }: StoredLink): bigint => BigInt(event?.seq ?? -1);

function checkEvent(
  link: StoredLink,
  event: StoredEvent,
  previous: string | null | undefined,
  ofRevision: string | undefined,
  known: KnownKey,
  report: Report,
): void {
  const key = known(link.keyId);
  if (ofRevision === undefined)
    report('REVISION_REMOVED', event.revisionId, `The revision of ${shown(event)} is not there.`);
  else if (!isSameHash(ofRevision, link.revisionHash))
    report('REVISION_CHANGED', event.revisionId, `The revision is not as it was at ${shown(event)}.`);
  if (key === undefined)
    report('KEY_UNKNOWN', event.id, `${shown(event)} was hashed with another key, ${link.keyId}.`);
  else if (link.format !== HISTORY_FORMAT)
    report('EVENT_CHANGED', event.id, `${shown(event)} has a hash of format ${link.format}.`);
  else if (previous !== undefined && !isSameHash(eventHash(key, event, { ...link, previous }), link.hash))
    report('EVENT_CHANGED', event.id, `${shown(event)} is not as it was written, or its hash is not.`);
}

function checkEnd(
  { articleId, head, links, unhashed }: ArticleHistory,
  known: KnownKey,
  report: Report,
): void {
  const last = links.at(-1);
  if (head === null) {
    if (last !== undefined) report('HEAD_REMOVED', undefined, 'The head of its chain was taken out.');
    else if (unhashed.length === 0) report('HISTORY_REMOVED', undefined, 'It has no events.');
    return;
  }
  const count = last?.position ?? 0;
  if (count < head.count) {
    report(
      'EVENT_REMOVED',
      undefined,
      `${placesOf(count + 1, head.count + 1)} with their hashes, at the end.`,
    );
    return;
  }
  if (last === undefined || count > head.count) {
    report('HEAD_CHANGED', undefined, `Its head was put back to ${head.count} events; there are ${count}.`);
    return;
  }
  const key = known(head.keyId);
  if (key === undefined)
    report('KEY_UNKNOWN', undefined, `Its head was hashed with another key, ${head.keyId}.`);
  else if (!isSameHash(headHash(key, articleId, head.count, last.hash), head.hash))
    report('HEAD_CHANGED', undefined, 'Its head is not as it was written.');
}

function checkRevisions(
  { links, unhashed, revisions }: ArticleHistory,
  { takesIn }: AuditContext,
  report: Report,
): void {
  const vouched = new Set(links.map(({ event }) => event?.revisionId));
  if (takesIn) for (const { revisionId } of unhashed) vouched.add(revisionId);
  let expected = 1;
  for (const { id, number, isWhole } of revisions) {
    for (; expected < number; expected += 1)
      report('REVISION_REMOVED', undefined, `There is no revision ${expected}.`);
    expected = number + 1;
    if (!vouched.has(id)) report('REVISION_ADDED', id, `No event tells of revision ${number}.`);
    if (!isWhole)
      report('REVISION_CHANGED', id, `The content of revision ${number} is not that of its content hash.`);
  }
}

/** @param end after the last */
const placesOf = (first: number, end: number): string =>
  end - first === 1 ? `Event ${first} was taken out` : `Events ${first} to ${end - 1} were taken out`;

const shown = ({ name, at }: StoredEvent): string => `${name} of ${isoOf(at)}`;

/** Of microseconds, as far as a Date can show them. */
function isoOf(at: string): string {
  const date = new Date(Number(at) / 1000);
  return Number.isNaN(date.getTime()) ? at : date.toISOString();
}
