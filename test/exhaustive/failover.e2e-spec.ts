// The primary dies, its standby is promoted, and the database's address moves there.
import { startApp } from '../support/app.js';
import { movingAddress } from '../support/moving-address.js';
import { newsroomOf } from '../support/newsroom.js';
import { startReplicatedDatabase } from '../support/replicated-database.js';
import { until } from '../support/server-process.js';

/** Half a second where nothing else runs. */
const MAX_RECOVERY_MS = 10_000;

test('a server goes on with the standby that was promoted, without a restart', async () => {
  const { primary, standby, drop } = await startReplicatedDatabase();
  const address = await movingAddress(primary.port);
  const url = Object.assign(new URL(primary.url), { port: String(address.port) });
  const app = await startApp({ databaseUrl: url.href });
  try {
    const newsroom = newsroomOf(app);
    const [writer, editor] = [await newsroom.person('WRITER'), await newsroom.person('EDITOR')];
    const authorIds = [await newsroom.author(editor)];
    const article = await newsroom.published(writer, editor, { authorIds, title: 'Of the primary' });
    const { slug } = article.working;
    const read = async () => {
      const { data } = await app.delivery('query ($slug: String) { article(slug: $slug) { title } }', {
        slug,
      });
      return data?.article?.title as string | undefined;
    };
    expect(await read()).toBe('Of the primary');
    const isReplayed = async () => {
      const { rows } = await standby.superuser.query('SELECT FROM delivery.live_slugs WHERE slug = $1', [
        slug,
      ]);
      return rows.length > 0;
    };
    await until(isReplayed);

    await primary.signal('SIGKILL');
    const promotedAt = performance.now();
    await standby.superuser.query('SELECT pg_promote()');
    address.leadTo(standby.port);
    const isWritable = async () => {
      const answer = await newsroom.ask(writer, '{ viewer { id } }');
      return answer.errors === undefined && (await read()) === 'Of the primary';
    };
    await until(isWritable, MAX_RECOVERY_MS);
    await newsroom.republished(writer, editor, article, { title: 'Of the standby' });
    await until(async () => (await read()) === 'Of the standby', MAX_RECOVERY_MS);
    expect(performance.now() - promotedAt).toBeLessThan(MAX_RECOVERY_MS);
  } finally {
    await app.close();
    await address.close();
    await drop();
  }
});
