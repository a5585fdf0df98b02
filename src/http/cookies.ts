// Cookies: what a browser sent is parsed, and what an answer sets is written. Only the desk uses them.
import cookie from '@fastify/cookie';
import type { FastifyInstance } from 'fastify';

export async function registerCookies(server: FastifyInstance): Promise<void> {
  await server.register(cookie);
}
