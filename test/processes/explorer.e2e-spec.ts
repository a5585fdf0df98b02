import Fastify, { type FastifyInstance } from 'fastify';
import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { registerExplorer } from '../../src/web/register-explorer.js';

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8';
const APIS = ['/graphql', '/graphql/desk'];

const servers: FastifyInstance[] = [];

/** A server with routes that stand for the two APIs. */
async function server(explorer: boolean): Promise<FastifyInstance> {
  const fastify = Fastify();
  servers.push(fastify);
  registerExplorer(fastify, { explorer });
  for (const path of APIS) {
    fastify.get(path, (_request, reply) => reply.header('Vary', 'Authorization').send({ data: null }));
    fastify.post(path, () => ({ data: null }));
  }
  await fastify.listen({ host: '127.0.0.1', port: 0 });
  return fastify;
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly raw: Buffer;
  readonly body: string;
}

/** The path goes out as it is written, dots and all; the body is as it comes, gzipped or not. */
function ask(
  fastify: FastifyInstance,
  path: string,
  headers: OutgoingHttpHeaders,
  method = 'GET',
): Promise<Answer> {
  const { port } = fastify.server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, path, method, headers }, async (incoming) => {
      const raw = await buffer(incoming);
      resolve({ status: incoming.statusCode, headers: incoming.headers, raw, body: raw.toString('utf8') });
    });
    outgoing.on('error', reject).end();
  });
}

const get = (fastify: FastifyInstance, path: string, accept: string): Promise<Answer> =>
  ask(fastify, path, { accept });

/** Every address that a document or style sheet names. */
const addressesIn = (text: string): string[] =>
  [...text.matchAll(/(?:src|href)="([^"]*)"|url\((?!["']?data:)["']?([^"')]+)/g)].map(
    ([, attribute, url]) => attribute ?? url ?? '',
  );

afterAll(() => Promise.all(servers.map((fastify) => fastify.close())));

describe('the explorer', () => {
  test.each(APIS)('serves a browser its page at %s, with any query string', async (path) => {
    const fastify = await server(true);
    for (const url of [path, `${path}?query=%7B__typename%7D`]) {
      const page = await get(fastify, url, BROWSER);
      expect(page.status).toBe(200);
      expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(page.headers['cache-control']).toBe('no-cache');
      expect(page.headers['vary']).toBe('Accept');
      expect(page.body).toMatch(/<title>(Delivery|Desk) API – Copydesk<\/title>/);
    }
  });

  test('serves each API a page of its own', async () => {
    const fastify = await server(true);
    const [delivery, desk] = await Promise.all(APIS.map((path) => get(fastify, path, BROWSER)));
    expect(delivery?.body).toContain('&quot;explores&quot;:&quot;delivery&quot;');
    expect(desk?.body).toContain('&quot;explores&quot;:&quot;desk&quot;');
    const paths = '{&quot;delivery&quot;:&quot;/graphql&quot;,&quot;desk&quot;:&quot;/graphql/desk&quot;}';
    for (const page of [delivery, desk]) expect(page?.body).toContain(`&quot;paths&quot;:${paths}`);
  });

  test.each([
    'application/json',
    'application/graphql-response+json, application/json;q=0.9',
    '*/*',
    'application/json, text/html;q=0.5',
  ])('leaves a request that accepts %s to the API', async (accept) => {
    const fastify = await server(true);
    for (const path of APIS) {
      const answer = await get(fastify, path, accept);
      expect(JSON.parse(answer.body)).toEqual({ data: null });
      expect(answer.headers['vary']).toBe('Authorization, Accept');
      expect(answer.headers).not.toHaveProperty('content-security-policy');
    }
  });

  test('leaves a POST to the API, whatever it accepts', async () => {
    const fastify = await server(true);
    const answer = await ask(fastify, '/graphql', { accept: BROWSER }, 'POST');
    expect(JSON.parse(answer.body)).toEqual({ data: null });
  });

  test('serves every file of a page itself, with its media type and immutable caching', async () => {
    const fastify = await server(true);
    const page = await get(fastify, '/graphql/desk', BROWSER);
    const style = addressesIn(page.body).find((address) => address.endsWith('.css')) ?? '';
    const inPage = [...page.body.matchAll(/&quot;(\/explorer\/[^&]+)&quot;/g)].map(
      ([, worker]) => worker ?? '',
    );
    const inStyle = addressesIn((await get(fastify, style, '*/*')).body);
    expect(inPage).toHaveLength(3);
    expect(inStyle).not.toHaveLength(0);

    for (const address of [...addressesIn(page.body), ...inPage, ...inStyle]) {
      expect(address).toMatch(/^\/explorer\/[\w.]+-[A-Z0-9]{8}\.(js|css|svg|ttf)$/);
      const file = await get(fastify, address, '*/*');
      expect(file.status).toBe(200);
      expect(file.headers['content-type']).toBe(typeOf(address));
      expect(file.headers['cache-control']).toBe('public, max-age=31536000, immutable');
      expect(file.headers['x-content-type-options']).toBe('nosniff');
    }
  });

  test('serves every module that its scripts import', async () => {
    const fastify = await server(true);
    const script = addressesIn((await get(fastify, '/graphql', BROWSER)).body).find((address) =>
      address.endsWith('.js'),
    );
    const seen = new Set<string>();
    const follow = async (address: string): Promise<void> => {
      if (seen.has(address)) return;
      seen.add(address);
      const file = await get(fastify, address, '*/*');
      expect([address, file.status]).toEqual([address, 200]);
      for (const [, next] of file.body.matchAll(/["']\.?(?:\/explorer)?(\/[\w.]+-[A-Z0-9]{8}\.js)["']/g)) {
        await follow(`/explorer${next}`);
      }
    };
    await follow(script ?? '');
    expect(seen.size).toBeGreaterThan(5);
  });

  test('has a content security policy without other origins, and no inline script', async () => {
    const fastify = await server(true);
    const page = await get(fastify, '/graphql', BROWSER);
    const policy = String(page.headers['content-security-policy']).split('; ');
    expect(policy).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "connect-src 'self'",
        "frame-ancestors 'none'",
      ]),
    );
    expect(policy.join()).not.toMatch(/https?:|\*|unsafe-eval|blob:/);
    expect(page.headers['x-content-type-options']).toBe('nosniff');
    expect(page.headers['referrer-policy']).toBe('no-referrer');
    expect(page.body).not.toMatch(/<script(?![^>]* src=)|<style| style=| on\w+=/);
  });

  test('serves the same file gzipped to a client that accepts gzip', async () => {
    const fastify = await server(true);
    const script =
      addressesIn((await get(fastify, '/graphql', BROWSER)).body).find((a) => a.endsWith('.js')) ?? '';
    const plain = await get(fastify, script, '*/*');
    const gzipped = await ask(fastify, script, { 'accept-encoding': 'gzip, deflate, br' });
    expect(plain.headers).not.toHaveProperty('content-encoding');
    expect(gzipped.headers['content-encoding']).toBe('gzip');
    expect(gzipped.headers['vary']).toBe('Accept-Encoding');
    expect(gunzipSync(gzipped.raw).equals(plain.raw)).toBe(true);
  });

  test.each([
    '/explorer',
    '/explorer/',
    '/explorer/manifest.json',
    '/explorer/../package.json',
    '/explorer/..%2f..%2fpackage.json',
    '/explorer/%2e%2e/%2e%2e/package.json',
    '/explorer//etc/passwd',
  ])('responds to %s with 404', async (path) => {
    const fastify = await server(true);
    expect((await get(fastify, path, '*/*')).status).toBe(404);
  });

  test('serves no page or file when it is switched off, and the API still responds', async () => {
    const on = await server(true);
    const script =
      addressesIn((await get(on, '/graphql', BROWSER)).body).find((a) => a.endsWith('.js')) ?? '';
    expect((await get(on, script, '*/*')).status).toBe(200);

    const off = await server(false);
    expect((await get(off, script, '*/*')).status).toBe(404);
    for (const path of APIS) {
      const answer = await get(off, path, BROWSER);
      expect(JSON.parse(answer.body)).toEqual({ data: null });
      expect(answer.headers['vary']).toBe('Authorization');
    }
  });
});

function typeOf(address: string): string | undefined {
  const types: Record<string, string> = {
    js: 'text/javascript; charset=utf-8',
    css: 'text/css; charset=utf-8',
    svg: 'image/svg+xml',
    ttf: 'font/ttf',
  };
  return types[address.slice(address.lastIndexOf('.') + 1)];
}
