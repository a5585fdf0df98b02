// Q1 to Q4: (a), (b) and Copydesk, without its cache and with it: hot, cold, and while something is published.
import { measured, type Bench, type Contestant, type Figures } from '../measure.js';
import type { Newsroom } from '../newsroom.js';
import { bodiesNeverSent, bodiesOf, type QuestionName, type Questions } from '../questions.js';
import type { Sizes } from '../same-answers.js';
import type { Server } from '../servers/server.js';

export interface Servers {
  readonly bare: Server;
  readonly expert: Server;
  /** Copydesk without a cache, and two with one: the second is asked what nobody has asked before. */
  readonly uncached: Server;
  readonly cached: Server;
  readonly other: Server;
}

/** No Copydesk answers so many new questions a second. */
const NEW_A_SECOND = 5000;

export const CONTESTANTS = ['(a)', '(b)', 'cache off', 'unshared', 'hot', 'cold', 'publishing'] as const;

export function measureQuestion(
  bench: Bench,
  servers: Servers,
  questions: Questions,
  { least }: Sizes,
  newsroom: Newsroom,
  name: QuestionName,
): Promise<Map<string, Figures>> {
  const question = questions[name];
  const requests = bodiesOf(question);
  const to = (server: Server, bodies = requests) => ({
    url: server.at(name),
    method: 'POST' as const,
    requests: bodies,
    leastBytes: least[name],
  });
  /** Requests of which no two are the same. */
  const unique = (server: Server) => ({
    ...to(server, bodiesNeverSent(question, NEW_A_SECOND * bench.seconds)),
    inTurn: true,
  });
  const all = { ...to(servers.cached), inTurn: true };
  const contestants: Contestant[] = [
    { name: '(a)', server: servers.bare, load: () => to(servers.bare) },
    { name: '(b)', server: servers.expert, load: () => to(servers.expert) },
    { name: 'cache off', server: servers.uncached, load: () => to(servers.uncached) },
    {
      name: 'unshared',
      server: servers.uncached,
      load: () => unique(servers.uncached),
    },
    { name: 'hot', server: servers.cached, before: () => all, load: () => to(servers.cached) },
    {
      name: 'cold',
      server: servers.other,
      load: () => unique(servers.other),
    },
    {
      name: 'publishing',
      server: servers.cached,
      load: () => to(servers.cached),
      meanwhile: () => newsroom.everySecond(),
    },
  ];
  return measured(bench, contestants);
}
