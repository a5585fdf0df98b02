// A response as it is sent, with the headers for caches in front of the server.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { EXPOSED_HEADERS } from '../../config/exposed-headers.js';
import type { CacheTags } from './cache-tags.js';
import type { StoredResponse } from './response-store.js';

export type Encoding = 'br' | 'gzip';

/**
 * How long a shared cache may keep what is live, and all else: lists, counts, searches, and that there is nothing. Both are
 * constant: a time that followed the next schedule would tell of an embargo. What changes before is purged by its key.
 */
const LIVE_SECONDS = 60;
const OTHER_SECONDS = 5;
/** While it revalidates. What was taken down is served for as long on top where nobody purges it. */
const REVALIDATION_SECONDS = 5;
/** What a response takes of the store beside its body and its key, and what each tag takes. */
const RESPONSE_OVERHEAD_BYTES = 1500;
const TAG_OVERHEAD_BYTES = 150;
/** Below, compressing costs more than it saves. */
const MIN_COMPRESSIBLE_BYTES = 1024;

const cacheControlOf = (seconds: number, revalidationSeconds: number): string =>
  `public, max-age=0, s-maxage=${seconds}, stale-while-revalidate=${revalidationSeconds}`;
const LIVE = cacheControlOf(LIVE_SECONDS, REVALIDATION_SECONDS);
const OTHER = cacheControlOf(OTHER_SECONDS, REVALIDATION_SECONDS);
const NOT_KEPT = cacheControlOf(0, 0);

const compress = {
  br: (body: Buffer) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (body: Buffer) => promisify(gzip)(body),
};

/** Of every response: a cache in front gives nobody one that is older than X-Content-Min-Seq names. */
export const VARY = 'Accept, Accept-Encoding, Authorization, X-Content-Min-Seq';

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

  private constructor(
    private body: Body,
    private readonly type: string,
    private readonly etag: string,
    readonly tags: readonly string[],
    private readonly surrogateKey: string,
    private readonly cacheControl: string,
    freshness: Freshness,
    readonly encoding?: Encoding,
  ) {
    this.version = freshness.version;
    this.seq = freshness.seq;
    this.headers = [
      ...['Content-Type', type, 'ETag', `"${etag}"`, 'Vary', VARY],
      ...['X-Content-Type-Options', 'nosniff'],
      ...['Surrogate-Key', surrogateKey],
      ...(encoding === undefined ? [] : ['Content-Encoding', encoding]),
      ...PUBLIC,
    ];
  }

  static of(json: string, type: string, tags: CacheTags, freshness: Freshness): CachedResponse {
    const bytes = Buffer.byteLength(json);
    const body: Body = { data: json, charset: bytes === json.length ? 'latin1' : 'utf8', bytes };
    const cacheControl = tags.areOfLiveThings ? LIVE : OTHER;
    const etag = hash('sha1', json, 'base64url');
    return new CachedResponse(body, type, etag, tags.all, tags.surrogateKey, cacheControl, freshness);
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
    const { body, type, etag, tags, surrogateKey, cacheControl } = this;
    const data = await compress[encoding](toBuffer(body.data, body.charset));
    const compressed: Body = { data, charset: undefined, bytes: data.length };
    return new CachedResponse(
      compressed,
      type,
      `${etag}-${encoding}`,
      tags,
      surrogateKey,
      cacheControl,
      this,
      encoding,
    );
  }

  /**
   * @param isCurrent whether it is known to be what readers see now; else no shared cache may keep it
   * @param staleSeconds since it was last known to be, where it is served although it may not be
   */
  send(request: IncomingMessage, response: ServerResponse, isCurrent: boolean, staleSeconds?: number): void {
    const headers = [
      ...this.headers,
      ...['Cache-Control', isCurrent ? this.cacheControl : NOT_KEPT],
      ...['X-Content-Seq', String(this.seq)],
    ];
    if (staleSeconds !== undefined) headers.push('Age', String(staleSeconds));
    if (request.method !== 'POST' && matches(request.headers['if-none-match'], `"${this.etag}"`)) {
      response.writeHead(304, headers).end();
      return;
    }
    headers.push('Content-Length', String(this.body.bytes));
    const { data, charset } = this.body;
    // A string goes out in one piece with the headers.
    if (charset === undefined) response.writeHead(200, headers).end(data);
    else response.writeHead(200, headers).end(data, charset);
  }
}

const matches = (ifNoneMatch: string | undefined, etag: string): boolean =>
  ifNoneMatch !== undefined &&
  ifNoneMatch.split(',').some((candidate) => ['*', etag, `W/${etag}`].includes(candidate.trim()));
