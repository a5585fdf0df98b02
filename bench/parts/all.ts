// Measures all parts in their order, or those that `--only` names.
import { type Bench, type Figures } from '../measure.js';
import { DEEP_PAGE_OFFSET, loadOperations, OPERATION_NAMES, type OperationName } from '../operations.js';
import { isMeasurable, memoryOf } from '../processes.js';
import { Publisher } from '../publisher.js';
import { assertSameResponses } from '../same-responses.js';
import { startBare, startCopydesk, startExpert } from '../servers/server.js';
import type { Results } from '../targets.js';
import { measureAbuse } from './abuse.js';
import { measureHitRatio } from './hit-ratio.js';
import { measureOperation, type Servers } from './operation.js';
import { measurePersisted } from './persisted.js';
import { measurePreviews } from './previews.js';
import { measureScale, type DataSet, type Scale } from './scale.js';
import { measureStaleness } from './staleness.js';
import { measureStartMs } from './start.js';
import { measureTyping } from './typing.js';

/** A short response and a long one are enough for GET. */
const GET_OPERATIONS: readonly OperationName[] = ['Q1', 'Q2'];

/** @param small the data set that `data` is compared with, to see how times grow */
export async function measureAll(
  bench: Bench,
  data: DataSet,
  small: DataSet | undefined,
  only: readonly string[] | undefined,
): Promise<Results> {
  const isSelected = (part: string) => only?.includes(part) ?? true;
  const runPart = <T>(name: string, measure: () => Promise<T>): Promise<T> | undefined => {
    if (!isSelected(name)) return undefined;
    console.log(`${name} …`);
    return measure();
  };
  const typing = await runPart('typing', () => measureTyping(bench.rounds));
  // It needs no server.
  if (only?.every((part) => part === 'typing')) {
    return { operations: new Map(), persisted: new Map(), scale: new Map(), typing };
  }
  const { url } = data;
  const operations = await loadOperations(url);
  const uncached = await startCopydesk(url, 'off');
  const expert = await startExpert(url, DEEP_PAGE_OFFSET);
  const sizes = await assertSameResponses(operations, expert, uncached);
  const servers: Servers = {
    uncached,
    expert,
    bare: await startBare(sizes.medianBytes),
    cached: await startCopydesk(url, '64'),
    otherCached: await startCopydesk(url, '64'),
  };
  const publisher = await Publisher.create(servers.cached.url, url);
  await publisher.warmUp();

  const byOperation = new Map<OperationName, ReadonlyMap<string, Figures>>();
  for (const name of OPERATION_NAMES) {
    const figures = await runPart(name, () =>
      measureOperation(bench, servers, operations, sizes, publisher, name),
    );
    if (figures) byOperation.set(name, figures);
  }
  const persisted = new Map<OperationName, ReadonlyMap<string, Figures>>();
  for (const name of isSelected('GET') ? GET_OPERATIONS : []) {
    persisted.set(name, await measurePersisted(bench, servers, operations, sizes, name));
  }
  const previews = await runPart('previews', () =>
    measurePreviews(bench, url, operations, servers.uncached, publisher),
  );
  const staleness = await runPart('staleness', () =>
    measureStaleness(url, operations, servers.cached, servers.otherCached),
  );
  const hitRatio = await runPart('hit-ratio', () =>
    measureHitRatio(bench, url, operations, sizes.minBytes.Q1),
  );
  const memories = isMeasurable
    ? [servers.cached, servers.otherCached].map(({ pid }) => memoryOf(pid).currentBytes)
    : [NaN];
  const abuse = await runPart('abuse', () => measureAbuse(bench, url, operations, servers.cached));
  await Promise.all(Object.values(servers).map((server) => server.stop()));
  const startMs = await runPart('start', () => measureStartMs(url));
  const scale: Scale =
    (small && (await runPart('scale', () => measureScale(bench, small, data)))) ?? new Map();
  return {
    operations: byOperation,
    persisted,
    previews,
    abuse,
    staleness,
    hitRatio,
    // The target holds for the usual data set, and for servers that have run every part but abuse, whose table has its own.
    memoryBytes: only === undefined && small === undefined ? Math.max(...memories) : undefined,
    startMs,
    scale,
    typing,
  };
}
