// Where every chain ended at an audit, in a file to be kept elsewhere. What is put back as it once was, its chain and head with it, fits
// itself; it does not fit such a file. The last line is a keyed hash over those before it.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { isSameHash } from './hashes.js';
import type { HistoryKey } from './keys.js';

const KIND = 'copydesk history heads';
const FORMAT = 1;
const BUFFER_CHARS = 64 * 1024;

export interface Head {
  readonly articleId: string;
  /** Events of the chain. */
  readonly count: number;
  /** Of the last of them. */
  readonly hash: string;
}

export class HeadsFileError extends Error {
  readonly code = 'HEADS_FILE';
}

/** Digests heads as they come, and writes them into a file, where one is named. What has that name is whole. */
export class HeadsWriter {
  private readonly digest = createHash('sha256');
  private buffer = '';

  private constructor(
    private readonly key: HistoryKey,
    private readonly file: string,
    private readonly partial: FileHandle | undefined,
  ) {}

  /**
   * @param file none: nothing is written
   * @throws HeadsFileError where there is such a file
   */
  static async open(key: HistoryKey, file: string | undefined): Promise<HeadsWriter> {
    const writer =
      file === undefined
        ? new HeadsWriter(key, '', undefined)
        : new HeadsWriter(key, file, await openNew(file));
    await writer.write(JSON.stringify({ kind: KIND, format: FORMAT }));
    return writer;
  }

  async add({ articleId, count, hash }: Head): Promise<void> {
    await this.write(JSON.stringify([articleId, count, hash]));
  }

  /** @returns the SHA-256 over all of them, hex: the same as long as no chain has changed */
  async end(): Promise<string> {
    const digest = this.digest.digest('hex');
    if (this.partial === undefined) return digest;
    const end = { keyId: this.key.id, hash: this.key.hash(digest) };
    await this.partial.write(`${this.buffer}${JSON.stringify(end)}\n`);
    await this.partial.sync();
    await this.partial.close();
    await rename(partialOf(this.file), this.file);
    return digest;
  }

  async abandon(): Promise<void> {
    if (this.partial === undefined) return;
    await this.partial.close();
    await rm(partialOf(this.file), { force: true });
  }

  private async write(line: string): Promise<void> {
    this.digest.update(`${line}\n`);
    if (this.partial === undefined) return;
    this.buffer += `${line}\n`;
    if (this.buffer.length < BUFFER_CHARS) return;
    await this.partial.write(this.buffer);
    this.buffer = '';
  }
}

const partialOf = (file: string): string => `${file}.partial`;

async function openNew(file: string): Promise<FileHandle> {
  for (const path of [file, partialOf(file)])
    if (existsSync(path)) throw new HeadsFileError(`${path} exists already; nothing is overwritten.`);
  return open(partialOf(file), 'wx', 0o600);
}

/** @throws HeadsFileError where the file is not as it was written, or was written with another key */
export async function assertHeadsFile(file: string, keys: readonly HistoryKey[]): Promise<void> {
  const digest = createHash('sha256');
  let first: string | undefined;
  let last: string | undefined;
  for await (const line of linesOf(file)) {
    if (last !== undefined) digest.update(`${last}\n`);
    first ??= line;
    last = line;
  }
  const { kind, format } = parsed(first);
  if (kind !== KIND || format !== FORMAT)
    throw new HeadsFileError(`${file} is no file that an audit has saved.`);
  const { keyId, hash } = parsed(last);
  const key = keys.find(({ id }) => id === keyId);
  if (key === undefined) throw new HeadsFileError(`${file} is cut off, or was saved with another key.`);
  if (!isSameHash(key.hash(digest.digest('hex')), String(hash)))
    throw new HeadsFileError(`${file} is not as it was saved.`);
}

/** Of a file that is as it was written. */
export async function* headsIn(file: string): AsyncGenerator<Head> {
  for await (const line of linesOf(file)) {
    if (!line.startsWith('[')) continue;
    const [articleId, count, hash] = JSON.parse(line) as [string, number, string];
    yield { articleId, count, hash };
  }
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const handle = await open(file);
  yield* handle.readLines();
}

function parsed(line = ''): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(line) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}
