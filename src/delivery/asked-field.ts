// What a query asks for, as it has to be answered: fields under the names that their answers go by. Fragments count where
// they apply, what @skip or @include leaves out does not, and a name that is asked for twice is asked for once.
import {
  getArgumentValues,
  GraphQLObjectType,
  locatedError,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
// Not among graphql's public names; its own executor collects fields with it.
import { collectSubfields } from 'graphql/execution/collectFields.js';
import type { VariableValues } from '../graphql/later.js';

/** What a field's meaning depends on beside itself. */
export interface Question {
  readonly schema: GraphQLSchema;
  readonly fragments: Record<string, FragmentDefinitionNode>;
  readonly variableValues: VariableValues;
}

export class AskedField {
  private constructor(
    private readonly question: Question,
    private readonly parent: GraphQLObjectType,
    private readonly nodes: readonly FieldNode[],
    private readonly path: readonly string[],
  ) {}

  /** The field that a resolver is asked for. */
  static of(info: GraphQLResolveInfo): AskedField {
    return new AskedField(info, info.parentType, info.fieldNodes, [String(info.path.key)]);
  }

  /** A field of the query itself. */
  static atRoot(question: Question, key: string, nodes: readonly FieldNode[]): AskedField {
    return new AskedField(question, question.schema.getQueryType() as GraphQLObjectType, nodes, [key]);
  }

  get key(): string {
    return this.path.at(-1) ?? '';
  }

  get name(): string {
    return this.nodes[0]?.name.value ?? '';
  }

  /** Of the shape that the schema says; the caller names it. */
  args<Args>(): Args {
    const definition = this.parent.getFields()[this.name];
    const [node] = this.nodes;
    if (definition === undefined || node === undefined) throw new Error(`${this.name} takes no arguments.`);
    return getArgumentValues(definition, node, { ...this.question.variableValues }) as Args;
  }

  /** The fields asked for below this one, where it gives a `type`. */
  below(type: string): AskedField[] {
    const { schema, fragments, variableValues } = this.question;
    const object = schema.getType(type);
    if (!(object instanceof GraphQLObjectType)) throw new Error(`${type} is no type of objects.`);
    const fields = collectSubfields(schema, fragments, { ...variableValues }, object, this.nodes);
    return [...fields].map(
      ([key, nodes]) => new AskedField(this.question, object, nodes, [...this.path, key]),
    );
  }

  /** Runs what may find fault with this field, and says where the fault is. */
  blame<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw locatedError(error, this.nodes, this.path);
    }
  }
}
