// The statements that read the instants at which the clock alone changes what readers see, from the partial indexes of timed
// listings. Instants are in milliseconds since 1970, which is how exactly they are stored.

/** With the cache tags that it touches. */
export interface Instant {
  readonly at: number;
  readonly keys: readonly string[];
}

const milliseconds = (instant: string): string => `(extract(epoch FROM ${instant}) * 1000)::float8`;

/** @param listings rows `at, article_id, list_id` */
const instantsOf = (listings: string): string => `(
  SELECT coalesce(json_agg(json_build_object('at', ${milliseconds('instant.at')}, 'keys', instant.keys) ORDER BY instant.at), '[]')
  FROM (
    SELECT listing.at, array_agg(DISTINCT touched.key) AS keys
    FROM ${listings} listing
    CROSS JOIN LATERAL (
      SELECT delivery.list_key(listing.list_id) AS key
      UNION ALL
      SELECT thing.id FROM (VALUES (listing.article_id), (listing.list_id)) thing (id)
      UNION ALL
      SELECT s.kind || ':' || s.slug FROM delivery.slugs s WHERE s.id IN (listing.article_id, listing.list_id)
    ) touched
    GROUP BY listing.at
  ) instant)`;

/**
 * A listing changes what readers see when it begins and when it ends.
 * @param condition on the instant and a row of delivery.listings
 * @param order of each of the two, which an index has
 */
const timedListings = (condition: (at: string) => string, order = ''): string =>
  ['live_from', 'live_until']
    .map(
      (at) =>
        `(SELECT ${at} AS at, article_id, list_id FROM delivery.listings WHERE timed AND ${condition(at)} ${order})`,
    )
    .join(' UNION ALL ');

export interface InstantsAhead {
  /** What the database's clock says. */
  readonly now: number;
  /** They were read from here, this excluded, to there, this included. */
  readonly start: number;
  readonly end: number;
  /** The next first. */
  readonly instants: readonly Instant[];
  /** How many listings they are of. Where there are as many as may be read, the last instant may have more. */
  readonly listings: number;
}

/** Seconds from now to the end of the horizon, and seconds for which what has passed may still be to come. */
const [HORIZON, BEHIND] = ['$2', '$3'];
/** To the millisecond, as instants are: it comes back as $1. */
const END = `date_trunc('milliseconds', now() + make_interval(secs => ${HORIZON}))`;
const PAST = `now() - make_interval(secs => ${BEHIND})`;
/** Where what is known ends, in milliseconds since 1970. */
const START = `greatest(to_timestamp($1::float8 / 1000), ${PAST})`;

const NEXT = 'ORDER BY at LIMIT $4';
/** $1 to $3 as above, $4: the most listings to be read. One row. */
export const INSTANTS_AHEAD = `
  WITH next AS MATERIALIZED (
    SELECT * FROM (${timedListings((at) => `${at} > ${START} AND ${at} <= ${END}`, NEXT)}) listing ${NEXT}
  )
  SELECT ${milliseconds('clock_timestamp()')} AS now, ${milliseconds(START)} AS start, ${milliseconds(END)} AS end,
    (SELECT count(*)::int FROM next) AS listings, ${instantsOf('next')} AS instants`;

export interface ChangeWithInstants {
  readonly seq: string;
  readonly keys: readonly string[];
  /** Of the articles that it touched. */
  readonly instants: readonly Instant[];
}

/** $1: the last change that is known, $2 and $3 as above. A row for each later one. */
export const LATER_CHANGES = `
  SELECT change.seq, change.keys, ${instantsOf(
    `(${timedListings((at) => `article_id = ANY (change.keys) AND ${at} > ${PAST} AND ${at} <= ${END}`)})`,
  )} AS instants
  FROM delivery.changes change WHERE change.seq > $1 ORDER BY change.seq`;
