// What is known of documents by their text: the operations of valid ones, with the statements that they were compiled to,
// and the errors of invalid ones. Each kind has a bound of its own, so that invalid documents push out no valid one.
import { Kind, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { FieldError } from '../../domain/errors.js';
import { literalErrors } from '../../graphql/text-validation.js';
import { CompiledOperation, TREE_BYTES_PER_CHARACTER, type PlanCache } from './compiled-operation.js';
import { HttpError } from './http-error.js';
import { parseAndValidate } from './parse-and-validate.js';

const MAX_DOCUMENT_BYTES = 32_000_000;
const MAX_PLAN_BYTES = 32_000_000;
const MAX_INVALID_BYTES = 4_000_000;

/** Of an entry beside what it holds. */
const ENTRY_BYTES = 1000;

/** A valid document. */
export interface CompiledDocument {
  /** By their names; the only operation also by the empty name. */
  readonly operations: ReadonlyMap<string, CompiledOperation>;
  readonly literalErrors: readonly FieldError[];
}

export class OperationCache {
  private readonly plans: PlanCache = new LRUCache({
    maxSize: MAX_PLAN_BYTES,
    sizeCalculation: (plan, key) => ENTRY_BYTES + ('bytes' in plan ? plan.bytes : 0) + 2 * key.length,
  });

  private readonly documents = new LRUCache<string, CompiledDocument>({
    maxSize: MAX_DOCUMENT_BYTES,
    sizeCalculation: (_, text) => ENTRY_BYTES + TREE_BYTES_PER_CHARACTER * text.length,
  });

  private readonly invalid = new LRUCache<string, HttpError>({
    maxSize: MAX_INVALID_BYTES,
    sizeCalculation: ({ errors }, text) => ENTRY_BYTES * (1 + errors.length) + 2 * text.length,
  });

  constructor(private readonly schema: GraphQLSchema) {}

  /** @throws HttpError where the document is not valid */
  get(text: string): CompiledDocument {
    const known = this.documents.get(text) ?? this.invalid.get(text);
    if (known instanceof HttpError) throw known;
    return known ?? this.compile(text);
  }

  get size(): { readonly documents: number; readonly invalid: number } {
    return { documents: this.documents.size, invalid: this.invalid.size };
  }

  private compile(text: string): CompiledDocument {
    const { schema, plans } = this;
    const document = parseAndValidate(schema, text);
    if (!('kind' in document)) {
      const error = new HttpError(400, document);
      this.invalid.set(text, error);
      throw error;
    }
    const fragments = Object.fromEntries(
      document.definitions.flatMap((node) =>
        node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [],
      ),
    );
    const operations = document.definitions
      .filter((node) => node.kind === Kind.OPERATION_DEFINITION)
      .map((node) => new CompiledOperation(schema, document, node, fragments, plans));
    const byName = new Map(operations.map((operation) => [operation.name ?? '', operation]));
    const [only, another] = operations;
    if (only !== undefined && another === undefined) byName.set('', only);
    const compiled = { operations: byName, literalErrors: literalErrors(document) };
    this.documents.set(text, compiled);
    return compiled;
  }
}
