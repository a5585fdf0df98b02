// Documents that clients name instead of sending them. Trusted ones are listed in the manifest and stay; automatic ones
// are kept as Apollo has it: whoever knows the document sends it once beside its SHA-256. Where only trusted documents are
// answered, nothing else is, and nothing is automatic.
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { LRUCache } from 'lru-cache';
import { createHash } from 'node:crypto';
import { CONFIG, type ServerConfig } from '../../config/config.js';
import {
  badUserInput,
  documentNotTrusted,
  persistedQueryNotFound,
  type DomainError,
} from '../../domain/errors.js';
import { readManifest } from './manifest.js';
import { isObject, type Sent } from './request-question.js';

/** Characters of all automatic documents together. */
const MOST = 4_000_000;

export interface Refusal {
  readonly status: number;
  readonly error: DomainError;
}

const NOT_TRUSTED: Refusal = { status: 403, error: documentNotTrusted() };
/** As Apollo answers it, so that its clients send the document. */
const NOT_FOUND: Refusal = { status: 200, error: persistedQueryNotFound() };
const NO_HASH: Refusal = {
  status: 400,
  error: badUserInput([
    {
      path: ['extensions', 'persistedQuery'],
      message: 'It must be version 1 with the SHA-256 of the document.',
    },
  ]),
};

@Injectable()
export class PersistedDocuments implements OnModuleInit {
  /** By the manifest's ids, and by their SHA-256. */
  private trusted: ReadonlyMap<string, string> = new Map();
  private trustedTexts: ReadonlySet<string> = new Set();
  private readonly automatic = new LRUCache<string, string>({
    maxSize: MOST,
    sizeCalculation: (text) => text.length + 100,
  });

  constructor(
    @Inject(CONFIG) private readonly config: ServerConfig,
    private readonly host: GraphQLSchemaHost,
  ) {}

  onModuleInit(): void {
    const { persistedDocuments } = this.config;
    if (persistedDocuments === undefined) return;
    const listed = readManifest(persistedDocuments.file, this.host.schema);
    const texts = [...listed.values()];
    this.trusted = new Map([...texts.map((text) => [sha256Of(text), text] as const), ...listed]);
    this.trustedTexts = new Set(texts);
  }

  /** The document that a request sends or names; undefined where Apollo says what is wrong with it. */
  textOf(sent: Sent): string | Refusal | undefined {
    if (!this.config.persistedDocuments?.only) return this.meantBy(sent);
    const { query } = sent;
    const isTrusted = query == null || (typeof query === 'string' && this.trustedTexts.has(query));
    return (isTrusted ? this.meantBy(sent) : undefined) ?? NOT_TRUSTED;
  }

  private meantBy({ query, documentId, extensions }: Sent): string | Refusal | undefined {
    if (extensions != null && !isObject(extensions)) return undefined;
    const { persistedQuery } = extensions ?? {};
    const hash = hashIn(persistedQuery);
    if (persistedQuery != null && hash === undefined) return NO_HASH;
    if (query == null) {
      const name = typeof documentId === 'string' ? documentId.replace(/^sha256:/, '') : hash;
      return name === undefined ? undefined : (this.named(name) ?? NOT_FOUND);
    }
    if (typeof query !== 'string') return undefined;
    if (hash === undefined || query === this.named(hash)) return query;
    if (sha256Of(query) !== hash) return NO_HASH;
    this.automatic.set(hash, query);
    return query;
  }

  private named(name: string): string | undefined {
    return this.trusted.get(name) ?? this.automatic.get(name);
  }
}

function hashIn(persistedQuery: unknown): string | undefined {
  const { version, sha256Hash } = isObject(persistedQuery) ? persistedQuery : {};
  return version === 1 && typeof sha256Hash === 'string' ? sha256Hash : undefined;
}

const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');
