// What readers may have been told, as the desk's own rows had it after each change (record.sql), and which answers were not that.
import { readFile } from 'node:fs/promises';
import { query } from '../databases.js';
import type { Faults } from './faults.js';

export interface Shown {
  readonly articleId: string;
  /** null: there is none. */
  readonly title: string | null;
  /** In a list, milliseconds. */
  readonly publishedAt?: number;
}

/** One answer of the delivery API. */
export interface Observation {
  readonly server: number;
  readonly sentAt: number;
  readonly answeredAt: number;
  /** The change that it has to show: of X-Content-Seq, of X-Content-Min-Seq, or of the mutation before it. */
  readonly known: number;
  readonly shown: readonly Shown[];
  /** Where it is a list of the newest: of this tag, or '' for the site's; and whether all that there is was in it. */
  readonly list?: { readonly tagId: string; readonly isWhole: boolean };
  readonly tagName?: { readonly tagId: string; readonly name: string };
}

interface Period {
  readonly title: string;
  readonly tagIds: readonly string[];
  readonly publishedAt: number;
  readonly from: number;
  readonly until: number;
}

/** One value after another, each from a change on; the first was there before all changes. */
type Versions<T> = { readonly seq: number; readonly at: number; readonly value: T }[];

interface Entry {
  readonly publishedAt: number;
  readonly articleId: string;
}

export const installRecord = async (url: string): Promise<void> => {
  await query(url, await readFile(new URL('record.sql', import.meta.url), 'utf8'));
};

export class Truth {
  private readonly articles = new Map<string, Versions<readonly Period[]>>();
  private readonly tagNames = new Map<string, Versions<string>>();
  /** By list, the latest first. */
  private readonly entries = new Map<string, Entry[]>();
  private readonly changes: { readonly seq: number; readonly at: number }[] = [];

  /** Reads what has been recorded so far. */
  static async read(url: string): Promise<Truth> {
    const truth = new Truth();
    truth.changes.push(
      ...(await query<{ seq: number; at: number }>(
        url,
        `SELECT seq::float8, extract(epoch FROM at)::float8 * 1000 AS at FROM soak.changes ORDER BY seq`,
      )),
    );
    const rows = await query<Period & PeriodRow>(
      url,
      `SELECT c.seq::float8, extract(epoch FROM c.at)::float8 * 1000 AS at, p.is_gone AS "isGone", p.id,
         p.article_id AS "articleId", r.title, extract(epoch FROM p.published_at)::float8 * 1000 AS "publishedAt",
         extract(epoch FROM p.live_from)::float8 * 1000 AS from,
         extract(epoch FROM coalesce(p.live_until, 'infinity'))::float8 * 1000 AS until,
         ARRAY(SELECT tag_id FROM desk.revision_tags t WHERE t.revision_id = p.revision_id) AS "tagIds"
       FROM soak.periods p JOIN soak.changes c USING (tx) JOIN desk.revisions r ON r.id = p.revision_id ORDER BY c.seq, p.n`,
    );
    const current = new Map<string, Map<string, Period>>();
    for (const row of rows) truth.addPeriod(current, row);
    const names = await query<{ seq: number; at: number; tagId: string; name: string }>(
      url,
      `SELECT c.seq::float8, extract(epoch FROM c.at)::float8 * 1000 AS at, t.tag_id AS "tagId", t.name
       FROM soak.tag_names t JOIN soak.changes c USING (tx) ORDER BY c.seq, t.n`,
    );
    for (const { seq, at, tagId, name } of names) pushTo(truth.tagNames, tagId, { seq, at, value: name });
    for (const list of truth.entries.values()) list.sort((one, other) => other.publishedAt - one.publishedAt);
    return truth;
  }

  private addPeriod(current: Map<string, Map<string, Period>>, row: Period & PeriodRow): void {
    const { seq, at, id, articleId, isGone } = row;
    const periods = current.get(articleId) ?? new Map<string, Period>();
    current.set(articleId, periods);
    if (isGone) periods.delete(id);
    else periods.set(id, row);
    const versions = this.articles.get(articleId) ?? [];
    this.articles.set(articleId, versions);
    const version = { seq, at, value: [...periods.values()] };
    if (versions.at(-1)?.seq === seq) versions[versions.length - 1] = version;
    else versions.push(version);
    for (const list of ['', ...row.tagIds])
      pushTo(this.entries, list, { publishedAt: row.publishedAt, articleId });
  }

  check(observations: readonly Observation[], faults: Faults): void {
    for (const observation of observations) {
      this.checkShown(observation, faults);
      if (observation.list) this.checkNoneIsMissing(observation, observation.list, faults);
      const { tagName } = observation;
      if (tagName === undefined) continue;
      const names = possible(this.tagNames.get(tagName.tagId) ?? [], observation);
      if (!names.includes(tagName.name))
        faults.add('a tag by another name', `${tagName.name} instead of ${names.join(' or ')}`);
    }
  }

  /** The longest time, in milliseconds, after which an answer did not know of a change. */
  longestLagMs(observations: readonly Observation[]): number {
    let longest = 0;
    for (const { known, sentAt } of observations) {
      const next = this.changes[this.firstAfter(known)];
      if (next !== undefined) longest = Math.max(longest, sentAt - next.at);
    }
    return longest;
  }

  /** The place of the first change after `seq`. */
  private firstAfter(seq: number): number {
    let [low, high] = [0, this.changes.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.changes[middle]?.seq ?? 0) > seq) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  private checkShown(observation: Observation, faults: Faults): void {
    for (const { articleId, title } of observation.shown) {
      const visible = this.visible(articleId, observation);
      if (visible.some((period) => (period?.title ?? null) === title)) continue;
      const kind =
        title === null ? 'an article that is live is not there' : 'an article as it was not to be seen';
      const titles = visible.map((period) => period?.title ?? 'nothing').join(' or ');
      faults.add(kind, `${describe(observation)} ${articleId}: ${title ?? 'nothing'} instead of ${titles}`);
    }
  }

  private checkNoneIsMissing(
    observation: Observation,
    { tagId, isWhole }: NonNullable<Observation['list']>,
    faults: Faults,
  ): void {
    const oldest = isWhole
      ? -Infinity
      : Math.min(...observation.shown.map((it) => it.publishedAt ?? Infinity));
    const shown = new Set(observation.shown.map(({ articleId }) => articleId));
    for (const { articleId, publishedAt } of this.entries.get(tagId) ?? []) {
      if (publishedAt <= oldest) break;
      if (publishedAt > observation.answeredAt || shown.has(articleId)) continue;
      const isCertain = this.visible(articleId, observation).every(
        (period) =>
          period !== undefined &&
          period.publishedAt > oldest &&
          (tagId === '' || period.tagIds.includes(tagId)),
      );
      if (isCertain) faults.add('a list without a live article', `${describe(observation)} ${articleId}`);
    }
  }

  /** What of an article an answer may show, undefined where that is nothing. */
  private visible(articleId: string, observation: Observation): (Period | undefined)[] {
    const { sentAt, answeredAt } = observation;
    const versions = this.articles.get(articleId) ?? [];
    const states = possible(versions, observation);
    const before = versions[0] === undefined || versions[0].seq > observation.known;
    return [...states, ...(before ? [[]] : [])].flatMap((periods) => {
      const seen = periods.filter(({ from, until }) => from <= answeredAt && until > sentAt);
      return areWithoutGap(seen, sentAt, answeredAt) ? seen : [...seen, undefined];
    });
  }
}

interface PeriodRow {
  readonly seq: number;
  readonly at: number;
  readonly isGone: boolean;
  readonly id: string;
  readonly articleId: string;
}

/** Whether one of them was to be seen at every moment between the two. */
function areWithoutGap(periods: readonly Period[], from: number, until: number): boolean {
  let reached = from;
  for (const period of [...periods].sort((one, other) => one.from - other.from)) {
    if (period.from <= reached) reached = Math.max(reached, period.until);
  }
  return reached > until;
}

/** The values that an answer may show: those that no known change has replaced, and that were there when it came. */
function possible<T>(versions: Versions<T>, { known, answeredAt }: Observation): T[] {
  return versions
    .filter(({ at }, i) => at <= answeredAt && (versions[i + 1]?.seq ?? Infinity) > known)
    .map(({ value }) => value);
}

function pushTo<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

const describe = ({ server, known, sentAt, list }: Observation): string =>
  `server ${server}, change ${known}, ${new Date(sentAt).toISOString()}${list ? ` list ${list.tagId}` : ''}`;
