// Tests and hooks fail that take longer than they may, as they do in Jest's own runner: each may name its limit in
// milliseconds, as the last argument.
import { addEventHandler } from 'jest-circus';
import { clearTimeout, setTimeout } from 'node:timers';

const USUAL = 30_000;

addEventHandler(({ name }, { currentDescribeBlock: block }) => {
  const added = { add_test: block.children, add_hook: block.hooks }[name]?.at(-1);
  if (added?.fn) added.fn = within(added.timeout ?? USUAL, added.fn);
});

function within(milliseconds, fn) {
  return async () => {
    let timer;
    const tooLong = new Promise((_, reject) => {
      const error = new Error(`It took longer than ${milliseconds} ms.`);
      timer = setTimeout(() => reject(error), milliseconds);
    });
    try {
      await Promise.race([fn(), tooLong]);
    } finally {
      clearTimeout(timer);
    }
  };
}
