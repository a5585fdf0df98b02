// Hits by GET, as automatic persisted queries are asked: Copydesk with all answers kept against (a) over GET.
import { measured, type Bench, type Figures } from '../measure.js';
import { persistedAddresses, type QuestionName, type Questions } from '../questions.js';
import type { Sizes } from '../same-answers.js';
import type { Server } from '../servers/server.js';
import type { Servers } from './queries.js';

export async function measurePersisted(
  bench: Bench,
  servers: Servers,
  questions: Questions,
  { least }: Sizes,
  name: QuestionName,
): Promise<Map<string, Figures>> {
  const question = questions[name];
  const [known] = persistedAddresses(question, true);
  await fetch(servers.cached.at(name) + known);
  const to = (server: Server) => ({
    url: server.at(name),
    method: 'GET' as const,
    requests: persistedAddresses(question),
    leastBytes: least[name],
  });
  return measured(bench, [
    { name: '(a)', server: servers.bare, load: () => to(servers.bare) },
    {
      name: 'hot',
      server: servers.cached,
      before: () => ({ ...to(servers.cached), inTurn: true }),
      load: () => to(servers.cached),
    },
  ]);
}
