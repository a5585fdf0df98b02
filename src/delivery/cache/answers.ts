// Stands before the delivery API: a public question that was answered is answered from memory, without entering Apollo,
// as long as nothing that the answer depends on has changed; of several who ask the same at once, one has it answered.
// It also gives answers what caches in front of us need.
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { CONFIG, type ServerConfig } from '../../config/config.js';
import { ContentChanges } from '../../database/content-changes.js';
import { dependenciesOf, type Dependencies } from '../dependencies.js';
import { answerKey } from './answer-key.js';
import { AnswerStore, type StoredAnswer } from './answer-store.js';

interface Answer extends StoredAnswer {
  readonly body: Buffer;
  readonly type: string;
  readonly etag: string;
  /** undefined where they are too many: no shared cache could know when to drop it. */
  readonly surrogateKey: string | undefined;
}

/** What is known of a request that is being answered. */
interface Pending {
  readonly key?: string;
  readonly mark: number;
  readonly done: () => void;
}

const PATH = '/graphql';
/** Milliseconds that a request waits for the change that it wants known. */
const MOST_WAIT = 2000;
/** Seconds that a shared cache may keep an answer, and serve it while it asks anew; less where a schedule comes before. */
const SHARED = 60;
/** Characters of the ids in a header: clients and proxies refuse headers that are much longer. */
const MOST_IDS = 6000;
/** An answer's share of the store beside its body and its key. */
const OVERHEAD = 1024;

@Injectable()
export class Answers implements OnModuleInit {
  private readonly store: AnswerStore<Answer>;
  private readonly pending = new WeakMap<FastifyRequest, Pending>();
  private readonly underWay = new Map<string, Promise<void>>();

  constructor(
    @Inject(CONFIG) private readonly config: ServerConfig,
    private readonly changes: ContentChanges,
    private readonly host: HttpAdapterHost,
  ) {
    this.store = new AnswerStore(config.cacheBytes);
    changes.onChange((touched) => this.store.changed(touched));
  }

  onModuleInit(): void {
    const server: FastifyInstance = this.host.httpAdapter.getInstance();
    server.addHook('preHandler', (request, reply) => this.before(request, reply));
    server.addHook('onSend', async (request, reply, payload) => this.after(request, reply, payload));
    // Who went away before the answer came must not keep the others waiting.
    server.addHook('onResponse', async (request) => this.pending.get(request)?.done());
  }

  private async before(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    if (request.routeOptions.url !== PATH || request.method === 'OPTIONS') return undefined;
    if (!(await this.knowsEnough(request))) {
      reply.status(503).header('Retry-After', '1');
      return reply.send({ errors: [{ message: 'This server does not know of that change yet.' }] });
    }
    reply.header('X-Content-Seq', String(this.changes.known));
    if (request.headers.authorization !== undefined) return undefined;
    const key = this.config.cacheBytes > 0 ? answerKey(request) : undefined;
    const answer = key && (this.kept(key) ?? (await this.fromAnother(key)));
    if (answer) return reply.send(this.described(request, reply, answer));
    this.begin(request, key);
    return undefined;
  }

  private kept(key: string): Answer | undefined {
    this.changes.passInstants();
    return this.changes.isUpToDate ? this.store.get(key) : undefined;
  }

  /** Waits for whoever has the same question answered just now. */
  private async fromAnother(key: string): Promise<Answer | undefined> {
    const underWay = this.underWay.get(key);
    if (underWay === undefined) return undefined;
    await underWay;
    return this.kept(key);
  }

  private begin(request: FastifyRequest, key: string | undefined): void {
    let done: Pending['done'] = () => undefined;
    if (key !== undefined) {
      const answered = new Promise<void>((resolve) => (done = resolve));
      this.underWay.set(key, answered);
      void answered.then(() => this.underWay.get(key) === answered && this.underWay.delete(key));
    }
    this.pending.set(request, { key, mark: this.store.mark(), done });
  }

  /** @returns whether this server knows the change that the request names, after waiting for it if need be */
  private async knowsEnough({ headers }: FastifyRequest): Promise<boolean> {
    const wanted = Number(headers['x-content-min-seq'] ?? 0);
    return !(wanted > this.changes.known) || this.changes.waitFor(wanted, MOST_WAIT);
  }

  /** What the API has answered is kept, for those who asked the same meanwhile too. */
  private after(request: FastifyRequest, reply: FastifyReply, payload: unknown): unknown {
    const pending = this.pending.get(request);
    if (pending === undefined) return payload;
    this.pending.delete(request);
    const dependencies = dependenciesOf(request);
    const isWhole =
      reply.statusCode === 200 && typeof payload === 'string' && !payload.startsWith('{"errors"');
    const answer = isWhole && dependencies ? answerOf(payload, reply, dependencies, pending.key) : undefined;
    this.changes.passInstants();
    if (answer && pending.key !== undefined && this.changes.isUpToDate) {
      this.store.keep(pending.key, answer, pending.mark);
    }
    pending.done();
    return answer ? this.described(request, reply, answer) : payload;
  }

  /** Sets the headers that an answer has, and gives its body; none for who has it already. */
  private described(request: FastifyRequest, reply: FastifyReply, answer: Answer): Buffer | null {
    reply.headers({
      ETag: answer.etag,
      ...(answer.surrogateKey !== undefined && { 'Surrogate-Key': answer.surrogateKey }),
      'Cache-Control': this.cacheControl(answer),
      'Content-Type': answer.type,
      Vary: 'Accept, Authorization',
    });
    if (request.method !== 'GET' || !matches(request.headers['if-none-match'], answer.etag))
      return answer.body;
    reply.status(304).removeHeader('Content-Length');
    return null;
  }

  private cacheControl({ dependencies, surrogateKey }: Answer): string {
    if (surrogateKey === undefined) return 'private, no-cache';
    const untilInstant = (this.changes.untilInstant(dependencies) ?? Infinity) / 1000;
    const shared = Math.max(0, Math.min(SHARED, Math.floor(untilInstant)));
    const stale = Math.max(0, Math.min(SHARED, Math.floor(untilInstant) - shared));
    return `public, max-age=0, s-maxage=${shared}, stale-while-revalidate=${stale}`;
  }
}

function answerOf(payload: string, reply: FastifyReply, dependencies: Dependencies, key = ''): Answer {
  const body = Buffer.from(payload);
  const ids = [...dependencies].join(' ');
  return {
    body,
    type: String(reply.getHeader('content-type')),
    etag: `"${createHash('sha1').update(body).digest('base64url')}"`,
    surrogateKey: ids.length <= MOST_IDS ? ids : undefined,
    dependencies,
    bytes: body.byteLength + 2 * key.length + OVERHEAD,
  };
}

const matches = (ifNoneMatch: string | undefined, etag: string): boolean =>
  ifNoneMatch !== undefined &&
  ifNoneMatch.split(',').some((candidate) => ['*', etag, `W/${etag}`].includes(candidate.trim()));
