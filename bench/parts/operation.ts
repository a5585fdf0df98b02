// Measures one of Q1 to Q4: (a), (b) and Copydesk, without its cache and with it: hot, cold, and during publications.
import { measureContestants, type Bench, type Contestant, type Figures } from '../measure.js';
import { requestBodies, uniqueRequestBodies, type OperationName, type Operations } from '../operations.js';
import type { Publisher } from '../publisher.js';
import type { ResponseSizes } from '../same-responses.js';
import type { Server } from '../servers/server.js';

export interface Servers {
  readonly bare: Server;
  readonly expert: Server;
  /** Copydesk without a cache. */
  readonly uncached: Server;
  readonly cached: Server;
  /** A second Copydesk with a cache, which receives requests that no server has received before. */
  readonly otherCached: Server;
}

/** More than any Copydesk responds to in a second. */
const UNIQUE_REQUESTS_PER_SECOND = 5000;

export function measureOperation(
  bench: Bench,
  servers: Servers,
  operations: Operations,
  { minBytes }: ResponseSizes,
  publisher: Publisher,
  name: OperationName,
): Promise<Map<string, Figures>> {
  const operation = operations[name];
  const bodies = requestBodies(operation);
  const loadFor = (server: Server, requests = bodies) => ({
    url: server.urlFor(name),
    method: 'POST' as const,
    requests,
    minBytes: minBytes[name],
  });
  /** Requests of which no two are the same. */
  const uniqueLoadFor = (server: Server) => ({
    ...loadFor(server, uniqueRequestBodies(operation, UNIQUE_REQUESTS_PER_SECOND * bench.seconds)),
    inTurn: true,
  });
  const fillCache = { ...loadFor(servers.cached), inTurn: true };
  const contestants: Contestant[] = [
    { name: '(a)', server: servers.bare, load: () => loadFor(servers.bare) },
    { name: '(b)', server: servers.expert, load: () => loadFor(servers.expert) },
    { name: 'cache off', server: servers.uncached, load: () => loadFor(servers.uncached) },
    {
      name: 'unshared',
      server: servers.uncached,
      load: () => uniqueLoadFor(servers.uncached),
    },
    {
      name: 'hot',
      server: servers.cached,
      loadBefore: () => fillCache,
      load: () => loadFor(servers.cached),
    },
    {
      name: 'cold',
      server: servers.otherCached,
      load: () => uniqueLoadFor(servers.otherCached),
    },
    {
      name: 'publishing',
      server: servers.cached,
      load: () => loadFor(servers.cached),
      startBackgroundWork: () => publisher.publishEverySecond(),
    },
  ];
  return measureContestants(bench, contestants);
}
