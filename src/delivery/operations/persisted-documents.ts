// Documents that clients name instead of sending them. Trusted ones are listed in the manifest and stay. Automatic ones
// follow Apollo's protocol: a client that knows the document sends it once beside its SHA-256. Where only trusted documents
// are answered, no other document is, and none is automatic.
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { createHash } from 'node:crypto';
import { CONFIG, type ServerConfig } from '../../config/config.js';
import { badUserInput, documentNotTrusted, persistedQueryNotFound } from '../../domain/errors.js';
import { DELIVERY_SCHEMA } from '../schema.js';
import type { RawParams } from './graphql-request.js';
import { badRequest, HttpError } from './http-error.js';
import { isObject } from './json.js';
import { readManifest } from './manifest.js';

/** Of all automatic documents together. */
const MAX_AUTOMATIC_LENGTH = 4_000_000;

const notTrusted = () => new HttpError(403, [documentNotTrusted()]);
/** As Apollo answers it, so that its clients send the document. */
const notFound = () => new HttpError(200, [persistedQueryNotFound()]);
const noHash = () =>
  new HttpError(400, [
    badUserInput([
      {
        path: ['extensions', 'persistedQuery'],
        message: 'It must be version 1 with the SHA-256 of the document.',
      },
    ]),
  ]);

@Injectable()
export class PersistedDocuments implements OnModuleInit {
  /** By the manifest's ids, and by their SHA-256. */
  private trusted: ReadonlyMap<string, string> = new Map();
  private trustedTexts: ReadonlySet<string> = new Set();
  private readonly automatic = new LRUCache<string, string>({
    maxSize: MAX_AUTOMATIC_LENGTH,
    sizeCalculation: (text) => text.length + 100,
  });

  constructor(
    @Inject(CONFIG) private readonly config: ServerConfig,
    @Inject(DELIVERY_SCHEMA) private readonly schema: GraphQLSchema,
  ) {}

  /** Not in the constructor, whose errors Nest logs with their stacks. Throws ConfigError where the manifest is wrong. */
  onModuleInit(): void {
    const { persistedDocuments } = this.config;
    if (persistedDocuments === undefined) return;
    const listed = readManifest(persistedDocuments.file, this.schema);
    const texts = [...listed.values()];
    this.trusted = new Map([...texts.map((text) => [sha256Of(text), text] as const), ...listed]);
    this.trustedTexts = new Set(texts);
  }

  /**
   * The document that a request sends or names.
   * @throws HttpError where there is none
   */
  resolveDocument(params: RawParams): string {
    if (!this.config.persistedDocuments?.only) return this.documentOf(params) || noDocument(params);
    const { query } = params;
    const isTrusted = query == null || (typeof query === 'string' && this.trustedTexts.has(query));
    const document = isTrusted ? this.documentOf(params) : undefined;
    if (document === undefined) throw notTrusted();
    return document;
  }

  /** undefined where the parameters name none, or are not of the right types. */
  private documentOf({ query, documentId, extensions }: RawParams): string | undefined {
    if (extensions != null && !isObject(extensions)) return undefined;
    const { persistedQuery } = extensions ?? {};
    const hash = hashIn(persistedQuery);
    if (persistedQuery != null && hash === undefined) throw noHash();
    if (query == null) {
      const name = typeof documentId === 'string' ? documentId.replace(/^sha256:/, '') : hash;
      return name === undefined ? undefined : this.lookUp(name);
    }
    if (typeof query !== 'string') return undefined;
    if (hash === undefined || query === this.known(hash)) return query;
    if (sha256Of(query) !== hash) throw noHash();
    this.automatic.set(hash, query);
    return query;
  }

  private lookUp(name: string): string {
    const document = this.known(name);
    if (document === undefined) throw notFound();
    return document;
  }

  private known(name: string): string | undefined {
    return this.trusted.get(name) ?? this.automatic.get(name);
  }
}

function noDocument({ query, extensions }: RawParams): never {
  if (query != null && typeof query !== 'string') throw badRequest('query must be a string, given once.');
  if (extensions != null && !isObject(extensions)) throw badRequest('extensions must be an object.');
  throw badRequest('The request must have one query, or name a persisted document.');
}

function hashIn(persistedQuery: unknown): string | undefined {
  const { version, sha256Hash } = isObject(persistedQuery) ? persistedQuery : {};
  return version === 1 && typeof sha256Hash === 'string' ? sha256Hash : undefined;
}

/** In hex. */
export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');
