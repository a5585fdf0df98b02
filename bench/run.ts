// `npm run bench`: makes the data set, starts the servers, measures part by part, and prints the figures.
import { parseArgs } from 'node:util';
import { openDatabases } from './databases.js';
import { startLoadGenerator } from './load-generator.js';
import { measureAll } from './parts/all.js';
import { MANY, measureGrowth } from './parts/growth/growth.js';
import { stopAllServers } from './servers/server.js';
import { postmasterPidOf } from './processes.js';
import { describeMachine, writeFigures } from './record.js';
import { report } from './report.js';

const { values: flags } = parseArgs({
  options: {
    articles: { type: 'string' },
    large: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string' },
    keep: { type: 'string' },
    record: { type: 'boolean', default: false },
  },
});
const [articles, smallArticles] = flags.large
  ? [1_000_000, 5000]
  : [Number(flags.articles ?? 5000), undefined];
const only = flags.only?.split(',');

const databases = await openDatabases(flags.keep);
const generator = startLoadGenerator();
// Stopping the generator rejects the run that waits for it, and the cleanup below follows.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => generator.stop());
try {
  if (only?.every((part) => part === 'growth')) {
    const growth = await measureGrowth(databases, Number(flags.articles ?? MANY));
    console.log(report({ operations: new Map(), persisted: new Map(), scale: new Map(), growth }));
  } else {
    await measureOthers();
  }
} finally {
  generator.stop();
  await stopAllServers();
  await databases.close();
}

async function measureOthers(): Promise<void> {
  const url = await databases.dataSet(articles);
  const bench = {
    generator,
    postmasterPid: await postmasterPidOf(url),
    seconds: Number(flags.seconds),
    rounds: Number(flags.rounds),
  };
  const small =
    smallArticles === undefined
      ? undefined
      : { articles: smallArticles, url: await databases.dataSet(smallArticles) };
  const results = await measureAll(bench, { articles, url }, small, only);
  const rounds = `The medians of ${bench.rounds} rounds of ${bench.seconds} s.`;
  const figures = [
    `${articles.toLocaleString('en')} articles. ${await describeMachine(url)} ${rounds}`,
    report(results),
  ].join('\n\n');
  console.log(figures);
  if (flags.record) await writeFigures(figures);
}
