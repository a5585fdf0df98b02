// A bind parameter whose value is a variable of the operation: the statement is compiled once, and the value is taken from
// each request.
export type VariableValues = Readonly<Record<string, unknown>>;

export class Placeholder<T = unknown> {
  /** @param resolve may throw what is wrong with the value */
  constructor(readonly resolve: (variables: VariableValues) => T) {}
}

/** Applies `map` to a value, now or at each request. */
export const mapPlaceholder = <T, U>(value: T | Placeholder<T>, map: (value: T) => U): U | Placeholder<U> =>
  value instanceof Placeholder ? new Placeholder((variables) => map(value.resolve(variables))) : map(value);

export const resolvePlaceholder = <T>(value: T | Placeholder<T>, variables: VariableValues): T =>
  value instanceof Placeholder ? value.resolve(variables) : value;
