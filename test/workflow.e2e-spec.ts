// In each state, each person reads the transitions of the expected workflow, and an editor makes them. Every situation and person
// is tried in exhaustive/workflow-cells.
import { startApp, type TestApp } from './support/app.js';
import { cells, cellsOf, PEOPLE } from './support/transition-matrix.js';
import { SITUATIONS } from './support/expected-workflow.js';

let app: TestApp;
let cell: Awaited<ReturnType<typeof cells>>;
beforeAll(async () => {
  app = await startApp();
  cell = await cells(app);
});
afterAll(() => app.close());

const ONE_OF_EACH_STATE = SITUATIONS.filter(
  ({ state }, i) => SITUATIONS.findIndex((situation) => situation.state === state) === i,
);

describe.each(ONE_OF_EACH_STATE)('$name', (situation) => {
  test.each(PEOPLE)('$who gets every transition, allowed or not, with its reasons', (person) =>
    cell.readsTheExpectedWorkflow(situation, person),
  );

  test.each(PEOPLE)('$who finds it by the transitions that it allows, and by no other', (person) =>
    cell.filtersByTheExpectedWorkflow(situation, person),
  );
});

const [, , , editor] = PEOPLE;
describe.each(ONE_OF_EACH_STATE)('an editor, $name', (situation) => {
  test.each(cellsOf(situation, editor))('$name $shown', ({ name, verdict }) =>
    cell.tried(name, situation, editor.who, verdict),
  );
});
