// An answer as it goes out, and what caches in front of us are told of it.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { ContentChanges } from '../../database/content-changes.js';
import type { Dependencies } from '../dependencies.js';
import type { StoredAnswer } from './answer-store.js';

export type Encoding = 'br' | 'gzip';

/** Seconds that a shared cache may keep an answer, and serve it while it asks anew; less where a schedule comes before. */
const SHARED = 60;
/** Characters of the ids in a header: clients and proxies refuse headers that are much longer. */
const MOST_IDS = 6000;
/** An answer's share of the store beside its body and its key, and beside each key of what it depends on. */
const OVERHEAD = 1500;
const OVERHEAD_OF_KEY = 150;
/** Bytes below which packing costs more than it saves. */
const WORTH_PACKING = 1024;

const pack = {
  br: (body: Buffer) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (body: Buffer) => promisify(gzip)(body),
};

/** Everybody's browser may read it. */
const PUBLIC = [
  ...['Access-Control-Allow-Origin', '*'],
  ...['Access-Control-Expose-Headers', 'X-Content-Seq, Retry-After, ETag'],
];

/** What was known when it was asked of the database, or later if nothing has touched it since. */
export interface Made {
  /** Of the store. */
  readonly mark: number;
  /** The last change. */
  readonly known: number;
}

export class Answer implements StoredAnswer {
  mark: number;
  known: number;
  /** Those that stay: names and values in turn. */
  private readonly headers: readonly string[];
  /** Where a shared cache may keep it: not where its ids are too many for any to know when to drop it. */
  private readonly isShared: boolean;
  private instant: { readonly reading: number; readonly at: number } | undefined;

  private constructor(
    /** Its bytes; once it is kept, as a string of one character a byte. */
    private body: Buffer | string,
    private readonly type: string,
    private readonly etag: string,
    readonly dependencies: readonly string[],
    made: Made,
    readonly encoding?: Encoding,
  ) {
    this.mark = made.mark;
    this.known = made.known;
    const ids = dependencies.join(' ');
    this.isShared = ids.length <= MOST_IDS;
    this.headers = [
      ...['Content-Type', type, 'ETag', `"${etag}"`, 'Vary', 'Accept, Accept-Encoding, Authorization'],
      ...(this.isShared ? ['Surrogate-Key', ids] : []),
      ...(encoding === undefined ? [] : ['Content-Encoding', encoding]),
      ...PUBLIC,
    ];
  }

  static of(json: string, type: string, dependencies: Dependencies, made: Made): Answer {
    const body = Buffer.from(json);
    const etag = createHash('sha1').update(body).digest('base64url');
    return new Answer(body, type, etag, [...dependencies], made);
  }

  get bytes(): number {
    return this.body.length + OVERHEAD + OVERHEAD_OF_KEY * this.dependencies.length;
  }

  /**
   * To be called where it is kept: V8 gives the memory of strings back, and writes one together with the headers. Among
   * buffers that come and go malloc is left with holes, as many as all that is kept.
   */
  settle(): void {
    if (typeof this.body !== 'string') this.body = this.body.toString('latin1');
  }

  get isWorthPacking(): boolean {
    return this.encoding === undefined && this.body.length >= WORTH_PACKING;
  }

  async packed(encoding: Encoding): Promise<Answer> {
    const { body, type, etag, dependencies } = this;
    const packed = await pack[encoding](typeof body === 'string' ? Buffer.from(body, 'latin1') : body);
    return new Answer(packed, type, `${etag}-${encoding}`, dependencies, this, encoding);
  }

  send(request: IncomingMessage, response: ServerResponse, changes: ContentChanges): void {
    const headers = [
      ...this.headers,
      ...['Cache-Control', this.cacheControl(changes), 'X-Content-Seq', String(this.known)],
    ];
    if (request.method === 'GET' && matches(request.headers['if-none-match'], `"${this.etag}"`)) {
      response.writeHead(304, headers).end();
      return;
    }
    headers.push('Content-Length', String(this.body.length));
    response.writeHead(200, headers).end(this.body, 'latin1');
  }

  private cacheControl(changes: ContentChanges): string {
    if (!this.isShared) return 'private, no-cache';
    // A schedule may have been made that nobody has heard of.
    if (!changes.isUpToDate) return cacheControl(0, 0);
    if (this.instant?.reading !== changes.instantsRead) {
      this.instant = { reading: changes.instantsRead, at: changes.nextInstant(this.dependencies) };
    }
    if (this.instant.at === Infinity) return UNTIL_PURGED;
    const seconds = Math.floor((this.instant.at - performance.now()) / 1000);
    const shared = Math.max(0, Math.min(SHARED, seconds));
    const stale = Math.max(0, Math.min(SHARED, seconds - shared));
    return cacheControl(shared, stale);
  }
}

const cacheControl = (shared: number, stale: number): string =>
  `public, max-age=0, s-maxage=${shared}, stale-while-revalidate=${stale}`;
const UNTIL_PURGED = cacheControl(SHARED, SHARED);

const matches = (ifNoneMatch: string | undefined, etag: string): boolean =>
  ifNoneMatch !== undefined &&
  ifNoneMatch.split(',').some((candidate) => ['*', etag, `W/${etag}`].includes(candidate.trim()));
