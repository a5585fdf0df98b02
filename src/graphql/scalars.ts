// The scalars of both APIs. A DateTime is accepted with any offset, and returned in UTC with milliseconds.
import { GraphQLError, type ValueNode } from 'graphql';
import { GraphQLDateTimeISO } from 'graphql-scalars';

const iso = GraphQLDateTimeISO.toConfig();

/** ISO 8601 and PostgreSQL agree on years of four digits. */
function requireFourDigitYear(instant: Date): Date {
  const year = instant.getUTCFullYear();
  if (year < 1 || year > 9999) throw new GraphQLError('DateTime must lie in the years 0001 to 9999.');
  return instant;
}

/** They have no description: Apollo would show it instead of the SDL's. */
export const scalars = {
  DateTime: {
    serialize: iso.serialize,
    parseValue: (value: unknown) => requireFourDigitYear(iso.parseValue(value)),
    parseLiteral: (node: ValueNode) => requireFourDigitYear(iso.parseLiteral(node)),
  },
};
