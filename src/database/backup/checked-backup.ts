// A backup as it is read: its parts in their order, each table's rows compared with their checksum, and the end with that of the
// whole. The checksums find what is damaged; whoever can write the file can make others.

import { createHash } from 'node:crypto';
import * as z from 'zod';
import { BackupError } from './backup-error.js';
import { encoded, FRAME, framesOf } from './frames.js';

export const FORMAT = 1;

const header = z.object({
  format: z.literal(FORMAT),
  /** Of the Copydesk that wrote it. */
  version: z.string(),
  /** When its snapshot was taken, by the clock of the database. */
  takenAt: z.string(),
  /** In the order in which they were applied. */
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })).min(1),
  sequences: z.array(z.object({ name: z.string(), value: z.string(), isCalled: z.boolean() })),
});
/** Names as SQL has them. */
const table = z.object({ name: z.string(), columns: z.array(z.string()) });
const tableEnd = z.object({ rows: z.number(), sha256: z.string() });
const end = z.object({ tables: z.number(), sha256: z.string() });

export type BackupHeader = z.infer<typeof header>;
export type BackupTable = z.infer<typeof table>;
export type BackupPart =
  | { readonly kind: 'header'; readonly header: BackupHeader }
  | { readonly kind: 'table'; readonly table: BackupTable }
  | { readonly kind: 'rows'; readonly content: Buffer }
  | { readonly kind: 'tableEnd'; readonly rows: number };

/** Throws a BackupError at the first thing that is wrong, and at the end where something is missing. */
export async function* partsOf(file: string): AsyncGenerator<BackupPart> {
  const whole = createHash('sha256');
  let ofTable = createHash('sha256');
  let tables = 0;
  let expected: readonly number[] = [FRAME.header];
  for await (const { kind, content } of framesOf(file)) {
    if (!expected.includes(kind)) throw new BackupError('The file is damaged or no backup of Copydesk.');
    if (kind === FRAME.end) {
      const stated = parsed(end, content);
      if (stated.tables !== tables || stated.sha256 !== whole.digest('hex')) throw changed('The file');
      expected = [];
      continue;
    }
    whole.update(encoded(kind, content));
    if (kind === FRAME.header) {
      yield { kind: 'header', header: parsed(header, content) };
      expected = [FRAME.table, FRAME.end];
    } else if (kind === FRAME.table) {
      tables += 1;
      ofTable = createHash('sha256');
      yield { kind: 'table', table: parsed(table, content) };
      expected = [FRAME.rows, FRAME.tableEnd];
    } else if (kind === FRAME.rows) {
      ofTable.update(content);
      yield { kind: 'rows', content };
    } else {
      const { rows, sha256 } = parsed(tableEnd, content);
      if (sha256 !== ofTable.digest('hex')) throw changed('A table');
      yield { kind: 'tableEnd', rows };
      expected = [FRAME.table, FRAME.end];
    }
  }
  if (expected.length > 0) throw new BackupError('The file is cut off.');
}

export interface BackupSummary {
  readonly header: BackupHeader;
  readonly tables: number;
  readonly rows: number;
}

/** Reads `file` to its end, and throws a BackupError where it is not a whole backup. */
export async function checkBackup(file: string): Promise<BackupSummary> {
  let found: BackupHeader | undefined;
  let [tables, rows] = [0, 0];
  for await (const part of partsOf(file)) {
    if (part.kind === 'header') found = part.header;
    if (part.kind === 'tableEnd') [tables, rows] = [tables + 1, rows + part.rows];
  }
  if (found === undefined) throw new BackupError('The file is empty.');
  return { header: found, tables, rows };
}

function parsed<T>(schema: z.ZodType<T>, content: Buffer): T {
  try {
    return schema.parse(JSON.parse(content.toString()));
  } catch (cause) {
    throw new BackupError('The file is damaged, or a backup of a later Copydesk.', { cause });
  }
}

const changed = (what: string) =>
  new BackupError(`${what} is not as it was written: its checksum is another.`);
