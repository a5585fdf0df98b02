import { invalidateAll } from '../api/query-client.js';
import { messageOf } from './notices.js';
import { toast } from './toasts.js';

/**
 * Makes the inverse of a change, and says in a toast what came of it.
 * @param done what the toast says then; undefined where the screen shows it
 * @param failed stands before the error's message
 */
export async function undo(
  inverse: () => Promise<unknown>,
  done: string | undefined,
  failed = '',
): Promise<void> {
  try {
    await inverse();
    if (done !== undefined) toast(done);
  } catch (error) {
    toast(`${failed} ${messageOf(error)}`.trim());
  }
  await invalidateAll();
}
