// From an input that has the schema's shape to one that is acceptable: every fault at once.
import type { z } from 'zod';
import { badUserInput, type FieldFault } from '../domain/errors.js';

/**
 * @param argument the argument's name, where the faults' paths begin
 * @throws BAD_USER_INPUT with all that is wrong
 */
export function acceptable<S extends z.ZodType>(schema: S, input: unknown, argument = 'input'): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw badUserInput(
    result.error.issues.map((issue): FieldFault => ({
      path: [argument, ...issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key))],
      message: issue.message,
    })),
  );
}
