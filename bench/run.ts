// `npm run bench`: makes the data set, starts the servers, measures, and prints the figures.
import { parseArgs } from 'node:util';
import { openDatabases } from './databases.js';
import { startGenerator } from './load.js';
import { Newsroom } from './newsroom.js';
import { measureQuestion, type Servers } from './parts/queries.js';
import { postmasterOf } from './processes.js';
import { DEEP, NAMES, questionsOf } from './questions.js';
import { questionTable } from './report.js';
import { assertSameAnswers } from './same-answers.js';
import { bare, copydesk, endAllServers, expert } from './servers/server.js';

const { values: flags } = parseArgs({
  options: {
    articles: { type: 'string', default: '5000' },
    large: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string' },
    keep: { type: 'string' },
  },
});
const articles = flags.large ? 1_000_000 : Number(flags.articles);
const only = flags.only?.split(',');

const databases = await openDatabases(flags.keep);
const generator = startGenerator();
try {
  const url = await databases.dataSet(articles);
  const questions = await questionsOf(url);
  const uncached = await copydesk(url, 'off');
  const byHand = await expert(url, DEEP);
  const sizes = await assertSameAnswers(questions, byHand, uncached);
  const servers: Servers = {
    uncached,
    expert: byHand,
    bare: await bare(sizes.median),
    cached: await copydesk(url, '64'),
    other: await copydesk(url, '64'),
  };
  const newsroom = await Newsroom.open(servers.cached.url, url);
  const bench = {
    generator,
    postmaster: await postmasterOf(url),
    seconds: Number(flags.seconds),
    rounds: Number(flags.rounds),
  };
  for (const name of NAMES.filter((question) => only?.includes(question) ?? true)) {
    console.log(questionTable(name, await measureQuestion(bench, servers, questions, sizes, newsroom, name)));
  }
} finally {
  generator.end();
  await endAllServers();
  await databases.close();
}
