// Jest knows how long each file took when it has run before; a first run begins with these, so that none of them is left
// for the end, when other processors have nothing to do.
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

export default class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((a, b) => rank(a) - rank(b));
  }
}
