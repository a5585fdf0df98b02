// The delivery API's route, GET and POST. Each request takes the same path: its parameters are read, its document is resolved, and
// its operation is executed. A preview takes it from another perspective, and no cache keeps its response.
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG, type ServerConfig } from '../config/config.js';
import { DELIVERY_PATH } from '../config/paths.js';
import { databaseFaultOf } from '../database/database-error.js';
import { setErrorHeaders } from '../graphql/error-headers.js';
import { serializeError, unavailable } from '../graphql/format-error.js';
import { JSON_TYPE, typeFor } from '../graphql/media-type.js';
import { VARY } from './cache/cached-response.js';
import { ResponseCache } from './cache/response-cache.js';
import { parseRequest, readParams } from './operations/graphql-request.js';
import { badRequest, HttpError } from './operations/http-error.js';
import { OperationExecutor } from './operations/operation-executor.js';
import { PersistedDocuments } from './operations/persisted-documents.js';
import { presentedPreview } from './operations/preview-authorization.js';

/** Of a request's body: a document, and the variables of a reader's query. */
const MAX_BODY_BYTES = 64 * 1024;

@Injectable()
export class DeliveryRoute implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    @Inject(CONFIG) private readonly config: ServerConfig,
    private readonly documents: PersistedDocuments,
    private readonly cache: ResponseCache,
    private readonly executor: OperationExecutor,
  ) {}

  onModuleInit(): void {
    const server: FastifyInstance = this.host.httpAdapter.getInstance();
    server.route({
      method: ['GET', 'POST'],
      url: DELIVERY_PATH,
      bodyLimit: MAX_BODY_BYTES,
      handler: (request, reply) => this.handle(request, reply),
    });
  }

  private async handle(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const type = typeFor(request.headers.accept);
    try {
      const body = await this.execute(request, reply, type);
      return body === undefined ? reply : send(reply, 200, type, body);
    } catch (thrown) {
      const error = httpErrorOf(thrown);
      if (error === undefined) throw thrown;
      setErrorHeaders(reply, error.status, error.errors[0]);
      return send(reply, error.status, type, JSON.stringify({ errors: error.errors.map(serializeError) }));
    }
  }

  /**
   * The body of a response that is nobody's to cache; undefined where the response has been sent.
   * @throws HttpError where nothing was executed
   */
  private async execute(
    request: FastifyRequest,
    reply: FastifyReply,
    type: string | undefined,
  ): Promise<string | undefined> {
    await this.cache.waitForMinSeq(request, reply);
    const preview = presentedPreview(request.headers.authorization, this.config.authSecret);
    const params = readParams(request);
    const text = this.documents.resolveDocument(params);
    if (type === undefined) throw badRequest('The client accepts neither media type of GraphQL.', 406);
    const operation = parseRequest(params, text, type);
    if (preview === undefined) return this.cache.respond(operation, type, request, reply);
    return (await this.executor.execute(operation, preview)).json;
  }
}

/** undefined where the fault is ours. */
function httpErrorOf(thrown: unknown): HttpError | undefined {
  if (thrown instanceof HttpError) return thrown;
  return databaseFaultOf(thrown) === undefined ? undefined : new HttpError(503, [unavailable(thrown)]);
}

const send = (reply: FastifyReply, status: number, type = JSON_TYPE, body: string): FastifyReply =>
  reply.status(status).headers({ 'Cache-Control': 'private, no-store', Vary: VARY }).type(type).send(body);
