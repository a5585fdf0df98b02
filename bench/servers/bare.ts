// (a) The limit of Node and Fastify: a constant response as long as Copydesk's, by POST after parsing the JSON of the
// request, and by GET. `bare.ts <port> <{"Q1": bytes, …}>`
import Fastify from 'fastify';

const [port, sizes] = process.argv.slice(2);
const server = Fastify();
for (const [name, bytes] of Object.entries(JSON.parse(sizes ?? '{}') as Record<string, number>)) {
  const frame = JSON.stringify({ data: '' });
  const response = Buffer.from(JSON.stringify({ data: 'x'.repeat(bytes - frame.length) }));
  server.route({
    method: ['GET', 'POST'],
    url: `/${name}`,
    handler: (_request, reply) => reply.type('application/json; charset=utf-8').send(response),
  });
}
await server.listen({ host: '127.0.0.1', port: Number(port) });
