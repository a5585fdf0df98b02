// Loads a plain dump of pg_dump into an empty database. node-postgres does not speak COPY, so each block of rows becomes
// INSERTs.
import pg from 'pg';

const COPY_BLOCK = /^(COPY [^\n]+ FROM stdin;)\n([^]*?)^\\\.$/gm;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v' };

export async function loadDump(url: string, dump: string): Promise<void> {
  const session = new pg.Client(url);
  await session.connect();
  try {
    // What psql alone understands, and a compression that not every build of PostgreSQL has.
    const text = dump
      .replace(/^\\(un)?restrict .*$/gm, '')
      .replace(/^ALTER TABLE ONLY \S+ ALTER COLUMN \S+ SET COMPRESSION lz4;$/gm, '');
    let end = 0;
    for (const { 0: block, 1: header = '', 2: rows = '', index } of text.matchAll(COPY_BLOCK)) {
      await session.query(text.slice(end, index));
      await insert(session, header, rows);
      end = index + block.length;
    }
    await session.query(text.slice(end));
  } finally {
    await session.end();
  }
}

async function insert(session: pg.Client, header: string, rows: string): Promise<void> {
  const [, target = '', columns = ''] = /^COPY (\S+) \((.+)\) FROM/.exec(header) ?? [];
  const places = columns.split(', ').map((_, i) => `$${i + 1}`);
  const statement = `INSERT INTO ${target} (${columns}) VALUES (${places.join(', ')})`;
  for (const row of rows.split('\n').filter(Boolean))
    await session.query(statement, row.split('\t').map(valueOf));
}

const valueOf = (field: string): string | null =>
  field === '\\N' ? null : field.replace(/\\(.)/g, (_, escaped: string) => ESCAPES[escaped] ?? escaped);
