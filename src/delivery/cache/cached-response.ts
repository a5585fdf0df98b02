// A response as it is sent, with the headers for caches in front of the server.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { ChangeFeed } from '../../database/change-feed.js';
import { EXPOSED_HEADERS } from '../../config/exposed-headers.js';
import type { CacheTags } from './cache-tags.js';
import type { StoredResponse } from './response-store.js';

export type Encoding = 'br' | 'gzip';

/** How long a shared cache may keep a response, and serve it while it revalidates; less where a schedule comes before. */
const SHARED_SECONDS = 60;
/** Clients and proxies refuse headers that are much longer. */
const MAX_TAGS_LENGTH = 6000;
/** What a response takes of the store beside its body and its key, and what each tag takes. */
const RESPONSE_OVERHEAD_BYTES = 1500;
const TAG_OVERHEAD_BYTES = 150;
/** Below, compressing costs more than it saves. */
const MIN_COMPRESSIBLE_BYTES = 1024;

const compress = {
  br: (body: Buffer) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (body: Buffer) => promisify(gzip)(body),
};

/** Everybody's browser may read it. */
const PUBLIC = [
  ...['Access-Control-Allow-Origin', '*'],
  ...['Access-Control-Expose-Headers', EXPOSED_HEADERS.join(', ')],
];

interface Body {
  readonly data: string | Buffer;
  /** Of a string; a character is a byte where all are ASCII, or where it is compact. */
  readonly charset: 'latin1' | 'utf8' | undefined;
  readonly bytes: number;
}

const toBuffer = (data: string | Buffer, charset?: Body['charset']): Buffer =>
  typeof data === 'string' ? Buffer.from(data, charset) : data;

/** What was known when the response was executed, or later if no tag of it has been invalidated since. */
export interface Freshness {
  /** Of the store. */
  readonly version: number;
  /** The number of the last change. */
  readonly seq: number;
}

export class CachedResponse implements StoredResponse {
  version: number;
  seq: number;
  /** Those that never change: names and values in turn. */
  private readonly headers: readonly string[];
  /** Whether a shared cache may keep it: not where its tags are too many for a header. */
  private readonly isShared: boolean;
  private instant: { readonly reading: number; readonly at: number } | undefined;

  private constructor(
    private body: Body,
    private readonly type: string,
    private readonly etag: string,
    readonly tags: readonly string[],
    freshness: Freshness,
    readonly encoding?: Encoding,
  ) {
    this.version = freshness.version;
    this.seq = freshness.seq;
    const surrogateKey = tags.join(' ');
    this.isShared = surrogateKey.length <= MAX_TAGS_LENGTH;
    this.headers = [
      ...['Content-Type', type, 'ETag', `"${etag}"`, 'Vary', 'Accept, Accept-Encoding, Authorization'],
      ...['X-Content-Type-Options', 'nosniff'],
      ...(this.isShared ? ['Surrogate-Key', surrogateKey] : []),
      ...(encoding === undefined ? [] : ['Content-Encoding', encoding]),
      ...PUBLIC,
    ];
  }

  static of(json: string, type: string, tags: CacheTags, freshness: Freshness): CachedResponse {
    const bytes = Buffer.byteLength(json);
    const body: Body = { data: json, charset: bytes === json.length ? 'latin1' : 'utf8', bytes };
    return new CachedResponse(body, type, hash('sha1', json, 'base64url'), [...tags], freshness);
  }

  get bytes(): number {
    return this.body.bytes + RESPONSE_OVERHEAD_BYTES + TAG_OVERHEAD_BYTES * this.tags.length;
  }

  /**
   * To be called before it is stored: it becomes a string of one character a byte. V8 gives the memory of strings back.
   * Among buffers that come and go malloc is left with holes, as large together as all that is stored.
   */
  compact(): void {
    const { data, charset, bytes } = this.body;
    if (charset !== 'latin1')
      this.body = { data: toBuffer(data).toString('latin1'), charset: 'latin1', bytes };
  }

  get isCompressible(): boolean {
    return this.encoding === undefined && this.body.bytes >= MIN_COMPRESSIBLE_BYTES;
  }

  async compressed(encoding: Encoding): Promise<CachedResponse> {
    const { body, type, etag, tags } = this;
    const data = await compress[encoding](toBuffer(body.data, body.charset));
    const compressed: Body = { data, charset: undefined, bytes: data.length };
    return new CachedResponse(compressed, type, `${etag}-${encoding}`, tags, this, encoding);
  }

  send(request: IncomingMessage, response: ServerResponse, changes: ChangeFeed): void {
    const headers = [
      ...this.headers,
      ...['Cache-Control', this.cacheControl(changes), 'X-Content-Seq', String(this.seq)],
    ];
    if (request.method === 'GET' && matches(request.headers['if-none-match'], `"${this.etag}"`)) {
      response.writeHead(304, headers).end();
      return;
    }
    headers.push('Content-Length', String(this.body.bytes));
    const { data, charset } = this.body;
    // A string goes out in one piece with the headers.
    if (charset === undefined) response.writeHead(200, headers).end(data);
    else response.writeHead(200, headers).end(data, charset);
  }

  private cacheControl(changes: ChangeFeed): string {
    if (!this.isShared) return 'private, no-cache';
    // There may be a schedule that this server has not heard of.
    if (!changes.isUpToDate) return cacheControl(0, 0);
    const { instants } = changes;
    if (this.instant?.reading !== instants.readings) {
      this.instant = { reading: instants.readings, at: instants.next(this.tags) };
    }
    const seconds = Math.floor((this.instant.at - performance.now()) / 1000);
    if (seconds >= 2 * SHARED_SECONDS) return UNTIL_PURGED;
    const shared = Math.max(0, Math.min(SHARED_SECONDS, seconds));
    const stale = Math.max(0, Math.min(SHARED_SECONDS, seconds - shared));
    return cacheControl(shared, stale);
  }
}

const cacheControl = (shared: number, stale: number): string =>
  `public, max-age=0, s-maxage=${shared}, stale-while-revalidate=${stale}`;
const UNTIL_PURGED = cacheControl(SHARED_SECONDS, SHARED_SECONDS);

const matches = (ifNoneMatch: string | undefined, etag: string): boolean =>
  ifNoneMatch !== undefined &&
  ifNoneMatch.split(',').some((candidate) => ['*', etag, `W/${etag}`].includes(candidate.trim()));
