// What an audit finds of what is done to the history behind the application's back, by somebody who has every right in the database.
import { contentHash } from '../src/domain/content-hash.js';
import { EMPTY_CONTENT } from '../src/domain/article-fields.js';
import { startApp, type TestApp } from './support/app.js';
import { audit, historyStarted, settleHistory } from './support/history.js';
import { newsroomOf, type Newsroom, type Person } from './support/newsroom.js';

let app: TestApp;
let newsroom: Newsroom;
let editor: Person;
let writer: Person;
let authorIds: string[];
beforeAll(async () => {
  app = await startApp();
  await historyStarted(app);
  newsroom = newsroomOf(app);
  [editor, writer] = [await newsroom.person('EDITOR'), await newsroom.person('WRITER')];
  authorIds = [await newsroom.author(editor)];
});
afterAll(() => app.close());

/** CREATE, SUBMIT, APPROVE, PUBLISH and EDIT, in this order, and two revisions. */
async function makeHistory(): Promise<string> {
  const tagIds = [(await newsroom.tag(writer)).id];
  const live = await newsroom.published(writer, editor, { authorIds, tagIds });
  await newsroom.save(writer, live, { title: 'A correction', body: 'Other words — қазақша.' });
  return live.id;
}

const kindsOf = async (articleId: string): Promise<string[]> => {
  const { findings } = await audit(app);
  return [...new Set(findings.filter((one) => one.articleId === articleId).map(({ kind }) => kind))];
};

describe('behind the application’s back', () => {
  const eventAt = (position: number) =>
    `(SELECT event_id FROM desk.event_hashes WHERE article_id = $1 AND position = ${position})`;
  const revisionOf = (number: number) =>
    `(SELECT id FROM desk.revisions WHERE article_id = $1 AND number = ${number})`;
  const removeEvent = (position: number) => [
    `DELETE FROM desk.events WHERE id = ${eventAt(position)}`,
    `DELETE FROM desk.event_hashes WHERE article_id = $1 AND position = ${position}`,
  ];
  const SWAPPED = `(e.id, o.id) IN ((${eventAt(2)}, ${eventAt(3)}), (${eventAt(3)}, ${eventAt(2)}))`;
  const copyEvent = (id: string) => `
    INSERT INTO desk.events (id, article_id, name, from_state, to_state, revision_id, by_id, at)
    SELECT '${id}' || $1, article_id, name, from_state, to_state, revision_id, by_id, at FROM desk.events
    WHERE id = ${eventAt(3)}`;
  const COPIED_REVISION = `
    INSERT INTO desk.revisions (id, article_id, number, title, slug, body, html, text, opening, word_count, reading_minutes, content_hash, created_by_id)
    SELECT 'rev_' || $1, article_id, 3, title, slug, body, html, text, opening, word_count, reading_minutes, content_hash, created_by_id
    FROM desk.revisions WHERE id = ${revisionOf(1)}`;

  beforeAll(async () => {
    await makeHistory();
    expect((await audit(app)).findings).toEqual([]);
    await settleHistory(app);
    // What the owner can do, somebody who has become the owner does.
    const { rows } = await app.owner.query(`
      SELECT conrelid::regclass AS "table", conname AS name FROM pg_constraint
      WHERE contype = 'f' AND connamespace = 'desk'::regnamespace`);
    for (const { table, name } of rows) await app.owner.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
    await app.owner.query('ALTER TABLE desk.history_heads DISABLE TRIGGER USER');
  });

  const done = async (statements: readonly string[], id: string) => {
    for (const statement of statements)
      await app.owner.query(statement, statement.includes('$1') ? [id] : []);
  };

  test.each<[string, string[], string[]]>([
    [
      'an event that becomes another',
      ['EVENT_CHANGED'],
      [`UPDATE desk.events SET name = 'REOPEN' WHERE id = ${eventAt(3)}`],
    ],
    ['a state', ['EVENT_CHANGED'], [`UPDATE desk.events SET to_state = 'ARCHIVED' WHERE id = ${eventAt(2)}`]],
    [
      'an actor',
      ['EVENT_CHANGED'],
      [
        `UPDATE desk.events SET by_id = (SELECT by_id FROM desk.events WHERE id = ${eventAt(1)}) WHERE id = ${eventAt(3)}`,
      ],
    ],
    [
      'a time, by a millisecond',
      ['EVENT_CHANGED'],
      [`UPDATE desk.events SET at = at + interval '1 ms' WHERE id = ${eventAt(1)}`],
    ],
    [
      'a time that is none',
      ['EVENT_CHANGED'],
      [`UPDATE desk.events SET at = 'infinity' WHERE id = ${eventAt(5)}`],
    ],
    ['a note', ['EVENT_CHANGED'], [`UPDATE desk.events SET note = 'Read twice.' WHERE id = ${eventAt(3)}`]],
    [
      'an override',
      ['EVENT_CHANGED'],
      [`UPDATE desk.events SET override = 'Nobody else is here' WHERE id = ${eventAt(3)}`],
    ],
    [
      'a period',
      ['EVENT_CHANGED'],
      [`UPDATE desk.events SET live_from = live_from - interval '1 day' WHERE id = ${eventAt(4)}`],
    ],
    [
      'owners',
      ['EVENT_CHANGED'],
      [`UPDATE desk.events SET owners_removed = '{usr_x}' WHERE id = ${eventAt(4)}`],
    ],
    [
      'the revision that was approved',
      ['EVENT_CHANGED', 'REVISION_CHANGED'],
      [`UPDATE desk.events SET revision_id = ${revisionOf(2)} WHERE id = ${eventAt(3)}`],
    ],
    [
      'an event that leaves its hash',
      ['EVENT_REMOVED'],
      [`DELETE FROM desk.events WHERE id = ${eventAt(3)}`],
    ],
    ['an event that is gone from the middle', ['EVENT_REMOVED'], removeEvent(3)],
    [
      'a gap that is closed',
      ['EVENT_CHANGED', 'EVENT_REMOVED'],
      [...removeEvent(4), 'UPDATE desk.event_hashes SET position = 4 WHERE article_id = $1 AND position = 5'],
    ],
    ['an event that is gone from the end', ['EVENT_REMOVED', 'REVISION_ADDED'], removeEvent(5)],
    [
      'the end, with its head put back',
      ['HEAD_CHANGED', 'REVISION_ADDED'],
      [...removeEvent(5), 'UPDATE desk.history_heads SET count = 4 WHERE article_id = $1'],
    ],
    ['an event that is added', ['EVENT_ADDED'], [copyEvent('evt_a')]],
    [
      'an event that is added with a hash of its own',
      ['EVENT_CHANGED', 'HEAD_CHANGED'],
      [
        copyEvent('evt_b'),
        `INSERT INTO desk.event_hashes SELECT article_id, 6, 'evt_b' || $1, format, revision_hash, taken_in_at, key_id, hash
       FROM desk.event_hashes WHERE event_id = ${eventAt(3)}`,
        'UPDATE desk.history_heads SET count = 6 WHERE article_id = $1',
      ],
    ],
    [
      'two events that change places',
      ['EVENT_MOVED'],
      [
        `UPDATE desk.events SET seq = -seq WHERE id IN (${eventAt(2)}, ${eventAt(3)})`,
        `UPDATE desk.events e SET seq = -o.seq FROM desk.events o WHERE ${SWAPPED}`,
      ],
    ],
    [
      'two events that change what they say',
      ['EVENT_CHANGED'],
      [
        `UPDATE desk.events e SET name = o.name, to_state = o.to_state, from_state = o.from_state, by_id = o.by_id, at = o.at
       FROM desk.events o WHERE (e.id, o.id) IN ((${eventAt(2)}, ${eventAt(3)}), (${eventAt(3)}, ${eventAt(2)}))`,
      ],
    ],
    [
      'all events, but for the head',
      ['EVENT_REMOVED', 'REVISION_ADDED'],
      [
        'DELETE FROM desk.events WHERE article_id = $1',
        'DELETE FROM desk.event_hashes WHERE article_id = $1',
      ],
    ],
    [
      'all events, and the head',
      ['HISTORY_REMOVED', 'REVISION_ADDED'],
      [
        'DELETE FROM desk.events WHERE article_id = $1',
        'DELETE FROM desk.event_hashes WHERE article_id = $1',
        'DELETE FROM desk.history_heads WHERE article_id = $1',
      ],
    ],
    ['the head', ['HEAD_REMOVED'], ['DELETE FROM desk.history_heads WHERE article_id = $1']],
    [
      'the whole chain',
      ['EVENT_ADDED', 'REVISION_ADDED'],
      [
        'DELETE FROM desk.event_hashes WHERE article_id = $1',
        'DELETE FROM desk.history_heads WHERE article_id = $1',
      ],
    ],
    [
      'the count of a head',
      ['HEAD_CHANGED'],
      ['UPDATE desk.history_heads SET count = 4 WHERE article_id = $1'],
    ],
    [
      'the hash of a head',
      ['HEAD_CHANGED'],
      [`UPDATE desk.history_heads SET hash = sha256('x') WHERE article_id = $1`],
    ],
    [
      'the key of a hash',
      ['KEY_UNKNOWN'],
      [`UPDATE desk.event_hashes SET key_id = 'another' WHERE article_id = $1 AND position = 2`],
    ],
    [
      'the format of a hash',
      ['EVENT_CHANGED'],
      ['UPDATE desk.event_hashes SET format = 2 WHERE article_id = $1 AND position = 2'],
    ],
    [
      'when an event was taken in',
      ['EVENT_CHANGED'],
      ['UPDATE desk.event_hashes SET taken_in_at = now() WHERE article_id = $1 AND position = 2'],
    ],
    [
      'a title',
      ['REVISION_CHANGED'],
      [`UPDATE desk.revisions SET title = 'Another' WHERE id = ${revisionOf(1)}`],
    ],
    [
      'a body',
      ['REVISION_CHANGED'],
      [`UPDATE desk.revisions SET body = body || '.' WHERE id = ${revisionOf(2)}`],
    ],
    [
      'a text with its content hash',
      ['REVISION_CHANGED'],
      [
        `UPDATE desk.revisions SET title = '', slug = '', body = '', content_hash = '${contentHash(EMPTY_CONTENT)}' WHERE id = ${revisionOf(1)}`,
        `DELETE FROM desk.revision_authors WHERE revision_id = ${revisionOf(1)}`,
        `DELETE FROM desk.revision_tags WHERE revision_id = ${revisionOf(1)}`,
      ],
    ],
    [
      'a content hash',
      ['REVISION_CHANGED'],
      [`UPDATE desk.revisions SET content_hash = 'x' WHERE id = ${revisionOf(1)}`],
    ],
    [
      'a byline',
      ['REVISION_CHANGED'],
      [`DELETE FROM desk.revision_authors WHERE revision_id = ${revisionOf(1)}`],
    ],
    [
      'a tag of a revision',
      ['REVISION_CHANGED'],
      [`UPDATE desk.revision_tags SET tag_id = 'tag_x' WHERE revision_id = ${revisionOf(2)}`],
    ],
    [
      'the writer of a revision',
      ['REVISION_CHANGED'],
      [`UPDATE desk.revisions SET created_by_id = 'usr_x' WHERE id = ${revisionOf(2)}`],
    ],
    [
      'a revision that counts as a copy',
      ['REVISION_CHANGED'],
      [`UPDATE desk.revisions SET is_copy = true WHERE id = ${revisionOf(2)}`],
    ],
    [
      'a revision that is taken out',
      ['REVISION_REMOVED'],
      [`DELETE FROM desk.revisions WHERE id = ${revisionOf(1)}`],
    ],
    ['a revision that is added', ['REVISION_ADDED', 'REVISION_CHANGED'], [COPIED_REVISION]],
    [
      'an event that goes to another article',
      ['EVENT_CHANGED'],
      [
        `UPDATE desk.events SET article_id = (SELECT min(id) FROM desk.articles WHERE id <> $1) WHERE id = ${eventAt(5)}`,
      ],
    ],
    [
      'an article of which the rest is there',
      ['ARTICLE_REMOVED'],
      ['DELETE FROM desk.articles WHERE id = $1'],
    ],
  ])('%s: %j', async (_, expected, statements) => {
    const id = await makeHistory();
    await done(statements, id);
    expect((await kindsOf(id)).toSorted()).toEqual(expected);
  });

  test('every column of an event is vouched for', async () => {
    const { rows } = await app.owner.query<{ name: string; type: string }>(`
      SELECT column_name AS name, data_type AS type FROM information_schema.columns
      WHERE (table_schema, table_name) = ('desk', 'events')`);
    expect(rows.length).toBeGreaterThan(14);
    const OTHERS: Readonly<Record<string, string>> = {
      text: `'OTHER'`,
      ARRAY: `'{usr_other}'`,
      bigint: '999999999',
      'USER-DEFINED': `'ARCHIVED'`,
      'timestamp with time zone': `'2001-01-01'`,
    };
    const changed = new Map<string, string>();
    for (const { name, type } of rows) {
      const id = await makeHistory();
      changed.set(name, id);
      await done([`UPDATE desk.events SET "${name}" = ${OTHERS[type]} WHERE id = ${eventAt(2)}`], id);
    }
    const { findings } = await audit(app);
    for (const [name, id] of changed)
      expect([name, findings.some(({ articleId }) => articleId === id)]).toEqual([name, true]);
  });
});
