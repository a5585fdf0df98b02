// `npm run bench`: makes the data set, starts the servers, measures part by part, and prints the figures.
import { parseArgs } from 'node:util';
import { openDatabases } from './databases.js';
import { startGenerator } from './load.js';
import { measureAll } from './parts/all.js';
import { endAllServers } from './servers/server.js';
import { postmasterOf } from './processes.js';
import { machine, record } from './record.js';
import { report } from './report.js';

const { values: flags } = parseArgs({
  options: {
    articles: { type: 'string', default: '5000' },
    large: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string' },
    keep: { type: 'string' },
    record: { type: 'boolean', default: false },
  },
});
const [articles, few] = flags.large ? [1_000_000, 5000] : [Number(flags.articles), undefined];

const databases = await openDatabases(flags.keep);
const generator = startGenerator();
// Whoever waits for the generator is told that it has ended, and all is put away.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => generator.end());
try {
  const url = await databases.dataSet(articles);
  const bench = {
    generator,
    postmaster: await postmasterOf(url),
    seconds: Number(flags.seconds),
    rounds: Number(flags.rounds),
  };
  const small = few === undefined ? undefined : { articles: few, url: await databases.dataSet(few) };
  const results = await measureAll(bench, { articles, url }, small, flags.only?.split(','));
  const rounds = `The medians of ${bench.rounds} rounds of ${bench.seconds} s.`;
  const figures = [
    `${articles.toLocaleString('en')} articles. ${await machine(url)} ${rounds}`,
    report(results),
  ].join('\n\n');
  console.log(figures);
  if (flags.record) await record(figures);
} finally {
  generator.end();
  await endAllServers();
  await databases.close();
}
