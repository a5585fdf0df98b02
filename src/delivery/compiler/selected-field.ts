// A field of an operation with what is selected below it, each under its response key. Fragments count where they apply,
// @skip and @include are obeyed, and a field that is selected twice is merged into one.
import {
  getArgumentValues,
  GraphQLObjectType,
  isNonNullType,
  Kind,
  locatedError,
  visit,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLSchema,
  type ValueNode,
} from 'graphql';
// Not among graphql's public names; its own executor collects fields with it.
import { collectSubfields } from 'graphql/execution/collectFields.js';
import { Placeholder, type VariableValues } from './placeholder.js';

/** What a statement's text depends on of a value. A function of its module's scope: it is known by its identity. */
export type Derivation<T = never, U = unknown> = (value: T) => U;

/** What a field's meaning depends on beside itself. */
export interface OperationContext {
  readonly schema: GraphQLSchema;
  readonly fragments: Record<string, FragmentDefinitionNode>;
  /** Of the request that it is compiled for, while it is. */
  readonly variableValues: VariableValues;
  /** Called with each variable whose value, or what is derived from it, becomes part of the compiled operation. */
  readonly dependsOnVariable: (name: string, derive?: Derivation) => void;
}

export class SelectedField {
  constructor(
    private readonly operation: OperationContext,
    private readonly parent: GraphQLObjectType,
    readonly nodes: readonly FieldNode[],
    private readonly path: readonly string[],
  ) {}

  /** The name in the response. */
  get key(): string {
    return this.path.at(-1) ?? '';
  }

  get name(): string {
    return this.nodes[0]?.name.value ?? '';
  }

  get isNullable(): boolean {
    const type = this.parent.getFields()[this.name]?.type;
    return type !== undefined && !isNonNullType(type);
  }

  /** The variables of this request, of which a compiled statement must not know. */
  get variableValues(): VariableValues {
    return this.operation.variableValues;
  }

  /** An argument's value, for what the statement's text depends on: other values of its variables need another statement. */
  value<T>(argument: string): T {
    const node = this.argumentNode(argument);
    if (node !== undefined) {
      visit(node, { Variable: ({ name }) => this.operation.dependsOnVariable(name.value) });
    }
    return this.presentValue(argument) as T;
  }

  /** What is derived from an argument's value, for what the statement's text depends on: values with the same result share it. */
  derived<T, U>(argument: string, derive: Derivation<T, U>): U {
    const node = this.argumentNode(argument);
    if (node?.kind !== Kind.VARIABLE) return derive(this.value<T>(argument));
    this.operation.dependsOnVariable(node.name.value, derive);
    return derive(this.presentValue(argument) as T);
  }

  /** An argument's value for a bind parameter: where it is a variable, or has some in it, the statement serves all its values but null. */
  placeholder<T>(argument: string): T | Placeholder<T> | null | undefined {
    const node = this.argumentNode(argument);
    const value = this.presentValue(argument) as T | null | undefined;
    if (value == null || node === undefined) return value;
    if (node.kind === Kind.VARIABLE) {
      const variable = node.name.value;
      return new Placeholder((variables) => variables[variable] as T);
    }
    // A list that is written out may have variables in it.
    return hasVariable(node)
      ? new Placeholder((variables) => this.valueWith(argument, variables) as T)
      : value;
  }

  /** The fields selected below this one, where it gives a `type`. */
  selections(type: string): SelectedField[] {
    const { schema, fragments, variableValues } = this.operation;
    const object = schema.getType(type);
    if (!(object instanceof GraphQLObjectType)) throw new Error(`${type} is not an object type.`);
    const fields = collectSubfields(schema, fragments, { ...variableValues }, object, this.nodes);
    return [...fields].map(
      ([key, nodes]) => new SelectedField(this.operation, object, nodes, [...this.path, key]),
    );
  }

  /** Runs what may reject this field's arguments, and says in the error where the field is. */
  locateErrors<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw this.located(error);
    }
  }

  located(error: unknown): GraphQLError {
    return locatedError(error, this.nodes, this.path);
  }

  private argumentNode(name: string): ValueNode | undefined {
    return this.nodes[0]?.arguments?.find((argument) => argument.name.value === name)?.value;
  }

  /** Not remembered: a plan that is cached must not hold the variables of the request that it was compiled for. */
  private presentValue(argument: string): unknown {
    return this.valueWith(argument, this.operation.variableValues);
  }

  private valueWith(argument: string, variables: VariableValues): unknown {
    const definition = this.parent.getFields()[this.name];
    const [node] = this.nodes;
    if (definition === undefined || node === undefined) throw new Error(`${this.name} takes no arguments.`);
    return getArgumentValues(definition, node, { ...variables })[argument];
  }
}

function hasVariable(node: ValueNode): boolean {
  let found = false;
  visit(node, { Variable: () => void (found = true) });
  return found;
}
