// Executes an operation: each of its fields is one statement, three of them run at once, and PostgreSQL gives their JSON. A
// field that fails is null where the schema allows that, and the other fields are answered.
import { Inject, Injectable } from '@nestjs/common';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import { databaseFaultOf } from '../../database/database-error.js';
import { DeliveryDatabase, type DeliveryReader } from '../../database/delivery.database.js';
import { PreviewDatabase } from '../../database/preview.database.js';
import type { Turn } from '../../database/statement-queue.js';
import { badUserInput, rateLimited } from '../../domain/errors.js';
import { causeOf, serializeError } from '../../graphql/format-error.js';
import { codesOf, type RequestFacts } from '../../graphql/request-facts.js';
import { textErrors } from '../../graphql/text-validation.js';
import { articlesOf } from '../articles/articles.connection.js';
import { CacheTags } from '../cache/cache-tags.js';
import { compileField, type CompiledField } from '../compiler/compile-field.js';
import type { Perspective } from '../compiler/perspective.js';
import { resolvePlaceholder, type VariableValues } from '../compiler/placeholder.js';
import { FIELD_COMPILERS } from '../field-compilers.js';
import { DELIVERY_SCHEMA } from '../schema.js';
import {
  isStatement,
  MAX_CONNECTIONS,
  type CompiledOperation,
  type Plan,
  type PlannedField,
} from './compiled-operation.js';
import type { GraphQLRequest } from './graphql-request.js';
import { HttpError } from './http-error.js';
import { mapLimited } from './map-limited.js';
import { OperationCache } from './operation-cache.js';
import { previewEnded } from './preview-authorization.js';

const PREVIEW_RETRY_AFTER_SECONDS = 1;

export interface ExecutionResult {
  readonly json: string;
  readonly tags: CacheTags;
  /** Neither with errors nor about the schema. */
  readonly isCacheable: boolean;
  readonly facts: RequestFacts;
}

type FieldResult = { readonly json: string } | { readonly error: Error; readonly isNullable: boolean };

@Injectable()
export class OperationExecutor {
  private readonly cache: OperationCache;

  constructor(
    private readonly database: DeliveryDatabase,
    private readonly previews: PreviewDatabase,
    @Inject(DELIVERY_SCHEMA) schema: GraphQLSchema,
  ) {
    this.cache = new OperationCache(schema);
  }

  /**
   * @param requestId what an error of ours is logged with
   * @param preview the id of the preview that the request presents
   * @throws HttpError where nothing was executed; as the database threw it, where one of the fields failed because of that
   */
  async execute(request: GraphQLRequest, requestId: string, preview?: string): Promise<ExecutionResult> {
    const operation = this.operationOf(request);
    const variables = operation.coerceVariables(request.variables);
    if (preview !== undefined && this.previews.isOverloaded)
      throw new HttpError(429, [rateLimited(PREVIEW_RETRY_AFTER_SECONDS)]);
    // Asked each time: a revoked preview is refused at once, where its views would show an empty site.
    const perspective = preview === undefined ? 'live' : await this.previews.kindOf(preview);
    if (perspective === undefined) throw previewEnded();
    const reader = counting(preview === undefined ? this.database : this.previews.presenting(preview));
    const plan =
      operation.cachedPlan(perspective, variables) ??
      (await this.compile(operation, variables, perspective, reader));
    const tags = new CacheTags();
    const results = await this.run(plan, variables, tags, reader);
    const failures = results.flatMap((result) => ('error' in result ? [result.error] : []));
    // A cache in front would take half a page for the page.
    const fault = failures.map(causeOf).find((error) => databaseFaultOf(error) !== undefined);
    if (fault !== undefined) throw fault;
    const errors = failures.map((error) => serializeError(error, requestId));
    const data = dataOf(plan, results);
    return {
      json: errors.length > 0 ? `{"errors":${JSON.stringify(errors)},"data":${data}}` : `{"data":${data}}`,
      tags,
      isCacheable: errors.length === 0 && plan.fields.every(({ result }) => isStatement(result)),
      facts: {
        operation: operation.name,
        statements: reader.statements,
        ...(errors.length > 0 && { errors: codesOf(errors) }),
      },
    };
  }

  private operationOf({ text, operationName, variables }: GraphQLRequest): CompiledOperation {
    const { operations, literalErrors } = this.cache.get(text);
    const errors = [...textErrors(variables), ...literalErrors];
    if (errors.length > 0) throw new HttpError(400, [badUserInput(errors)]);
    const operation = operations.get(operationName ?? '');
    if (operation !== undefined) return operation;
    const message =
      operationName !== undefined
        ? `Unknown operation named "${operationName}".`
        : operations.size > 0
          ? 'Must provide operation name if query contains multiple operations.'
          : 'Must provide an operation.';
    const extensions = { code: 'OPERATION_RESOLUTION_FAILURE' };
    throw new HttpError(400, [new GraphQLError(message, { extensions })]);
  }

  private compile(
    operation: CompiledOperation,
    variables: VariableValues,
    perspective: Perspective,
    reader: DeliveryReader,
  ): Promise<Plan> {
    const compilation = { compilers: FIELD_COMPILERS, articlesOf, perspective };
    return operation.plan(perspective, variables, (field, nth) => {
      const query: DeliveryReader['query'] = (statement) => reader.query(statement, { nth, isCostly: false });
      return compileField(field, { ...compilation, query });
    });
  }

  private run(
    { fields, isRepeated, isCostly }: Plan,
    variables: VariableValues,
    tags: CacheTags,
    reader: DeliveryReader,
  ): Promise<FieldResult[]> {
    const run = async ({ field, result }: PlannedField, nth: number): Promise<FieldResult> => {
      if (typeof result === 'string') return { json: result };
      const { isNullable } = field;
      if (result instanceof Error) return { error: result, isNullable };
      try {
        const turn = { nth, isCostly };
        return { json: await this.executeField(result, variables, tags, isRepeated, reader, turn) };
      } catch (error) {
        return { error: field.located(error), isNullable };
      }
    };
    return mapLimited(fields, MAX_CONNECTIONS, run);
  }

  /** The field's JSON. Adds to `tags`. */
  private async executeField(
    { text, name, values, unused, tags: ownTags }: CompiledField,
    variables: VariableValues,
    tags: CacheTags,
    isPrepared: boolean,
    reader: DeliveryReader,
    turn: Turn,
  ): Promise<string> {
    for (const value of unused) resolvePlaceholder(value, variables);
    const parameters = values.map((value) => resolvePlaceholder(value, variables));
    const dependsOn = ownTags.flatMap((tag) => resolvePlaceholder(tag, variables));
    const [row] = await reader.rows<[json: string | null, tags: string | null]>(
      text,
      parameters,
      isPrepared ? name : undefined,
      turn,
    );
    tags.add(dependsOn, row?.[1] ? row[1].split(' ') : []);
    return row?.[0] ?? 'null';
  }
}

/** Counts the statements that it is given. */
function counting(reader: DeliveryReader): DeliveryReader & { statements: number } {
  const counted: ReturnType<typeof counting> = {
    statements: 0,
    query: (statement, turn) => {
      counted.statements += 1;
      return reader.query(statement, turn);
    },
    rows: (text, values, name, turn) => {
      counted.statements += 1;
      return reader.rows(text, values, name, turn);
    },
  };
  return counted;
}

/** null where a field failed that must not be null. */
function dataOf({ fields }: Plan, results: readonly FieldResult[]): string {
  if (results.some((result) => 'error' in result && !result.isNullable)) return 'null';
  const members = results.map((result, i) => {
    return `"${fields[i]?.field.key}":${'json' in result ? result.json : 'null'}`;
  });
  return `{${members.join()}}`;
}
