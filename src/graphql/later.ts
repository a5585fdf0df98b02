// A value that is known only when a question is asked: a variable of a query whose SQL is written once, for whatever the
// variable will be.
export type VariableValues = Readonly<Record<string, unknown>>;

export class Later<T = unknown> {
  /** @param of may throw what is wrong with the value */
  constructor(readonly of: (variables: VariableValues) => T) {}

  map<U>(change: (value: T) => U): Later<U> {
    return new Later((variables) => change(this.of(variables)));
  }
}

/** What `change` makes of a value, now or later. */
export const changed = <T, U>(value: T | Later<T>, change: (value: T) => U): U | Later<U> =>
  value instanceof Later ? value.map(change) : change(value);

export const settled = (value: unknown, variables: VariableValues): unknown =>
  value instanceof Later ? value.of(variables) : value;
