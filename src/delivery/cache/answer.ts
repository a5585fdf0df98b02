// An answer as it goes out, and what caches in front of us are told of it.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Dependencies } from '../dependencies.js';
import type { StoredAnswer } from './answer-store.js';

export type Encoding = 'br' | 'gzip';

/** Seconds that a shared cache may keep an answer, and serve it while it asks anew; less where a schedule comes before. */
const SHARED = 60;
/** Characters of the ids in a header: clients and proxies refuse headers that are much longer. */
const MOST_IDS = 6000;
/** An answer's share of the store beside its body and its key. */
const OVERHEAD = 1024;
/** Bytes below which packing costs more than it saves. */
const WORTH_PACKING = 1024;

const pack = {
  br: (body: Buffer) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (body: Buffer) => promisify(gzip)(body),
};

export class Answer implements StoredAnswer {
  private constructor(
    readonly body: Buffer,
    private readonly type: string,
    private readonly etag: string,
    /** undefined where they are too many: no shared cache could know when to drop it. */
    private readonly surrogateKey: string | undefined,
    readonly dependencies: Dependencies,
    public mark: number,
    private readonly encoding?: Encoding,
  ) {}

  /** @param mark of the store, from before it was asked of the database */
  static of(json: string, type: string, dependencies: Dependencies, mark: number): Answer {
    const body = Buffer.from(json);
    const ids = [...dependencies].join(' ');
    const etag = createHash('sha1').update(body).digest('base64url');
    return new Answer(body, type, etag, ids.length <= MOST_IDS ? ids : undefined, dependencies, mark);
  }

  get bytes(): number {
    return this.body.byteLength + OVERHEAD;
  }

  get isWorthPacking(): boolean {
    return this.encoding === undefined && this.body.byteLength >= WORTH_PACKING;
  }

  async packed(encoding: Encoding): Promise<Answer> {
    const { body, type, etag, surrogateKey, dependencies, mark } = this;
    const packed = await pack[encoding](body);
    return new Answer(packed, type, `${etag}-${encoding}`, surrogateKey, dependencies, mark, encoding);
  }

  /** @param untilInstant milliseconds until the clock alone changes it; Infinity where it does not */
  send(request: FastifyRequest, reply: FastifyReply, untilInstant: number): FastifyReply {
    const etag = `"${this.etag}"`;
    void reply.headers({
      ETag: etag,
      'Cache-Control': this.cacheControl(untilInstant),
      'Content-Type': this.type,
      Vary: 'Accept, Accept-Encoding, Authorization',
    });
    if (this.surrogateKey !== undefined) void reply.header('Surrogate-Key', this.surrogateKey);
    if (request.method === 'GET' && matches(request.headers['if-none-match'], etag)) {
      return reply.status(304).send();
    }
    if (this.encoding !== undefined) void reply.header('Content-Encoding', this.encoding);
    return reply.send(this.body);
  }

  private cacheControl(untilInstant: number): string {
    if (this.surrogateKey === undefined) return 'private, no-cache';
    const seconds = Math.floor(untilInstant / 1000);
    const shared = Math.max(0, Math.min(SHARED, seconds));
    const stale = Math.max(0, Math.min(SHARED, seconds - shared));
    return `public, max-age=0, s-maxage=${shared}, stale-while-revalidate=${stale}`;
  }
}

const matches = (ifNoneMatch: string | undefined, etag: string): boolean =>
  ifNoneMatch !== undefined &&
  ifNoneMatch.split(',').some((candidate) => ['*', etag, `W/${etag}`].includes(candidate.trim()));
