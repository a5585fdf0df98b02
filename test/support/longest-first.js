// Jest knows how long each file took when it has run before; a first run begins with these, so that none of them is left
// for the end, when other processors have nothing to do. Tests over HTTP wait for the servers, which are one process, while
// those of a part compute in Jest: side by side they keep two processors busy.
import Sequencer from '@jest/test-sequencer';

const LONGEST = [
  'workflow-cells',
  'canary',
  'cache-never-stale',
  'schedules',
  'workflow',
  'workers',
  'server-start',
];

/** Those not named come last: -1 becomes the greatest number. */
const rank = ({ path }) => LONGEST.findIndex((name) => path.endsWith(`/${name}.e2e-spec.ts`)) >>> 0;

const isOverHttp = ({ path }) => path.endsWith('.e2e-spec.ts');

export default class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests).sort((a, b) => rank(a) - rank(b));
    const ofParts = sorted.filter((test) => !isOverHttp(test));
    const overHttp = sorted.filter(isOverHttp);
    const inTurn = overHttp.flatMap((test, i) => [test, ...ofParts.slice(i, i + 1)]);
    return [...inTurn, ...ofParts.slice(overHttp.length)];
  }
}
