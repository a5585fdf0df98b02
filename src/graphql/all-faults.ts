// Where an operation has several arguments to check, each by its own rules: one refusal that names the faults of all.
import { badUserInput, DomainError, type FieldFault } from '../domain/errors.js';

/**
 * The results of all checks.
 * @throws BAD_USER_INPUT with the faults of every check that threw it
 */
export async function allAcceptable<T extends readonly unknown[]>(
  ...checks: { [I in keyof T]: () => T[I] | Promise<T[I]> }
): Promise<T> {
  const faults: FieldFault[] = [];
  const results = await Promise.all(
    checks.map(async (check) => {
      try {
        return await check();
      } catch (error) {
        if (!(error instanceof DomainError) || error.code !== 'BAD_USER_INPUT') throw error;
        faults.push(...(error.extensions.fields as readonly FieldFault[]));
        return undefined;
      }
    }),
  );
  if (faults.length > 0) throw badUserInput(faults);
  return results as unknown as T;
}
