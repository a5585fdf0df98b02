// A mutation of a form or a button: one at a time, with its errors sorted into those of fields and others.
import { useMutation } from '@tanstack/react-query';
import { ApiError } from '../api/errors.js';
import { invalidateAll } from '../api/query-client.js';

interface ChangeOptions<TResult> {
  /** The fields that the form shows, by their names in the input. */
  readonly fields?: readonly string[];
  /** Called after the queries were fetched again. */
  readonly onDone?: (result: TResult) => void;
}

export function useChange<TInput, TResult>(
  change: (input: TInput) => Promise<TResult>,
  { fields = [], onDone }: ChangeOptions<TResult> = {},
) {
  const { mutate, error, isPending, reset } = useMutation({
    mutationFn: change,
    onSuccess: async (result) => {
      await invalidateAll();
      onDone?.(result);
    },
  });
  const about = (field: string) => (error instanceof ApiError ? error.about(field) : undefined);
  const isBesideFields =
    error instanceof ApiError &&
    (error.extensions.fields ?? []).length > 0 &&
    (error.extensions.fields ?? []).every(({ path }) => fields.some((field) => path.includes(field)));
  return {
    isBusy: isPending,
    run: (input: TInput) => {
      if (!isPending) mutate(input);
    },
    /** Clears the error. */
    reset,
    /** The error message of one field. */
    about,
    /** The error, unless all of it is about the form's fields. */
    error: isBesideFields ? null : error,
  };
}
