// What the file of a backup consists of: gzip over frames. A frame is its kind (one byte), the length of its content (four bytes) and
// the content, so that a reader holds one at a time. What a table holds is in PostgreSQL's text format of COPY, which later versions
// of PostgreSQL read.

import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { BackupError } from './backup-error.js';

export const FRAME = { header: 0x48, table: 0x54, rows: 0x52, tableEnd: 0x45, end: 0x5a } as const;
export type FrameKind = (typeof FRAME)[keyof typeof FRAME];

export interface Frame {
  readonly kind: number;
  readonly content: Buffer;
}

const PREFIX_BYTES = 5;
/** A reader refuses more, so that a damaged length costs no memory. */
const MAX_CONTENT_BYTES = 1024 * 1024;
const CHUNK_BYTES = 64 * 1024;

export function jsonFrame(kind: FrameKind, value: object): Buffer {
  return encoded(kind, Buffer.from(JSON.stringify(value)));
}

/** A value of a table may have more than fits into a frame. */
export function* rowsFrames(content: Buffer): Generator<Buffer> {
  for (let start = 0; start < content.length; start += MAX_CONTENT_BYTES)
    yield encoded(FRAME.rows, content.subarray(start, start + MAX_CONTENT_BYTES));
}

export function encoded(kind: number, content: Buffer): Buffer {
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.writeUInt8(kind);
  prefix.writeUInt32BE(content.length, 1);
  return Buffer.concat([prefix, content]);
}

/** The frames of `file`, whatever they are. Throws a BackupError where the file ends too early or is not such a file. */
export async function* framesOf(file: string): AsyncGenerator<Frame> {
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  const source = createReadStream(file, { highWaterMark: CHUNK_BYTES });
  source.on('error', (error) => gunzip.destroy(error)).pipe(gunzip);
  let rest = Buffer.alloc(0);
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      rest = Buffer.concat([rest, chunk]);
      for (let length = lengthOf(rest); length !== undefined; length = lengthOf(rest)) {
        yield { kind: rest.readUInt8(), content: rest.subarray(PREFIX_BYTES, PREFIX_BYTES + length) };
        rest = rest.subarray(PREFIX_BYTES + length);
      }
    }
  } catch (error) {
    const isDamaged = String((error as NodeJS.ErrnoException).code).startsWith('Z_');
    throw isDamaged
      ? new BackupError('The file is damaged, cut off or no backup of Copydesk.', { cause: error })
      : error;
  } finally {
    source.destroy();
  }
  if (rest.length > 0) throw new BackupError('The file is cut off.');
}

/** Undefined where the frame that begins here is not whole yet. */
function lengthOf(bytes: Buffer): number | undefined {
  if (bytes.length < PREFIX_BYTES) return undefined;
  const length = bytes.readUInt32BE(1);
  if (length > MAX_CONTENT_BYTES) throw new BackupError('The file is damaged or no backup of Copydesk.');
  return bytes.length >= PREFIX_BYTES + length ? length : undefined;
}
