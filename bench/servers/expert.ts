// (b) What an expert writes by hand who has no projection: Fastify, pg, one prepared statement a question over normalised
// tables. `expert.ts <port> <DATABASE_URL> <offset of Q4>`
import Fastify from 'fastify';
import pg from 'pg';
import { STATEMENTS } from './statements.js';

/** As many connections as Copydesk's delivery has. */
const CONNECTIONS = 10;

const [port, connectionString, deep] = process.argv.slice(2);
const pool = new pg.Pool({
  connectionString,
  max: CONNECTIONS,
  options:
    '-c random_page_cost=1.1 -c jit=off -c plan_cache_mode=force_generic_plan -c default_transaction_read_only=on',
});

interface Asked {
  readonly variables: { readonly slug: string };
}

const VALUES = {
  Q1: ({ variables }: Asked) => [variables.slug],
  Q2: () => [0],
  Q3: ({ variables }: Asked) => [variables.slug],
  Q4: () => [Number(deep)],
};

const server = Fastify();
for (const name of ['Q1', 'Q2', 'Q3', 'Q4'] as const) {
  server.post<{ Body: Asked }>(`/${name}`, async ({ body }, reply) => {
    const { rows } = await pool.query<{ answer: string }>({
      name,
      text: STATEMENTS[name],
      values: VALUES[name](body),
    });
    reply.type('application/json; charset=utf-8');
    return rows[0]?.answer;
  });
}
await server.listen({ host: '127.0.0.1', port: Number(port) });
