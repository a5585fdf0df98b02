// Every cell of the law over HTTP: state x what is out x transition x role x ownership; and what each person is told of each.
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
  test.each(PEOPLE)('$who is told what is allowed, and why not', (person) =>
    cell.isToldTheLaw(situation, person),
  );

  describe.each(PEOPLE)('$who', (person) => {
    test.each(cellsOf(situation, person))('$name $shown', ({ name, verdict }) =>
      cell.tried(name, situation, person.who, verdict),
    );
  });
});
