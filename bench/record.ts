// Writes the last figures into bench/figures.md, between its two markers.
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, platform, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { query } from './databases.js';

const FILE = fileURLToPath(new URL('figures.md', import.meta.url));
const [FIGURES_BEGIN, FIGURES_END] = ['<!-- figures -->', '<!-- end of figures -->'];

/** The machine and the versions of Node and PostgreSQL, in a sentence. */
export async function describeMachine(databaseUrl: string): Promise<string> {
  const [row] = await query<{ server_version: string }>(databaseUrl, 'SHOW server_version');
  const gigabytes = Math.round(totalmem() / 1024 ** 3);
  const processors = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`;
  return `${processors}, ${gigabytes} GB, ${platform()}; Node ${process.versions.node}, PostgreSQL ${row?.server_version}.`;
}

export async function writeFigures(figures: string): Promise<void> {
  const text = await readFile(FILE, 'utf8');
  const [before, rest] = text.split(FIGURES_BEGIN);
  const after = rest?.split(FIGURES_END)[1];
  if (before === undefined || after === undefined) throw new Error(`${FILE} has no place for the figures.`);
  const written = [before, FIGURES_BEGIN, '\n\n', figures, '\n', FIGURES_END, after].join('');
  await writeFile(FILE, await format(written, { ...(await resolveConfig(FILE)), parser: 'markdown' }));
}
