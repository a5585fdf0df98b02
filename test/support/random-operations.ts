// Operations of a schema at random, with variables of about the right types.
import fc, { type Arbitrary } from 'fast-check';
import {
  getNamedType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';

/** What a newsroom has, so that some of what is requested exists. */
export interface Known {
  readonly ids: readonly string[];
  readonly strings: readonly string[];
  /** Authorization headers. */
  readonly authorizations: readonly string[];
}

const WEIRD_STRINGS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'x\udfff y',
  '\u202e\u200b',
  '\uffff',
  '\u{10ffff}',
  'ﷺ'.repeat(300),
  '👩‍👩‍👧‍👦'.repeat(60),
  'e\u0301'.repeat(200),
  '__proto__',
  'constructor',
  'toString',
  "'; DROP TABLE desk.users; --",
  '%00%ff%',
  '\\',
  '"',
  '-'.repeat(100),
  ':*&|!<->',
  '$1',
  '{{7*7}}',
  'x'.repeat(10_000),
  '<script>'.repeat(50),
  '['.repeat(2000),
  '> '.repeat(500),
  '*_'.repeat(500),
  '\r\n\t\u000b\u0085\u2028',
  'MA==',
  'eyJhIjoxfQ==',
  'null',
  'NaN',
  '-1',
  '2026-02-30T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
  '+275760-09-13T00:00:00.000Z',
  '-000001-01-01T00:00:00Z',
  '2026-11-27T06:00:00+23:59',
  '2026-11-27',
  'ftp://x',
  'https://a.example/\u0000',
  'javascript:alert(1)',
  'a@b.example',
];
/** Digits that JSON.stringify would not write stand between these marks until the end. */
const RAW = /"«(.*?)»"/g;
const WEIRD_NUMBERS = [0, -0, -1, 1.5, 100, 101, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, 1e21, 1e308, 5e-324];
const RAW_NUMBERS = ['«1e400»', '«-1e999»', `«${'9'.repeat(400)}»`, '«0.0000000000000000000000000001»'];

const nested = (depth: number, open: string, close: string): unknown =>
  JSON.parse(open.repeat(depth) + '1' + close.repeat(depth));
const WEIRD_SHAPES: readonly unknown[] = [
  null,
  true,
  [],
  {},
  [[]],
  [null],
  JSON.parse('{"__proto__":{"it":1}}'),
  JSON.parse('{"constructor":{"prototype":1},"toString":2,"hasOwnProperty":3}'),
  nested(40, '[', ']'),
  nested(400, '{"a":', '}'),
  Array.from({ length: 300 }, (_, i) => `tag_${i}`),
];

/** A value that no field expects. */
export const weird: Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...WEIRD_STRINGS) },
  { weight: 2, arbitrary: fc.constantFrom(...WEIRD_NUMBERS, ...RAW_NUMBERS) },
  { weight: 2, arbitrary: fc.constantFrom(...WEIRD_SHAPES) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
  { weight: 1, arbitrary: fc.jsonValue({ noUnicodeString: false, maxDepth: 3 }) as Arbitrary<unknown> },
);
export const rarely = <T>(usual: Arbitrary<T>, unusual: Arbitrary<T>, weight = 12): Arbitrary<T> =>
  fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: unusual });

const near = (now: number): Arbitrary<string> =>
  fc.integer({ min: -3, max: 3 }).map((days) => new Date(now + days * 86_400_000).toISOString());

/** A value of a type, or of nearly that type. */
function valueOf(type: GraphQLInputType, known: Known): Arbitrary<unknown> {
  if (isNonNullType(type)) return rarely(valueOf(type.ofType, known), fc.constant(null), 30);
  const usual = usualOf(type, known);
  return fc.oneof({ weight: 10, arbitrary: usual }, { weight: 1, arbitrary: weird });
}

function usualOf(type: GraphQLInputType, known: Known): Arbitrary<unknown> {
  if (isListType(type)) return fc.array(valueOf(type.ofType, known), { maxLength: 3 });
  if (isEnumType(type)) return fc.constantFrom(...type.getValues().map(({ name }) => name));
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields());
    const requiredKeys = fields.filter((field) => isNonNullType(field.type)).map(({ name }) => name);
    const values = Object.fromEntries(fields.map((field) => [field.name, valueOf(field.type, known)]));
    return fc.record(values, { requiredKeys });
  }
  switch (getNamedType(type).name) {
    case 'Int':
      return fc.integer({ min: 0, max: 20 });
    case 'Float':
      return fc.double();
    case 'Boolean':
      return fc.boolean();
    case 'ID':
      return fc.constantFrom(...known.ids);
    case 'DateTime':
      return near(Date.now());
    default:
      return fc.oneof(fc.constantFrom(...known.strings, ...known.ids), fc.constantFrom(...WEIRD_STRINGS));
  }
}

/** All leaves of a type, and what is below it to a depth of things. */
function selectionOf(type: GraphQLNamedType, depth: number): string {
  if (!isObjectType(type)) return '{ __typename }';
  const fields = Object.values(type.getFields()).filter((field) => !field.args.some(isRequiredArgument));
  const selected = fields.flatMap((field) => {
    const inner = getNamedType(field.type);
    if (isLeafType(inner)) return [field.name];
    return depth === 0 ? [] : [`${field.name} ${selectionOf(inner, depth - 1)}`];
  });
  return `{ __typename ${selected.join(' ')} }`;
}

export interface Operation {
  readonly query: string;
  readonly variables: unknown;
}

function operationOf(kind: string, field: GraphQLField<unknown, unknown>, known: Known) {
  const declared = field.args.map((arg) => `$${arg.name}: ${String(arg.type)}`);
  const passed = field.args.map((arg) => `${arg.name}: $${arg.name}`);
  const inBrackets = (parts: string[]) => (parts.length > 0 ? `(${parts.join(', ')})` : '');
  const type = getNamedType(field.type);
  const values = Object.fromEntries(field.args.map((arg) => [arg.name, valueOf(arg.type, known)]));
  const requiredKeys = field.args.filter(isRequiredArgument).map(({ name }) => name);
  return fc.record<Operation>({
    query: fc.constantFrom(0, 1, 2).map((depth) => {
      const selection = isLeafType(type) ? '' : selectionOf(type, depth);
      return `${kind} Op${inBrackets(declared)} { ${field.name}${inBrackets(passed)} ${selection} }`;
    }),
    variables: fc.record(values, { requiredKeys }),
  });
}

/** Each root field with any of its arguments, whose values are about right. */
export const operationsOf = (schema: GraphQLSchema, known: Known): Arbitrary<Operation> =>
  fc.oneof(
    ...[['query', schema.getQueryType()] as const, ['mutation', schema.getMutationType()] as const].flatMap(
      ([kind, type]) =>
        Object.values(type?.getFields() ?? {}).map((field) => operationOf(kind, field, known)),
    ),
  );

/** Keeps numbers that JavaScript has not. */
export const toJson = (request: object): string => JSON.stringify(request).replace(RAW, '$1');
