// `npm run db:diff -- name`: writes a migration from the committed schema.prisma to the one in the work tree, for its author to
// review and complete. It compares schemas, not databases: Prisma's engine cannot read every catalogue of a database through a
// driver adapter. A test holds the committed schema to what the migrations make.
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { startEmbeddedPostgres } from '../src/database/embedded-postgres.js';
import { withSchemaEngine } from '../src/database/schema-engine.js';
import { DATA_MODEL, MIGRATIONS } from '../src/project-paths.js';

const name = process.argv[2] ?? '';
if (!/^[a-z0-9_]+$/.test(name)) {
  console.error('Name the migration: npm run db:diff -- name_of_the_change (a to z, 0 to 9 and _).');
  process.exit(1);
}

const committed = execFileSync('git', ['show', 'HEAD:./schema.prisma'], {
  cwd: dirname(DATA_MODEL),
  encoding: 'utf8',
});
const script = await difference(committed, await readFile(DATA_MODEL, 'utf8'));
if (script === '') {
  console.log('Nothing to do: schema.prisma is as it was committed.');
} else {
  const file = join(MIGRATIONS, `${timestamp()}_${name}`, 'migration.sql');
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, script);
  console.log(
    `Wrote ${relative(process.cwd(), file)}. Views and functions that show a new column, and rights, are yours to add.`,
  );
}

/** SQL that turns one schema into the other; '' where they are equal. */
async function difference(from: string, to: string): Promise<string> {
  const schema = (content: string) => ({
    tag: 'schemaDatamodel' as const,
    files: [{ path: 'schema.prisma', content }],
  });
  return withDatabase((url) =>
    withSchemaEngine(url, to, async (engine) => {
      const { stdout } = await engine.diff({
        ...{ from: schema(from), to: schema(to), script: true, exitCode: null },
        filters: { externalTables: [], externalEnums: [] },
      });
      const statements = (stdout ?? '').trim();
      return statements.startsWith('-- This is an empty migration') ? '' : `${statements}\n`;
    }),
  );
}

/** The engine needs a connection, and any database will do. */
async function withDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'copydesk-diff-'));
  // PostgreSQL runs as another user where we are root.
  await chmod(folder, 0o755);
  const cluster = await startEmbeddedPostgres(folder, { settings: { fsync: 'off' } });
  try {
    return await work(cluster.url);
  } finally {
    await cluster.stop();
    await rm(folder, { recursive: true });
  }
}

/** The prefix of a migration's name: 20261126143000, in UTC. */
function timestamp(): string {
  return new Date().toISOString().replace(/\D/g, '').slice(0, 14);
}
