import {
  buildClientSchema,
  getIntrospectionQuery,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
  type GraphQLField,
  type GraphQLInputType,
} from 'graphql';
import { startApp, type TestApp } from './support/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

/** A minimal literal of an input type: required fields only. */
function literalOf(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literalOf(type.ofType);
  if (isListType(type)) return '[]';
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(isRequiredInputField);
    return `{ ${fields.map((field) => `${field.name}: ${literalOf(field.type)}`).join(', ')} }`;
  }
  if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
  const literals: Record<string, string> = {
    Int: '1',
    Boolean: 'true',
    DateTime: '"2026-01-01T00:00:00.000Z"',
  };
  return literals[type.name] ?? '"x"';
}

function queryOf(field: GraphQLField<unknown, unknown>): string {
  const required = field.args.filter(isRequiredArgument);
  const args = required.map((arg) => `${arg.name}: ${literalOf(arg.type)}`).join(', ');
  const selection = isLeafType(getNamedType(field.type)) ? '' : ' { __typename }';
  return `${field.name}${args && `(${args})`}${selection}`;
}

/** What a screen needs before anybody has signed in. */
const PUBLIC = ['signIn', 'refreshSession', 'newsroom'];

test('without a token every root field of the desk is UNAUTHENTICATED but those for signing in', async () => {
  const { data } = await app.desk(getIntrospectionQuery());
  const schema = buildClientSchema(data);
  const operations = [
    ...Object.values(schema.getQueryType()?.getFields() ?? {}).map((field) => ({
      name: field.name,
      query: `{ ${queryOf(field)} }`,
    })),
    ...Object.values(schema.getMutationType()?.getFields() ?? {}).map((field) => ({
      name: field.name,
      query: `mutation { ${queryOf(field)} }`,
    })),
  ].filter(({ name }) => !PUBLIC.includes(name));
  expect(operations.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['viewer', 'articles', 'node', 'saveDraft']),
  );

  const answers: [string, string | undefined][] = [];
  for (const { name, query } of operations) {
    const { errors } = await app.desk(query);
    answers.push([name, errors?.[0]?.extensions.code]);
  }
  expect(answers).toEqual(operations.map(({ name }) => [name, 'UNAUTHENTICATED']));
});
