// Every cell of the expected workflow over HTTP: state x what is live or scheduled x transition x role x ownership; and which transitions each person sees of each.
import { startApp, type TestApp } from '../support/app.js';
import { cells, cellsOf, PEOPLE } from '../support/transition-matrix.js';
import { SITUATIONS } from '../support/expected-workflow.js';

let app: TestApp;
let cell: Awaited<ReturnType<typeof cells>>;
beforeAll(async () => {
  app = await startApp();
  cell = await cells(app);
});
afterAll(() => app.close());

describe.each(SITUATIONS)('$name', (situation) => {
  test.each(PEOPLE)('$who gets every transition, allowed or not, with its reasons', (person) =>
    cell.readsTheExpectedWorkflow(situation, person),
  );

  test.each(PEOPLE)('$who finds it by the transitions that it allows, and by no other', (person) =>
    cell.filtersByTheExpectedWorkflow(situation, person),
  );

  describe.each(PEOPLE)('$who', (person) => {
    test.each(cellsOf(situation, person))('$name $shown', ({ name, verdict }) =>
      cell.tried(name, situation, person.who, verdict),
    );
  });
});
