// Stands before the delivery API: a public question is answered from memory as long as nothing that its answer depends on
// has changed, else from the database, for all who ask the same at once. What is left to Apollo is nobody's to keep.
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG, type ServerConfig } from '../../config/config.js';
import { ContentChanges } from '../../database/content-changes.js';
import { changeNotKnown } from '../../domain/errors.js';
import { formatError } from '../../graphql/format-error.js';
import { PersistedDocuments } from '../questions/persisted-documents.js';
import { Questions } from '../questions/questions.js';
import { questionOf, type RequestQuestion } from '../questions/request-question.js';
import { encodingFor, typeFor } from './accepted.js';
import { AnswerStore } from './answer-store.js';
import { Answer, type Encoding } from './answer.js';

const PATH = '/graphql';
/** Milliseconds that a request waits for the change that it wants known. */
const MOST_WAIT = 2000;
/** Seconds after which one that was not known then may be. */
const RETRY_AFTER = 1;

@Injectable()
export class Answers implements OnModuleInit {
  private readonly store: AnswerStore<Answer>;
  private readonly underWay = new Map<string, Promise<Answer | undefined>>();

  constructor(
    @Inject(CONFIG) config: ServerConfig,
    private readonly changes: ContentChanges,
    private readonly questions: Questions,
    private readonly documents: PersistedDocuments,
    private readonly host: HttpAdapterHost,
  ) {
    this.store = new AnswerStore(config.cacheBytes);
    changes.onChange((touched) => this.store.changed(touched));
  }

  onModuleInit(): void {
    const server: FastifyInstance = this.host.httpAdapter.getInstance();
    server.addHook('preHandler', (request, reply) => this.answer(request, reply));
  }

  private async answer(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    if (request.routeOptions.url !== PATH || request.method === 'OPTIONS') return undefined;
    if (!(await this.knowsEnough(request))) {
      const error = formatError({ message: '' }, changeNotKnown(RETRY_AFTER));
      return reply
        .status(503)
        .header('Retry-After', String(RETRY_AFTER))
        .send({ errors: [error] });
    }
    void reply.header('X-Content-Seq', String(this.changes.known));
    const { accept, authorization, 'accept-encoding': acceptEncoding } = request.headers;
    const type = typeFor(accept);
    if (authorization !== undefined || type === undefined) return undefined;
    const question = questionOf(request, this.documents, type);
    if (question === undefined) return undefined;

    const answer = await this.answerTo(question, type, encodingFor(acceptEncoding));
    return answer?.send(request, reply, this.changes.untilInstant(answer.dependencies) ?? Infinity);
  }

  private async answerTo(
    question: RequestQuestion,
    type: string,
    encoding: Encoding | undefined,
  ): Promise<Answer | undefined> {
    const key = `${encoding ?? ''} ${question.key}`;
    const kept = this.kept(key);
    if (kept !== undefined) return kept;
    if (encoding === undefined) return this.once(key, () => this.made(question, type));
    const answer = await this.answerTo(question, type, undefined);
    return answer?.isWorthPacking ? this.once(key, () => answer.packed(encoding)) : answer;
  }

  /** @returns whether this server knows the change that the request names, after waiting for it if need be */
  private async knowsEnough({ headers }: FastifyRequest): Promise<boolean> {
    const wanted = Number(headers['x-content-min-seq'] ?? 0);
    return !(wanted > this.changes.known) || this.changes.waitFor(wanted, MOST_WAIT);
  }

  private kept(key: string): Answer | undefined {
    this.changes.passInstants();
    return this.changes.isUpToDate ? this.store.get(key) : undefined;
  }

  /** Makes and keeps an answer, for all who want the same meanwhile and came before it changed. */
  private async once(key: string, make: () => Promise<Answer | undefined>): Promise<Answer | undefined> {
    const underWay = await this.underWay.get(key);
    if (underWay && this.isCurrent(underWay)) return underWay;
    const making = make().finally(() => this.underWay.get(key) === making && this.underWay.delete(key));
    this.underWay.set(key, making);
    const answer = await making;
    if (answer && this.isCurrent(answer)) this.store.keep(key, answer);
    return answer;
  }

  private isCurrent(answer: Answer): boolean {
    this.changes.passInstants();
    return this.changes.isUpToDate && this.store.isCurrent(answer);
  }

  private async made(question: RequestQuestion, type: string): Promise<Answer | undefined> {
    this.changes.passInstants();
    const mark = this.store.mark();
    const dependencies = new Set<string>();
    const json = await this.questions.answer(question, dependencies);
    return json === undefined ? undefined : Answer.of(json, type, dependencies, mark);
  }
}
