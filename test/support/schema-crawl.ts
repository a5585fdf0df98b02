// Every query that a schema can express to a depth of three: derived from what the server itself says that its schema is,
// so that a field or an argument that is added is requested without anybody's thinking of it. Depth counts things: an
// article, its author, the author's articles. What only holds them, a connection, an edge or a page, is free.
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

const DEPTH = 3;
const HOLDER = /(Connection|Edge|PageInfo)$/;

/**
 * What to give arguments and input fields of these names, or of `field.argument`; enums need none. The first values are
 * the ones that find something.
 */
export type Values = Readonly<Record<string, readonly unknown[]>>;

type Field = GraphQLField<unknown, unknown>;
type Given = Readonly<Record<string, unknown>>;

export interface GraphQLRequest {
  readonly query: string;
  readonly variables: Given;
}

export interface Crawl {
  /** Each field with what it needs and no more, and all below it at once. */
  readonly whole: GraphQLRequest[];
  /** Each field with what it needs, and each thing below it alone. */
  readonly inParts: GraphQLRequest[];
  /** Each field with each value of each argument; and with two arguments at once, for the things themselves. */
  readonly withArguments: GraphQLRequest[];
  /** Each field below another with the first values of each of its arguments. */
  readonly withArgumentsBelow: GraphQLRequest[];
}

export function crawl(schema: GraphQLSchema, values: Values): Crawl {
  const roots = Object.values(schema.getQueryType()?.getFields() ?? {});
  const depthBelow = (root: Field, depth: number) => Math.max(0, depth - weightOf(typeOf(root)));
  const to = (depth: number, root: Field, given: Given) =>
    requestFor(call(root, given), everything(schema, typeOf(root), depthBelow(root, depth)));
  const bases = roots.flatMap((root) => basesOf(root, values).map((given) => ({ root, given })));
  // A field of an interface type leads nowhere that the list of the same type does not.
  const ways = bases.filter(
    ({ root }, i) => bases[i - 1]?.root !== root && !isInterfaceType(getNullableType(root.type)),
  );
  const paths = ways.flatMap(({ root, given }) =>
    pathsBelow(schema, typeOf(root), depthBelow(root, DEPTH)).map((path) => ({
      ...path,
      from: call(root, given),
    })),
  );
  return {
    whole: bases.map(({ root, given }) => to(DEPTH, root, given)),
    inParts: paths.map(({ field, from, wrap }) =>
      requestFor(from, wrap(`${few(field)} ${everything(schema, typeOf(field), 0)}`)),
    ),
    withArguments: roots.flatMap((root) => [
      ...singly(root, values).map((given) => to(DEPTH, root, given)),
      ...inPairs(root, values).map((given) => to(1, root, given)),
    ]),
    withArgumentsBelow: paths
      .filter(({ field, viaEdges }) => field.args.length > 0 && !viaEdges)
      .flatMap(({ field, from, wrap }) =>
        singly(field, values, 2).map((given) => {
          const below = call(field, given, 'below_');
          return requestFor(from, wrap(`${below.text} ${everything(schema, typeOf(field), 1)}`), below);
        }),
      ),
  };
}

/** Every field of every type that a query can come to, as `Type.field`. */
export const fieldsOf = (schema: GraphQLSchema): string[] =>
  Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && !type.name.startsWith('__'))
    .flatMap((type) =>
      isObjectType(type) ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`) : [],
    );

/** Those of them that the requests select. */
export function selectedFields(
  schema: GraphQLSchema,
  requests: readonly GraphQLRequest[],
): ReadonlySet<string> {
  const selected = new Set<string>();
  const types = new TypeInfo(schema);
  for (const { query } of requests) {
    const enter = () => {
      const [parent, field] = [types.getParentType(), types.getFieldDef()];
      if (parent && field) selected.add(`${parent.name}.${field.name}`);
    };
    visit(parse(query), visitWithTypeInfo(types, { Field: { enter } }));
  }
  return selected;
}

/** The arguments to request a field with: what it requires, or each argument of a lookup by itself. */
function basesOf(field: Field, values: Values): Given[] {
  const required = field.args.find(isRequiredArgument);
  if (required === undefined && isPaged(field)) return [{}];
  // A field of an interface type is requested with ids of several types.
  const limit = isInterfaceType(getNullableType(field.type)) ? 3 : 1;
  return (required ? [required] : field.args).flatMap((arg) =>
    valuesOf(field, arg, values)
      .slice(0, limit)
      .map((value) => ({ [arg.name]: value })),
  );
}

/** With nothing but what is required, and with each value of each argument. */
function singly(field: Field, values: Values, limit = Infinity): Given[] {
  const base = needed(field, values);
  return [
    base,
    ...field.args.flatMap((arg) =>
      valuesOf(field, arg, values)
        .slice(0, limit)
        .map((value) => ({ ...base, [arg.name]: value })),
    ),
  ];
}

/** With two arguments: with all of an enum some of the other, else the first of each. */
function inPairs(field: Field, values: Values): Given[] {
  return field.args.flatMap((one, i) =>
    field.args.slice(i + 1).flatMap((other) => {
      const limit = [one, other].some(isEnum) ? 6 : 2;
      const of = (arg: GraphQLArgument) => valuesOf(field, arg, values).slice(0, limit);
      return of(one).flatMap((a) =>
        of(other).map((b) => ({ ...needed(field, values), [one.name]: a, [other.name]: b })),
      );
    }),
  );
}

const needed = (field: Field, values: Values): Given =>
  Object.fromEntries(
    field.args.filter(isRequiredArgument).map((arg) => [arg.name, valuesOf(field, arg, values)[0]]),
  );

function valuesOf(
  field: Field,
  arg: GraphQLArgument | GraphQLInputField,
  values: Values,
): readonly unknown[] {
  const type = getNamedType(arg.type);
  if (isEnumType(type)) return type.getValues().map(({ value }) => value);
  if (isInputObjectType(type)) {
    const parts = Object.values(type.getFields()).map(
      (part) => [part, valuesOf(field, part, values)] as const,
    );
    const all = Object.fromEntries(parts.map(([{ name }, [first]]) => [name, first]));
    return [...parts.flatMap(([{ name }, each]) => each.map((value) => ({ [name]: value }))), all];
  }
  const given = values[`${field.name}.${arg.name}`] ?? values[arg.name];
  if (given === undefined) throw new Error(`What to give ${field.name}(${arg.name}:) is not known.`);
  return given;
}

/** A selection of all fields of a type, as deep as this many things. */
function everything(schema: GraphQLSchema, type: GraphQLNamedType, depth: number): string {
  const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
  const selected = fields.flatMap((field) => {
    const inner = typeOf(field);
    if (isLeafType(inner)) return [field.name];
    const left = depth - weightOf(inner);
    return left < 0 ? [] : [`${few(field)} ${everything(schema, inner, left)}`];
  });
  const kinds = isInterfaceType(type) ? schema.getPossibleTypes(type) : [];
  const fragments = kinds.map((kind) => `... on ${kind.name} ${everything(schema, kind, depth)}`);
  return `{ ${['__typename', ...selected, ...fragments].join(' ')} }`;
}

interface Path {
  readonly field: Field;
  /** Puts a selection of the field inside the selections that lead to it. */
  readonly wrap: (selection: string) => string;
  /** There is another way through the same connection. */
  readonly viaEdges: boolean;
}

/** Every field below a type that gives more than a value. */
function pathsBelow(schema: GraphQLSchema, type: GraphQLNamedType, depth: number): Path[] {
  if (isInterfaceType(type)) {
    return schema.getPossibleTypes(type).flatMap((kind) =>
      pathsBelow(schema, kind, depth).map(({ field, wrap, viaEdges }) => ({
        field,
        wrap: (selection: string) => `{ ... on ${kind.name} ${wrap(selection)} }`,
        viaEdges,
      })),
    );
  }
  const fields = isObjectType(type) ? Object.values(type.getFields()) : [];
  return fields.flatMap((field) => {
    const inner = typeOf(field);
    const left = depth - weightOf(inner);
    if (isLeafType(inner) || left < 0) return [];
    const further = pathsBelow(schema, inner, left).map((path) => ({
      field: path.field,
      wrap: (selection: string) => `{ ${few(field)} ${path.wrap(selection)} }`,
      viaEdges: path.viaEdges || field.name === 'edges',
    }));
    return [{ field, wrap: (selection: string) => `{ ${selection} }`, viaEdges: false }, ...further];
  });
}

const typeOf = (field: Field): GraphQLNamedType => getNamedType(field.type);
const weightOf = (type: GraphQLNamedType): number => (HOLDER.test(type.name) ? 0 : 1);
const isPaged = (field: Field): boolean => field.args.some(({ name }) => name === 'first');
const isEnum = (arg: GraphQLArgument): boolean => isEnumType(getNamedType(arg.type));

/** One row of a page: what is selected below it costs as many times as there may be rows. */
const few = (field: Field): string => (isPaged(field) ? `${field.name}(first: 1)` : field.name);

interface Call {
  readonly text: string;
  readonly declared: readonly string[];
  readonly variables: Given;
}

/** Arguments are variables, so that the server compiles each shape of an operation once. */
function call(field: Field, given: Given, prefix = ''): Call {
  const args = field.args.filter((arg) => arg.name in given);
  const passed = args.map((arg) => `${arg.name}: $${prefix}${arg.name}`).join(', ');
  return {
    text: args.length > 0 ? `${field.name}(${passed})` : field.name,
    declared: args.map((arg) => `$${prefix}${arg.name}: ${String(arg.type)}`),
    variables: Object.fromEntries(args.map((arg) => [`${prefix}${arg.name}`, given[arg.name]])),
  };
}

function requestFor(root: Call, selection: string, below?: Call): GraphQLRequest {
  const declared = [...root.declared, ...(below?.declared ?? [])];
  const operation = declared.length > 0 ? `query (${declared.join(', ')}) ` : '';
  return {
    query: `${operation}{ ${root.text} ${selection} }`,
    variables: { ...root.variables, ...below?.variables },
  };
}
