// Every cell of the transition matrix over HTTP: review state x what is live or scheduled x transition x role x ownership; and
// which transitions each actor reads of an article in each state.
import { startApp, type TestApp } from '../support/app.js';
import { transitionMatrix, expectedTransitions, ACTORS } from '../support/transition-matrix.js';
import { WORKFLOW_STATES } from '../support/expected-workflow.js';

let app: TestApp;
let matrix: Awaited<ReturnType<typeof transitionMatrix>>;
beforeAll(async () => {
  app = await startApp();
  matrix = await transitionMatrix(app);
});
afterAll(() => app.close());

describe.each(WORKFLOW_STATES)('$name', (state) => {
  test.each(ACTORS)('$who gets every transition, allowed or not, with its reasons', (actor) =>
    matrix.readsTheExpectedWorkflow(state, actor),
  );

  test.each(ACTORS)('$who finds it by the transitions that it allows, and by no other', (actor) =>
    matrix.filtersByTheExpectedWorkflow(state, actor),
  );

  describe.each(ACTORS)('$who', (actor) => {
    test.each(expectedTransitions(state, actor))('$name $shown', ({ name, outcome }) =>
      matrix.tryTransition(name, state, actor.who, outcome),
    );
  });
});
