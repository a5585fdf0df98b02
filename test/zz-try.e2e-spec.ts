import { startApp } from './support/app.js';
import { format } from 'node:util';
test('x', async () => {
  const app = await startApp({ logLevel: 'error' });
  const a = await app.delivery('query ($at: DateTime) { articles(where: { publishedFrom: $at, publishedTo: $at }) { totalCount } }', { at: 'now' });
  process.stdout.write(format(a.status, a.errors) + '\n');
  await app.close();
});
