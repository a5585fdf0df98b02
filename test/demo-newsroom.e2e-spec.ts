// A second start of the demo: existing articles stay as they are, and a partly filled newsroom is refused.
import { ConfigError } from '../src/config/config.js';
import { fillNewsroom } from '../src/demo/fill-newsroom.js';
import { readNewsroom, type Newsroom } from '../src/demo/newsroom.js';
import { startApp, type TestApp } from './support/app.js';

const PASSWORD = 'a newsroom of our own';

let app: TestApp;
let newsroom: Newsroom;
beforeAll(async () => {
  newsroom = await readNewsroom();
  const email = newsroom.users.find((user) => user.role === 'ADMIN')?.email ?? '';
  app = await startApp({ firstAdministrator: { email, password: PASSWORD } });
});
afterAll(() => app?.close());

test('the demo fills its newsroom once, and refuses a partly filled one', async () => {
  const half = { ...newsroom, articles: newsroom.articles.slice(-2) };
  expect(await fillNewsroom(app.url, half, PASSWORD)).toHaveLength(2);
  expect(await fillNewsroom(app.url, half, PASSWORD)).toEqual([]);
  await expect(fillNewsroom(app.url, newsroom, PASSWORD)).rejects.toThrow(ConfigError);
});
