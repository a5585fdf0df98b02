// Cache hits by GET with automatic persisted queries: Copydesk with all responses cached, against (a) over GET.
import { measureContestants, type Bench, type Figures } from '../measure.js';
import { persistedQueryStrings, type OperationName, type Operations } from '../operations.js';
import type { ResponseSizes } from '../same-responses.js';
import type { Server } from '../servers/server.js';
import type { Servers } from './operation.js';

export async function measurePersisted(
  bench: Bench,
  servers: Servers,
  operations: Operations,
  { minBytes }: ResponseSizes,
  name: OperationName,
): Promise<Map<string, Figures>> {
  const operation = operations[name];
  const [registration] = persistedQueryStrings(operation, true);
  await fetch(servers.cached.urlFor(name) + registration);
  const loadFor = (server: Server) => ({
    url: server.urlFor(name),
    method: 'GET' as const,
    requests: persistedQueryStrings(operation),
    minBytes: minBytes[name],
  });
  return measureContestants(bench, [
    { name: '(a)', server: servers.bare, load: () => loadFor(servers.bare) },
    {
      name: 'hot',
      server: servers.cached,
      loadBefore: () => ({ ...loadFor(servers.cached), inTurn: true }),
      load: () => loadFor(servers.cached),
    },
  ]);
}
