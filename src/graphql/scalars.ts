// The scalars of both APIs. Instants come with their offset and leave in UTC with milliseconds.
import { GraphQLError, type ValueNode } from 'graphql';
import { GraphQLDateTimeISO } from 'graphql-scalars';

const iso = GraphQLDateTimeISO.toConfig();

/** An instant of the years that ISO 8601 writes in four digits, and PostgreSQL too. */
function inOurEra(instant: Date): Date {
  const year = instant.getUTCFullYear();
  if (year < 1 || year > 9999) throw new GraphQLError('DateTime must lie in the years 0001 to 9999.');
  return instant;
}

/** Without a description: the SDL has it, and Apollo would put that of the scalar in its place. */
export const scalars = {
  DateTime: {
    serialize: iso.serialize,
    parseValue: (value: unknown) => inOurEra(iso.parseValue(value)),
    parseLiteral: (node: ValueNode) => inOurEra(iso.parseLiteral(node)),
  },
};
