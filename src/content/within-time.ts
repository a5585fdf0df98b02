// How much one body may cost. Markdown parsers are linear in what people write and quadratic, or deeper than the stack,
// in what somebody may send; no list of such inputs is complete, so the work itself is bounded, whatever it does.
// How long a body may be is the desk's to say.
import { Script } from 'node:vm';

/** The Markdown asks for more than we give to one body. `message` is a sentence for its author. */
export class UnrenderableMarkdown extends Error {
  override readonly name = 'UnrenderableMarkdown';
}

const task = new Script('task()');

/**
 * Runs a synchronous `work` and interrupts it where it takes too long; it must not leave anything half done behind.
 * @param milliseconds of the wall clock
 * @throws UnrenderableMarkdown where the time or the stack is used up
 */
export function withinTime<T>(milliseconds: number, work: () => T): T {
  try {
    return task.runInNewContext({ task: work }, { timeout: milliseconds }) as T;
  } catch (error) {
    if (codeOf(error) === 'ERR_SCRIPT_EXECUTION_TIMEOUT') {
      throw new UnrenderableMarkdown('The text is too intricate to be rendered in reasonable time.');
    }
    if (error instanceof RangeError && error.message === 'Maximum call stack size exceeded') {
      throw new UnrenderableMarkdown('The text is nested too deeply to be rendered.');
    }
    throw error;
  }
}

/** The interruption comes from the other context, whose Error is not ours. */
const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
