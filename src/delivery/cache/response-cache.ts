// Responses to public requests: from memory as long as no tag of theirs has been invalidated, else executed, once for all
// requests that want the same at the same time. What has errors, or is about the schema, is not cached.
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { CONFIG, type ServerConfig } from '../../config/config.js';
import { ChangeFeed } from '../../database/change-feed.js';
import { changeNotKnown } from '../../domain/errors.js';
import { noteFacts } from '../../graphql/request-facts.js';
import type { GraphQLRequest } from '../operations/graphql-request.js';
import { HttpError } from '../operations/http-error.js';
import { OperationExecutor } from '../operations/operation-executor.js';
import { CachedResponse, type Encoding } from './cached-response.js';
import { encodingFor } from './content-negotiation.js';
import { minSeqOf, notASeq } from './min-seq.js';
import type { CacheResponder } from './raw-cache.handler.js';
import { ResponseStore } from './response-store.js';

/** How long a request waits for the change that it wants shown. */
const MAX_WAIT_MS = 2000;
const RETRY_AFTER_SECONDS = 1;
/** Of all requests, as they were sent, whose response's key is remembered. */
const MAX_RAW_KEYS_LENGTH = 4_000_000;

/** The body of a response that is nobody's to cache. */
type Uncached = string;

interface InFlight {
  /** Of the store, when the execution began. */
  readonly version: number;
  /** undefined when it is done. */
  response: Promise<CachedResponse | Uncached> | undefined;
}

@Injectable()
export class ResponseCache implements CacheResponder {
  private readonly store: ResponseStore<CachedResponse>;
  /** Responses from memory (shared with a request at the same time included), the same while PostgreSQL is away, and from the database. */
  readonly stats = { cache: 0, stale: 0, api: 0 };
  private readonly isEnabled: boolean;
  private readonly inFlight = new Map<string, InFlight>();
  /** The key of the response, by the bytes of the request. */
  private readonly keys = new LRUCache<string, string>({
    maxSize: MAX_RAW_KEYS_LENGTH,
    sizeCalculation: (_, rawKey) => rawKey.length + 100,
  });
  private readonly rawKeys = new WeakMap<IncomingMessage, string>();

  constructor(
    @Inject(CONFIG) private readonly config: ServerConfig,
    private readonly changes: ChangeFeed,
    private readonly executor: OperationExecutor,
  ) {
    this.store = new ResponseStore(config.cacheBytes);
    this.isEnabled = config.cacheBytes > 0;
    changes.onChange((touched) => this.store.invalidate(touched));
  }

  /** What is cached at this moment. */
  get size(): { readonly responses: number; readonly bytes: number } {
    return this.store.size;
  }

  tryServe(request: IncomingMessage, response: ServerResponse, rawKey: string): boolean {
    const key = this.keys.get(rawKey);
    const cached = key !== undefined && this.knows(minSeqOf(request)) ? this.cached(key) : undefined;
    // It was too short to compress when the same was requested before.
    const isToBeCompressed = cached?.isCompressible && encodingFor(request.headers['accept-encoding']);
    if (cached === undefined || isToBeCompressed) {
      this.rawKeys.set(request, rawKey);
      return false;
    }
    cached.send(request, response, true);
    return true;
  }

  /**
   * Waits for the change that a request wants shown, and says which is the last that is.
   * @throws HttpError where that takes too long
   */
  async waitForMinSeq(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const minSeq = minSeqOf(request.raw);
    if (Number.isNaN(minSeq)) throw notASeq();
    if (!this.knows(minSeq) && !(await this.changes.waitFor(minSeq, MAX_WAIT_MS)))
      throw new HttpError(503, [changeNotKnown(RETRY_AFTER_SECONDS)]);
    void reply.header('X-Content-Seq', String(this.changes.known));
  }

  /**
   * Sends the response, or returns the body of one that is nobody's to cache.
   * @throws HttpError where nothing was executed
   */
  async respond(
    request: GraphQLRequest,
    type: string,
    from: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Uncached | undefined> {
    const { raw } = from;
    const encoding = encodingFor(raw.headers['accept-encoding']);
    // Overwritten where it is executed.
    if (this.config.logHits) noteFacts(from, { cache: 'hit' });
    if (await this.serveStale(request, encoding, from, reply)) return undefined;
    const response = await this.responseTo(request, type, encoding, from);
    if (typeof response === 'string') return response;
    const rawKey = this.rawKeys.get(raw);
    if (rawKey !== undefined) this.keys.set(rawKey, keyOf(request, response.encoding));
    response.send(raw, reply.hijack().raw, this.changes.isUpToDate);
    return undefined;
  }

  /** Where PostgreSQL cannot be reached, for a while. Nothing of it is stored again, not even compressed. */
  private async serveStale(
    request: GraphQLRequest,
    encoding: Encoding | undefined,
    from: FastifyRequest,
    reply: FastifyReply,
  ): Promise<boolean> {
    if (this.changes.isUpToDate) return false;
    const kept = () => this.store.get(keyOf(request, encoding)) ?? this.store.get(keyOf(request, undefined));
    if (kept() === undefined) return false;
    await this.changes.settled();
    this.changes.fireDue();
    const { staleSeconds } = this.changes;
    const response = staleSeconds === undefined ? undefined : kept();
    if (response === undefined) return false;
    this.stats.stale += 1;
    if (this.config.logHits) noteFacts(from, { cache: 'stale' });
    response.seq = this.changes.known;
    response.send(from.raw, reply.hijack().raw, false, staleSeconds);
    return true;
  }

  /** Never a change that is no number. */
  private knows(seq: number): boolean {
    return seq <= this.changes.known;
  }

  private async responseTo(
    request: GraphQLRequest,
    type: string,
    encoding: Encoding | undefined,
    from: FastifyRequest,
  ): Promise<CachedResponse | Uncached> {
    const key = keyOf(request, encoding);
    const cached = this.cached(key);
    if (cached !== undefined) return cached;
    if (encoding === undefined) return this.singleFlight(key, () => this.execute(request, type, from));
    const response = await this.responseTo(request, type, undefined, from);
    if (typeof response === 'string' || !response.isCompressible) return response;
    return this.singleFlight(key, () => response.compressed(encoding));
  }

  private cached(key: string): CachedResponse | undefined {
    this.changes.fireDue();
    const response = this.changes.isUpToDate ? this.store.get(key) : undefined;
    if (response === undefined) return undefined;
    this.stats.cache += 1;
    response.seq = this.changes.known;
    return response;
  }

  /** Executes and stores a response, for all who want the same meanwhile and came before it was invalidated. */
  private async singleFlight(
    key: string,
    execute: () => Promise<CachedResponse | Uncached>,
  ): Promise<CachedResponse | Uncached> {
    const inFlight = this.changes.isUpToDate ? this.inFlight.get(key) : undefined;
    if (inFlight?.response !== undefined) {
      const response = await inFlight.response;
      if (!this.isShareable(inFlight, response)) return this.singleFlight(key, execute);
      this.stats.cache += 1;
      return response;
    }
    const executing: InFlight = { version: this.store.version(), response: undefined };
    const executed = execute().finally(() => {
      if (this.inFlight.get(key) === executing) this.inFlight.delete(key);
      // A Map's table that it has outgrown goes on holding its entries, and the next table, until V8's next major collection: with
      // them, every second response and its request outlived the minor ones.
      executing.response = undefined;
    });
    executing.response = executed;
    this.inFlight.set(key, executing);
    const response = await executed;
    if (typeof response !== 'string' && this.isEnabled && this.isCurrent(response)) {
      response.compact();
      this.store.set(key, response);
    }
    return response;
  }

  /** What is not cached has no tags, and is shared only where nothing at all has changed. */
  private isShareable({ version }: InFlight, response: CachedResponse | Uncached): boolean {
    if (typeof response !== 'string') return this.isCurrent(response);
    this.changes.fireDue();
    return this.changes.isUpToDate && this.store.version() === version;
  }

  private isCurrent(response: CachedResponse): boolean {
    this.changes.fireDue();
    if (!this.changes.isUpToDate || !this.store.isCurrent(response)) return false;
    response.seq = this.changes.known;
    return true;
  }

  private async execute(
    request: GraphQLRequest,
    type: string,
    from: FastifyRequest,
  ): Promise<CachedResponse | Uncached> {
    this.changes.fireDue();
    const freshness = { version: this.store.version(), seq: this.changes.known };
    this.stats.api += 1;
    const { json, tags, isCacheable, facts } = await this.executor.execute(request, from.id);
    noteFacts(from, { ...facts, cache: isCacheable && this.isEnabled ? 'miss' : 'uncached' });
    return isCacheable ? CachedResponse.of(json, type, tags, freshness) : json;
  }
}

const keyOf = ({ key }: GraphQLRequest, encoding: Encoding | undefined): string => `${encoding ?? ''} ${key}`;
