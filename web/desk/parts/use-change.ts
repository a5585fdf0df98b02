// A change that a form or a button makes: once at a time, with what the API said against it, beside the fields or below them.
import { useMutation } from '@tanstack/react-query';
import { ApiError } from '../api/errors.js';
import { invalidateAll } from '../api/query-client.js';

interface ChangeOptions<TResult> {
  /** The input's names for the fields that the form shows. */
  readonly fields?: readonly string[];
  /** Called when the screen shows the change. */
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
    /** Forgets what was said against the last attempt. */
    reset,
    /** What is wrong with one field. */
    about,
    /** What went wrong and belongs to no field of the form. */
    error: isBesideFields ? null : error,
  };
}
