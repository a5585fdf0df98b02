// (b) What an expert writes by hand without a projection: Fastify, pg, one prepared statement for each operation
// over normalised tables. `expert.ts <port> <DATABASE_URL> <offset of Q4>`
import Fastify from 'fastify';
import pg from 'pg';
import { STATEMENTS } from './statements.js';

/** As many connections as Copydesk's delivery API has. */
const POOL_SIZE = 10;

const [port, connectionString, deepPageOffset] = process.argv.slice(2);
const pool = new pg.Pool({
  connectionString,
  max: POOL_SIZE,
  options:
    '-c random_page_cost=1.1 -c jit=off -c plan_cache_mode=force_generic_plan -c default_transaction_read_only=on',
});

interface RequestBody {
  readonly variables: { readonly slug: string };
}

const PARAMETERS = {
  Q1: ({ variables }: RequestBody) => [variables.slug],
  Q2: () => [0],
  Q3: ({ variables }: RequestBody) => [variables.slug],
  Q4: () => [Number(deepPageOffset)],
};

const server = Fastify();
for (const name of ['Q1', 'Q2', 'Q3', 'Q4'] as const) {
  server.post<{ Body: RequestBody }>(`/${name}`, async ({ body }, reply) => {
    const { rows } = await pool.query<{ response: string }>({
      name,
      text: STATEMENTS[name],
      values: PARAMETERS[name](body),
    });
    reply.type('application/json; charset=utf-8');
    return rows[0]?.response;
  });
}
await server.listen({ host: '127.0.0.1', port: Number(port) });
