// Stands before the delivery API: a public question is answered from memory as long as nothing that its answer depends on
// has changed, else from the database, for all who ask the same at once. What is left to Apollo is nobody's to keep.
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { CONFIG, type ServerConfig } from '../../config/config.js';
import { ContentChanges } from '../../database/content-changes.js';
import { badUserInput, changeNotKnown } from '../../domain/errors.js';
import { formatError } from '../../graphql/format-error.js';
import { PersistedDocuments, type Refusal } from '../questions/persisted-documents.js';
import { Questions } from '../questions/questions.js';
import { questionOf, sentIn, writeOut, type RequestQuestion } from '../questions/request-question.js';
import { encodingFor, typeFor } from './accepted.js';
import { AnswerStore } from './answer-store.js';
import { Answer, type Encoding } from './answer.js';
import type { Doorkeeper } from './door.js';

const PATH = '/graphql';
/** Milliseconds that a request waits for the change that it wants known. */
const MOST_WAIT = 2000;
/** Seconds after which to ask again for a change that was not known in time. */
const RETRY_AFTER = 1;
/** How many characters of requests, as they were sent, are remembered with the keys of their answers. */
const MOST_ASKED = 4_000_000;

@Injectable()
export class Answers implements Doorkeeper, OnModuleInit {
  private readonly store: AnswerStore<Answer>;
  /** Answers given from memory (shared with another request under way included), and from the database. */
  readonly given = { cache: 0, api: 0 };
  private readonly keepsAny: boolean;
  private readonly underWay = new Map<string, Promise<Answer | undefined>>();
  /** The key of the answer, by the bytes of the request. */
  private readonly keys = new LRUCache<string, string>({
    maxSize: MOST_ASKED,
    sizeCalculation: (_, asked) => asked.length + 100,
  });
  private readonly askedBy = new WeakMap<IncomingMessage, string>();

  constructor(
    @Inject(CONFIG) config: ServerConfig,
    private readonly changes: ContentChanges,
    private readonly questions: Questions,
    private readonly documents: PersistedDocuments,
    private readonly host: HttpAdapterHost,
  ) {
    this.store = new AnswerStore(config.cacheBytes);
    this.keepsAny = config.cacheBytes > 0;
    changes.onChange((touched) => this.store.changed(touched));
  }

  onModuleInit(): void {
    const server: FastifyInstance = this.host.httpAdapter.getInstance();
    server.addHook('preHandler', (request, reply) => this.before(request, reply));
  }

  answer(request: IncomingMessage, response: ServerResponse, asked: string): boolean {
    const key = this.keys.get(asked);
    const answer = key !== undefined && this.knows(wantedBy(request)) ? this.kept(key) : undefined;
    // It was short when the same was asked before.
    const isToBePacked = answer?.isWorthPacking && encodingFor(request.headers['accept-encoding']);
    if (answer === undefined || isToBePacked) {
      this.askedBy.set(request, asked);
      return false;
    }
    this.send(answer, request, response);
    return true;
  }

  private async before(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    if (request.routeOptions.url !== PATH || request.method === 'OPTIONS') return undefined;
    const wanted = wantedBy(request.raw);
    if (Number.isNaN(wanted)) return refuse(reply, { status: 400, error: NO_NUMBER });
    if (!this.knows(wanted) && !(await this.changes.waitFor(wanted, MOST_WAIT))) {
      void reply.header('Retry-After', String(RETRY_AFTER));
      return refuse(reply, { status: 503, error: changeNotKnown(RETRY_AFTER) });
    }
    void reply.header('X-Content-Seq', String(this.changes.known));
    const sent = sentIn(request);
    const text = this.documents.textOf(sent);
    if (typeof text === 'object') return refuse(reply, text);
    if (text === undefined) return undefined;
    writeOut(request, text);
    const { accept, authorization, 'accept-encoding': acceptEncoding } = request.headers;
    const type = typeFor(accept);
    if (authorization !== undefined || type === undefined) return undefined;
    const question = questionOf(sent, text, type);
    if (question === undefined) return undefined;
    const encoding = encodingFor(acceptEncoding);
    const answer = await this.answerTo(question, type, encoding);
    if (answer === undefined) return undefined;
    const asked = this.askedBy.get(request.raw);
    if (asked !== undefined && this.keepsAny) this.keys.set(asked, keyOf(question, answer.encoding));
    this.send(answer, request.raw, reply.hijack().raw);
    return reply;
  }

  private send(answer: Answer, request: IncomingMessage, response: ServerResponse): void {
    const server: Server = this.host.httpAdapter.getHttpServer();
    // A connection that is kept open would keep the server from ending.
    if (!server.listening) response.shouldKeepAlive = false;
    answer.send(request, response, this.changes);
  }

  /** Never a change that is no number. */
  private knows(wanted: number): boolean {
    return wanted <= this.changes.known;
  }

  private async answerTo(
    question: RequestQuestion,
    type: string,
    encoding: Encoding | undefined,
  ): Promise<Answer | undefined> {
    const key = keyOf(question, encoding);
    const kept = this.kept(key);
    if (kept !== undefined) return kept;
    if (encoding === undefined) return this.once(key, () => this.made(question, type));
    const answer = await this.answerTo(question, type, undefined);
    if (!answer?.isWorthPacking) return answer;
    return this.once(key, () => answer.packed(encoding));
  }

  private kept(key: string): Answer | undefined {
    this.changes.passInstants();
    const answer = this.changes.isUpToDate ? this.store.get(key) : undefined;
    if (answer === undefined) return undefined;
    this.given.cache += 1;
    answer.known = this.changes.known;
    return answer;
  }

  /** Makes and keeps an answer, for all who want the same meanwhile and came before it changed. */
  private async once(key: string, make: () => Promise<Answer | undefined>): Promise<Answer | undefined> {
    const underWay = this.changes.isUpToDate ? this.underWay.get(key) : undefined;
    if (underWay !== undefined) {
      const answer = await underWay;
      if (answer !== undefined && !this.isCurrent(answer)) return this.once(key, make);
      this.given.cache += 1;
      return answer;
    }
    const making = make().finally(() => this.underWay.get(key) === making && this.underWay.delete(key));
    this.underWay.set(key, making);
    const answer = await making;
    if (answer && this.keepsAny && this.isCurrent(answer)) {
      answer.settle();
      this.store.keep(key, answer);
    }
    return answer;
  }

  private isCurrent(answer: Answer): boolean {
    this.changes.passInstants();
    if (!this.changes.isUpToDate || !this.store.isCurrent(answer)) return false;
    answer.known = this.changes.known;
    return true;
  }

  private async made(question: RequestQuestion, type: string): Promise<Answer | undefined> {
    this.changes.passInstants();
    const mark = this.store.mark();
    const { known } = this.changes;
    this.given.api += 1;
    const dependencies = new Set<string>();
    const json = await this.questions.answer(question, dependencies);
    return json === undefined ? undefined : Answer.of(json, type, dependencies, { mark, known });
  }
}

const refuse = (reply: FastifyReply, { status, error }: Refusal): FastifyReply =>
  reply.status(status).send({ errors: [formatError({ message: '' }, error)] });

const keyOf = ({ key }: RequestQuestion, encoding: Encoding | undefined): string =>
  `${encoding ?? ''} ${key}`;

/** The change that a request wants known; NaN where what it says is no number. */
function wantedBy({ headers }: IncomingMessage): number {
  const wanted = headers['x-content-min-seq'];
  if (wanted === undefined) return 0;
  return typeof wanted === 'string' && /^\d{1,15}$/.test(wanted) ? Number(wanted) : NaN;
}

const NO_NUMBER = badUserInput([
  { path: ['X-Content-Min-Seq'], message: 'X-Content-Min-Seq is one number, as X-Content-Seq gave it.' },
]);
