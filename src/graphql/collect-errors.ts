// Validates inputs beyond what the SDL says. One BAD_USER_INPUT reports everything that is wrong.
import type * as z from 'zod';
import { badUserInput, DomainError, type FieldError } from '../domain/errors.js';

/**
 * Runs all checks, and returns their results.
 * @throws BAD_USER_INPUT with the errors of all checks that threw it
 */
export async function collectErrors<T extends readonly unknown[]>(
  ...checks: { [I in keyof T]: () => T[I] | Promise<T[I]> }
): Promise<T> {
  const errors: FieldError[] = [];
  const results = await Promise.all(
    checks.map(async (check) => {
      try {
        return await check();
      } catch (error) {
        if (!(error instanceof DomainError) || error.code !== 'BAD_USER_INPUT') throw error;
        errors.push(...(error.extensions.fields as readonly FieldError[]));
        return undefined;
      }
    }),
  );
  if (errors.length > 0) throw badUserInput(errors);
  return results as unknown as T;
}

/**
 * @param argument the argument's name, with which the errors' paths begin
 * @throws BAD_USER_INPUT with everything that is wrong
 */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown, argument = 'input'): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw badUserInput(
    result.error.issues.map((issue): FieldError => ({
      path: [argument, ...issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key))],
      message: issue.message,
    })),
  );
}
