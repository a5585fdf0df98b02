// `npm run soak -- --minutes 10`: two servers on one database, with readers, writers, editors and schedules at once, at the pace of
// people. It ends with a verdict, and with 1 where something was not as it must be. bench/README.md says what that is.
import { openSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openDatabases, query } from '../databases.js';
import { postmasterPidOf } from '../processes.js';
import { seededRandom } from '../random.js';
import { startCopydesk, stopAllServers } from '../servers/server.js';
import { Faults } from './faults.js';
import { checkInvariants } from './invariants.js';
import { lastLook } from './last-look.js';
import { MAX_GROWTH, MemorySampler, MIN_JUDGED_MINUTES } from './memory.js';
import { openNewsroom } from './newsroom.js';
import { Reader } from './readers.js';
import { installRecord, Truth, type Observation } from './truth.js';

const READERS = 200;
const ARTICLES = 2100;
/** Small, so that it is full within the warm-up. */
const CACHE_MEGABYTES = '16';
/** How long the last schedules, ends and their records in the history may take. */
const MAX_QUIET_MS = 60_000;
/** What is promised: no server goes on longer with what it knows. */
const MAX_LAG_MS = 2000;
const PROGRESS_MS = 30_000;

const { values: flags } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } });
const minutes = Number(flags.minutes);
if (!(minutes > 0)) throw new Error('--minutes takes a number above 0.');

const folder = await mkdtemp(join(tmpdir(), 'copydesk-soak-'));
const databases = await openDatabases(undefined);
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());
const faults = new Faults();
try {
  const url = await databases.dataSet(ARTICLES);
  const logs = [0, 1].map((nth) => join(folder, `${nth}.log`));
  const servers = [];
  for (const log of logs)
    servers.push(await startCopydesk(url, CACHE_MEGABYTES, { FOUR_EYES: 'on' }, openSync(log, 'w')));
  const addresses = servers.map((server, nth) => ({ nth, url: server.url }));
  const newsroom = await openNewsroom(url, addresses, faults);
  await installRecord(url);

  const seen: Observation[] = [];
  const readers = Array.from(
    { length: READERS },
    (_, i) =>
      new Reader(
        addresses[i % 2] ?? { nth: 0, url: '' },
        newsroom.site,
        seededRandom(1000 + i),
        seen,
        faults,
      ),
  );
  const pids = Object.fromEntries(servers.map(({ pid }, nth) => [`server ${nth}`, pid]));
  const memory = new MemorySampler(pids, await postmasterPidOf(url));
  console.log(`${READERS} readers, ${newsroom.people} for ${minutes} minutes …`);
  const progress = setInterval(() => console.log(`${seen.length} answers so far`), PROGRESS_MS);
  const timer = setTimeout(() => stopping.abort(), minutes * 60_000);
  const reading = readers.map((reader) => reader.readUntil(stopping.signal));
  await newsroom.work(stopping.signal, seen);
  const requests = (await Promise.all(reading)).reduce((sum, count) => sum + count, 0);
  clearTimeout(timer);
  clearInterval(progress);
  const levels = memory.stop();

  await untilQuiet(url);
  await lastLook(url, servers, faults);
  await Promise.all(servers.map((server) => server.stop()));
  await checkInvariants(url, newsroom.saved(), faults);
  const truth = await Truth.read(url);
  truth.check(seen, faults);
  const lagMs = truth.longestLagMs(seen);
  if (lagMs > MAX_LAG_MS) faults.add('a server that did not know of a change', `for ${Math.round(lagMs)} ms`);
  for (const { what, growth, thirds } of levels) {
    const sizes = thirds.map((bytes) => `${Math.round(bytes / 1024 / 1024)} MB`).join(', ');
    const judgement = growth === undefined ? ` (not judged in less than ${MIN_JUDGED_MINUTES} minutes)` : '';
    console.log(`memory of ${what}, medians of the thirds after the warm-up: ${sizes}${judgement}`);
    if (growth !== undefined && growth > MAX_GROWTH) faults.add('memory that grows', `${what}: ${sizes}`);
  }
  console.log(`PostgreSQL had ${memory.processes} processes at the end`);
  for (const line of logs.flatMap(errorsIn)) faults.add('an error in a server’s log', line);

  console.log(
    `load average of the machine: ${loadavg()
      .map((load) => load.toFixed(1))
      .join(', ')}`,
  );
  const shown = seen.reduce((sum, { shown }) => sum + shown.length, 0);
  console.log(
    `${requests} requests of readers; ${seen.length} answers with ${shown} articles compared with the desk`,
  );
  console.log([...newsroom.tally.counts].map(([what, count]) => `${what} ${count}`).join(', '));
  console.log(`a change that an answer did not know of was ${Math.round(lagMs)} ms old at most`);
} finally {
  await stopAllServers();
  await databases.close();
  await rm(folder, { recursive: true });
}
for (const line of faults.lines()) console.log(line);
console.log(faults.isEmpty ? 'Verdict: all as it must be.' : 'Verdict: BREACHED.');
process.exitCode = faults.isEmpty ? 0 : 1;

/** Resolves once no schedule and no end is to come, and the history has all that came. */
async function untilQuiet(url: string): Promise<void> {
  const deadline = Date.now() + MAX_QUIET_MS;
  const toCome = `SELECT id FROM desk.publications
    WHERE live_from > now() OR live_until > now() OR NOT go_live_recorded OR NOT expire_recorded AND live_until <= now()`;
  while ((await query(url, toCome)).length > 0) {
    if (Date.now() > deadline) return faults.add('the history does not catch up', toCome);
    await sleep(500);
  }
}

function errorsIn(log: string): string[] {
  const lines = readFileSync(log, 'utf8').split('\n');
  return lines.filter((line) => /"level":(50|60|"error"|"fatal")/.test(line));
}
