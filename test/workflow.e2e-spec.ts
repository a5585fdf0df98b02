// In each review state, each actor reads the transitions of the expected workflow, and an editor makes them. All states and
// actors are tried in exhaustive/workflow-cells.
import { startApp, type TestApp } from './support/app.js';
import { transitionMatrix, expectedTransitions, ACTORS } from './support/transition-matrix.js';
import { WORKFLOW_STATES } from './support/expected-workflow.js';

let app: TestApp;
let matrix: Awaited<ReturnType<typeof transitionMatrix>>;
beforeAll(async () => {
  app = await startApp();
  matrix = await transitionMatrix(app);
});
afterAll(() => app.close());

const ONE_OF_EACH_STATE = WORKFLOW_STATES.filter(
  ({ reviewState }, i) => WORKFLOW_STATES.findIndex((state) => state.reviewState === reviewState) === i,
);

describe.each(ONE_OF_EACH_STATE)('$name', (state) => {
  test.each(ACTORS)('$who gets every transition, allowed or not, with its reasons', (actor) =>
    matrix.readsTheExpectedWorkflow(state, actor),
  );

  test.each(ACTORS)('$who finds it by the transitions that it allows, and by no other', (actor) =>
    matrix.filtersByTheExpectedWorkflow(state, actor),
  );
});

const [, , , editor] = ACTORS;
describe.each(ONE_OF_EACH_STATE)('an editor, $name', (state) => {
  test.each(expectedTransitions(state, editor))('$name $shown', ({ name, outcome }) =>
    matrix.tryTransition(name, state, editor.who, outcome),
  );
});
