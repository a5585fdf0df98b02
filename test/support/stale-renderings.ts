// Revisions as an earlier renderer left them, and what becomes of them.
import type { Pool } from 'pg';
import { until } from './server-process.js';

export const OLD_HTML = '<p>As it was</p>';

/** Makes everything stored the work of an earlier renderer; `articleIds`: only of these articles. */
export async function makeStale(owner: Pool, articleIds?: readonly string[]): Promise<void> {
  const rendering = `html = '${OLD_HTML}', text = 'As it was', word_count = 3, reading_minutes = 1`;
  const where = 'WHERE $1::text[] IS NULL OR article_id = ANY ($1)';
  const ids = [articleIds ?? null];
  const search = "search = to_tsvector('delivery.copydesk', 'As it was')";
  await owner.query(`UPDATE delivery.articles SET ${rendering}, ${search} ${where}`, ids);
  await owner.query(
    `UPDATE desk.revisions SET ${rendering}, opening = 'As it was', renderer = 1, refused_by = NULL ${where}`,
    ids,
  );
  await owner.query(`
    UPDATE delivery.articles a SET words = w.words
    FROM desk.publications p JOIN desk.revision_words w ON w.revision_id = p.revision_id
    WHERE p.id = a.publication_id`);
}

export async function countStale(owner: Pool): Promise<number> {
  const { rows } = await owner.query(
    'SELECT count(*)::int AS left FROM desk.revisions WHERE greatest(renderer, refused_by) < 2',
  );
  return rows[0].left;
}

/** A server of this database starts the job at once, and not when the minute is over. */
export async function rerender(owner: Pool): Promise<void> {
  await owner.query("SELECT graphile_worker.add_job('rerender')");
  await until(async () => (await countStale(owner)) === 0);
}

/** From now on notes how often each revision is rendered anew; @returns the numbers that there are */
export async function countRenderings(owner: Pool): Promise<() => Promise<number[]>> {
  await owner.query(`
    CREATE TABLE public.rendered (id text);
    CREATE FUNCTION public.note_rendered() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
      'BEGIN INSERT INTO public.rendered VALUES (NEW.id); RETURN NULL; END';
    CREATE TRIGGER note_rendered AFTER UPDATE ON desk.revisions FOR EACH ROW EXECUTE FUNCTION public.note_rendered()`);
  return async () => {
    const { rows } = await owner.query<{ times: number }>(
      'SELECT DISTINCT count(*)::int AS times FROM public.rendered GROUP BY id',
    );
    return rows.map(({ times }) => times);
  };
}

/** Meanwhile nobody can publish, and no rendering comes to readers. */
export async function whilePublishingIsHeld(owner: Pool, work: () => Promise<void>): Promise<void> {
  const session = await owner.connect();
  await session.query("SELECT pg_advisory_lock(hashtext('copydesk.publishing'))");
  try {
    await work();
  } finally {
    await session.query('SELECT pg_advisory_unlock_all()');
    session.release();
  }
}
