// An operation compiled to SQL. Variables that become bind parameters share one plan; any other variable gets a plan per
// value. Which is which the field compilers say, and the first compilation records it.
import {
  getVariableValues,
  GraphQLError,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { collectFields } from 'graphql/execution/collectFields.js';
import type { LRUCache } from 'lru-cache';
import { DomainError, queryTooComplex } from '../../domain/errors.js';
import { costOf, costVariables, MAX_COST } from '../../graphql/query-cost.js';
import type { CompiledField } from '../compiler/compile-field.js';
import type { Perspective } from '../compiler/perspective.js';
import type { VariableValues } from '../compiler/placeholder.js';
import { SelectedField, type Derivation, type OperationContext } from '../compiler/selected-field.js';
import { HttpError } from './http-error.js';
import { INTROSPECTION_FIELDS, introspect } from './introspection.js';
import { mapLimited } from './map-limited.js';

export interface PlannedField {
  readonly field: SelectedField;
  /** What answers it: a statement, the JSON itself, or why neither could be compiled. */
  readonly result: CompiledField | string | Error;
}

export interface Plan {
  readonly fields: readonly PlannedField[];
  /** Whether it has been used before: its statements are then worth preparing. */
  isRepeated: boolean;
  /** Whether it has to leave connections to others: a search, or a fifth of all that an operation may cost. */
  readonly isCostly: boolean;
  /** What it takes of memory, with the syntax tree that its fields point into. */
  readonly bytes: number;
}

/** A syntax tree with its tokens, as measured, takes 72 bytes a character. */
export const TREE_BYTES_PER_CHARACTER = 80;
/** Of a field beside its statement. */
const FIELD_BYTES = 1000;

/** Of the fields of one request, so many use a connection at a time. */
export const MAX_CONNECTIONS = 3;
const COSTLY = MAX_COST / 5;

/** Plans, and why others were refused. */
export type PlanCache = LRUCache<string, Plan | HttpError>;

let operations = 0;

const itself: Derivation<unknown> = (value) => value;

export class CompiledOperation {
  readonly name: string | undefined;
  private readonly id = ++operations;
  private readonly variables: readonly string[];
  /** Variables that statements, or the cost, depend on: by value, or by what is derived from it. Compilations add theirs. */
  private readonly dependencies: Map<string, Set<Derivation>>;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly document: DocumentNode,
    private readonly operation: OperationDefinitionNode,
    private readonly fragments: Record<string, FragmentDefinitionNode>,
    private readonly plans: PlanCache,
  ) {
    this.name = operation.name?.value;
    this.variables = (operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
    this.dependencies = new Map(
      [...costVariables(document)].map(([name, derive]) => [name, new Set<Derivation>([derive])]),
    );
  }

  /**
   * The variables as the schema has them.
   * @throws HttpError where they are not of their types
   */
  coerceVariables(variables: VariableValues): VariableValues {
    if (this.variables.length === 0) return {};
    const { coerced, errors } = getVariableValues(
      this.schema,
      this.operation.variableDefinitions ?? [],
      variables,
    );
    if (coerced !== undefined) return coerced;
    throw new HttpError(
      400,
      errors.map(
        ({ message, nodes }) => new GraphQLError(message, { nodes, extensions: { code: 'BAD_USER_INPUT' } }),
      ),
    );
  }

  /**
   * The plan for these variables, where one is cached.
   * @throws HttpError where the operation is known to ask for too much
   */
  cachedPlan(perspective: Perspective, variables: VariableValues): Plan | undefined {
    const plan = this.plans.get(this.planKey(perspective, variables));
    if (plan instanceof HttpError) throw plan;
    if (plan !== undefined) plan.isRepeated = true;
    return plan;
  }

  /**
   * Compiles a plan, and caches it where it can be used again.
   * @throws HttpError where the operation asks for too much
   */
  async plan(
    perspective: Perspective,
    variables: VariableValues,
    compile: (field: SelectedField, nth: number) => Promise<CompiledField>,
  ): Promise<Plan> {
    const cost = this.costOf(perspective, variables);
    const context = {
      schema: this.schema,
      fragments: this.fragments,
      variableValues: variables,
      dependsOnVariable: (name: string, derive: Derivation = itself) => {
        this.dependencies.set(name, new Set(this.dependencies.get(name)).add(derive));
      },
    };
    const fields = await mapLimited(
      this.rootFields(context),
      MAX_CONNECTIONS,
      async (field, nth): Promise<PlannedField> => {
        return { field, result: await this.compiled(field, variables, (it) => compile(it, nth)) };
      },
    );
    context.variableValues = {};
    const plan = { fields, isRepeated: false, isCostly: cost >= COSTLY, bytes: this.bytesOf(fields) };
    const isReusable = fields.every(({ result }) => isStatement(result) && result.isReusable);
    if (isReusable) this.plans.set(this.planKey(perspective, variables), plan);
    return plan;
  }

  private async compiled(
    field: SelectedField,
    variables: VariableValues,
    compile: (field: SelectedField) => Promise<CompiledField>,
  ): Promise<PlannedField['result']> {
    try {
      if (!INTROSPECTION_FIELDS.has(field.name)) return await compile(field);
      return introspect(this.schema, this.operation, this.fragments, field, variables);
    } catch (error) {
      return field.located(error);
    }
  }

  /** @throws HttpError where that is too much, which is remembered */
  private costOf(perspective: Perspective, variables: VariableValues): number {
    try {
      const cost = costOf(this.schema, this.document, variables, this.name);
      if (cost <= MAX_COST) return cost;
    } catch (error) {
      throw error instanceof DomainError ? new HttpError(400, [error]) : error;
    }
    const refusal = new HttpError(400, [queryTooComplex(MAX_COST)]);
    this.plans.set(this.planKey(perspective, variables), refusal);
    throw refusal;
  }

  private rootFields(context: OperationContext): SelectedField[] {
    const { schema, fragments, variableValues } = context;
    const query = schema.getQueryType();
    if (!query) throw new Error('The schema has no query type.');
    const { selectionSet } = this.operation;
    const fields = collectFields(schema, fragments, { ...variableValues }, query, selectionSet);
    return [...fields].map(([key, nodes]) => new SelectedField(context, query, nodes, [key]));
  }

  private bytesOf(fields: readonly PlannedField[]): number {
    const statements = fields.map(({ result }) => (isStatement(result) ? result : undefined));
    const sizes = statements.map((statement) => {
      if (statement === undefined) return 0;
      const { text, values, unused, tags } = statement;
      return text.length + 2 * JSON.stringify([values, unused, tags]).length;
    });
    const treeBytes = TREE_BYTES_PER_CHARACTER * (this.document.loc?.source.body.length ?? 0);
    return sizes.reduce((sum, size) => sum + size + FIELD_BYTES, treeBytes);
  }

  /** Of a plan: the relations that it reads, what it depends on of variables, and of all others whether they are null. */
  private planKey(perspective: Perspective, variables: VariableValues): string {
    let key = `${this.id}\n${perspective}`;
    for (const name of this.variables) {
      const value = variables[name];
      const derivations = value == null ? undefined : this.dependencies.get(name);
      if (derivations === undefined) key += value == null ? `\n${String(value)}` : '\n$';
      else key += `\n${JSON.stringify([...derivations].map((derive) => derive(value as never)))}`;
    }
    return key;
  }
}

export const isStatement = (result: PlannedField['result']): result is CompiledField =>
  typeof result === 'object' && !(result instanceof Error);
