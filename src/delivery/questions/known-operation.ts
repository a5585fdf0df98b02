// A valid operation, parsed, validated and weighed once, and the statements that answer it, written once for whatever the
// variables will be that SQL takes as parameters; for each of the others' values they are written anew.
import {
  getVariableValues,
  Kind,
  visit,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { collectFields } from 'graphql/execution/collectFields.js';
import { LRUCache } from 'lru-cache';
import { Later, type VariableValues } from '../../graphql/later.js';
import { isTooComplex } from '../../graphql/query-cost.js';
import { AskedField } from '../asked-field.js';
import type { Reading } from '../reading.js';

/** The statements of the fields, and the names that they are prepared under. */
export type Plan = readonly { readonly key: string; readonly reading: Reading; readonly name?: string }[];

const ABOUT_THE_SCHEMA = new Set(['__schema', '__type']);
const MOST_PLANS = 100;
let statements = 0;

export class KnownOperation {
  private readonly fragments: Record<string, FragmentDefinitionNode>;
  /** Variables that are nothing but parameters wherever they stand. */
  private readonly parameters: ReadonlySet<string>;
  private readonly plans = new LRUCache<string, Plan>({ max: MOST_PLANS });

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly document: DocumentNode,
    private readonly operation: OperationDefinitionNode,
  ) {
    this.fragments = Object.fromEntries(
      document.definitions.flatMap((definition) =>
        definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [],
      ),
    );
    this.parameters = parametersOf(document);
  }

  /** The variables as the schema has them; undefined where they are not of their types. */
  coerced(variables: VariableValues): VariableValues | undefined {
    const definitions = this.operation.variableDefinitions ?? [];
    if (definitions.length === 0) return {};
    return getVariableValues(this.schema, definitions, variables, { maxErrors: 1 }).coerced;
  }

  /**
   * @param read writes the statement of a field
   * @returns undefined where it asks for what is not read, or for too much
   */
  async plan(
    variables: VariableValues,
    read: (field: AskedField) => Promise<Reading>,
  ): Promise<Plan | undefined> {
    const isLater = ([name, value]: [string, unknown]) => value !== null && this.parameters.has(name);
    // Only of the variables themselves: a field of an input may have the same name.
    const shape = JSON.stringify(
      Object.entries(variables).map((variable) => (isLater(variable) ? variable[0] : variable)),
    );
    const kept = this.plans.get(shape);
    if (kept !== undefined) return this.prepared(shape, kept);
    if (isTooComplex(this.schema, this.document, variables, this.operation.name?.value)) return undefined;
    const variableValues = Object.fromEntries(
      Object.entries(variables).map(([name, value]) => [
        name,
        isLater([name, value]) ? new Later((values) => values[name]) : value,
      ]),
    );
    const asked = this.asked(variableValues);
    if (asked === undefined) return undefined;
    const plan = await Promise.all(
      asked.map(async (field) => ({ key: field.key, reading: await read(field) })),
    );
    if (plan.every(({ reading }) => reading.isLasting)) this.plans.set(shape, plan);
    return plan;
  }

  /** Only what is asked again is worth keeping in every connection. */
  private prepared(shape: string, plan: Plan): Plan {
    if (plan.every(({ name }) => name !== undefined)) return plan;
    const prepared = plan.map((field) => ({ ...field, name: `delivery_${++statements}` }));
    this.plans.set(shape, prepared);
    return prepared;
  }

  /** undefined where the schema itself is asked for. */
  private asked(variableValues: VariableValues): AskedField[] | undefined {
    const { schema, fragments } = this;
    const query = schema.getQueryType();
    if (!query) return undefined;
    const { selectionSet } = this.operation;
    const fields = [...collectFields(schema, fragments, { ...variableValues }, query, selectionSet)];
    if (fields.some(([, [node]]) => node && ABOUT_THE_SCHEMA.has(node.name.value))) return undefined;
    return fields.map(([key, nodes]) => AskedField.atRoot({ schema, fragments, variableValues }, key, nodes));
  }
}

const PARAMETERS = new Set(['slug', 'id', 'after', 'before']);

function parametersOf(document: DocumentNode): Set<string> {
  const parameters = new Map<string, number>();
  const uses = new Map<string, number>();
  const count = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  visit(document, {
    VariableDefinition: () => false,
    Field: (field) => {
      for (const { name, value } of field.arguments ?? []) {
        // What a node is follows from its id.
        const isParameter = PARAMETERS.has(name.value) && field.name.value !== 'node';
        if (value.kind === Kind.VARIABLE && isParameter) count(parameters, value.name.value);
      }
    },
    Variable: (node) => void count(uses, node.name.value),
  });
  return new Set([...parameters].filter(([name, as]) => as === uses.get(name)).map(([name]) => name));
}
