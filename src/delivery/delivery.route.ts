// The delivery API's route, GET and POST. Each request takes the same path: its parameters are read, its document is resolved, and
// its operation is executed. A preview takes it from another perspective, and no cache keeps its response.
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CONFIG, type ServerConfig } from '../config/config.js';
import { DELIVERY_PATH } from '../config/paths.js';
import { databaseFaultOf } from '../database/database-error.js';
import { setErrorHeaders } from '../graphql/error-headers.js';
import { reportUnavailable, serializeError } from '../graphql/format-error.js';
import { JSON_TYPE, typeFor } from '../graphql/media-type.js';
import { codesOf, factsOf, noteFacts } from '../graphql/request-facts.js';
import { VARY } from './cache/cached-response.js';
import { ResponseCache } from './cache/response-cache.js';
import { parseRequest, readParams, type GraphQLRequest } from './operations/graphql-request.js';
import { badRequest, HttpError } from './operations/http-error.js';
import { OperationExecutor } from './operations/operation-executor.js';
import { PersistedDocuments, sha256Of } from './operations/persisted-documents.js';
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
    let operation: GraphQLRequest | undefined;
    try {
      await this.cache.waitForMinSeq(request, reply);
      const preview = presentedPreview(request.headers.authorization, this.config.authSecret);
      const params = readParams(request);
      const text = this.documents.resolveDocument(params);
      if (type === undefined) throw badRequest('The client accepts neither media type of GraphQL.', 406);
      operation = parseRequest(params, text, type);
      const body =
        preview === undefined
          ? await this.cache.respond(operation, type, request, reply)
          : await this.presentPreview(operation, preview, request);
      return body === undefined ? reply : send(reply, 200, type, body);
    } catch (thrown) {
      const error = httpErrorOf(thrown);
      const errors = error?.errors.map((each) => serializeError(each, request.id));
      noteFacts(request, { errors: errors ? codesOf(errors) : ['INTERNAL_SERVER_ERROR'] });
      if (error === undefined) throw thrown;
      setErrorHeaders(reply, error.status, error.errors[0]);
      return send(reply, error.status, type, JSON.stringify({ errors }));
    } finally {
      if (operation !== undefined) noteOperation(request, operation);
    }
  }

  private async presentPreview(
    operation: GraphQLRequest,
    preview: string,
    request: FastifyRequest,
  ): Promise<string> {
    const { json, facts } = await this.executor.execute(operation, request.id, preview);
    noteFacts(request, { ...facts, cache: 'uncached' });
    return json;
  }
}

/** A cached response is not logged, and its document not hashed. */
function noteOperation(request: FastifyRequest, { text, operationName }: GraphQLRequest): void {
  const facts = factsOf(request);
  if (facts === undefined) return;
  noteFacts(request, {
    operation: facts.operation ?? operationName,
    document: sha256Of(text),
  });
}

/** undefined where the fault is ours. */
function httpErrorOf(thrown: unknown): HttpError | undefined {
  if (thrown instanceof HttpError) return thrown;
  return databaseFaultOf(thrown) === undefined ? undefined : new HttpError(503, [reportUnavailable(thrown)]);
}

const send = (reply: FastifyReply, status: number, type = JSON_TYPE, body: string): FastifyReply =>
  reply.status(status).headers({ 'Cache-Control': 'private, no-store', Vary: VARY }).type(type).send(body);
