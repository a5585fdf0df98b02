// What is denied unless a mark allows it: all routes of the running application, controllers added to a desk module, and root
// fields of the desk.
import { Controller, Get } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { RequireRole } from '../src/desk/users/require-role.decorator.js';
import { SignedIn } from '../src/desk/users/signed-in.decorator.js';
import { TagsModule } from '../src/desk/tags/tags.module.js';
import { TagsResolver } from '../src/desk/tags/tags.resolver.js';
import { PublicRoute } from '../src/http/public-routes.js';
import { createServer } from '../src/server.js';
import { startAppWith, type TestApp } from './support/app.js';
import { bearer } from './support/http.js';
import { codeOf, newsroomOf } from './support/newsroom.js';

/** Routes listed here are open to everybody. */
const PUBLIC_ROUTES = [
  '* OPTIONS',
  '/graphql GET',
  '/graphql POST',
  '/graphql/desk GET',
  '/graphql/desk POST',
  '/healthz GET',
  '/metrics GET',
  '/readyz GET',
];

@Controller('added')
class AddedController {
  @Get('unmarked')
  unmarked(): string {
    return 'a draft';
  }

  @RequireRole('ADMIN')
  @Get('for-administrators')
  forAdministrators(): string {
    return 'every draft';
  }

  @PublicRoute()
  @Get('public')
  public(): string {
    return 'published';
  }
}

let app: TestApp;
let nest: NestFastifyApplication;
beforeAll(async () => {
  Reflect.defineMetadata('controllers', [AddedController], TagsModule);
  app = await startAppWith({}, async (config) => {
    nest = await createServer(config);
    nest
      .getHttpAdapter()
      .getInstance()
      .get('/added/raw', async () => 'a draft');
    await nest.listen({ host: config.host, port: config.port });
    return { url: await nest.getUrl(), stop: () => nest.close() };
  });
});
afterAll(async () => {
  Reflect.deleteMetadata('controllers', TagsModule);
  await app.close();
});

/** Each route that Fastify knows, of whatever plugin, as path and method: `/healthz GET`. */
function routes(): { path: string; method: string }[] {
  const tree: string = nest.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false });
  const parents: string[] = [];
  return [...tree.matchAll(/^([│ ]*)[├└]── (\S+)(?: \((.+)\))?$/gm)].flatMap(
    ([, indent = '', part = '', methods]) => {
      const depth = indent.length / 4;
      const path = (parents[depth - 1] ?? '') + part;
      parents[depth] = path;
      return (methods?.split(', ') ?? []).map((method) => ({ path, method }));
    },
  );
}

const statusOf = async (path: string, method: string, token?: string) =>
  (await fetch(app.url + path, { method, headers: bearer(token) })).status;

test('every route but the public ones returns 401 without a token', async () => {
  const isPublic = ({ path, method }: { path: string; method: string }) =>
    PUBLIC_ROUTES.includes(`${path} ${method}`) ||
    // What comes with the others: HEAD is GET without its body, and OPTIONS of the APIs is CORS.
    (method === 'HEAD' && PUBLIC_ROUTES.includes(`${path} GET`)) ||
    (method === 'OPTIONS' && path.startsWith('/graphql')) ||
    path === '/added/public';
  const found = routes();
  const names = found.map(({ path, method }) => `${path} ${method}`);
  expect(names).toEqual(expect.arrayContaining([...PUBLIC_ROUTES, '/added/unmarked GET', '/added/raw HEAD']));
  for (const route of found.filter((candidate) => !isPublic(candidate)))
    expect([route, await statusOf(route.path, route.method)]).toEqual([route, 401]);
});

test('a controller added to a desk module returns 401 without a token and with a wrong one', async () => {
  const response = await fetch(`${app.url}/added/unmarked`);
  expect([response.status, await response.json()]).toMatchObject([
    401,
    { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] },
  ]);
  expect(response.headers.get('cache-control')).toBe('private, no-store');
  expect(response.headers.get('www-authenticate')).toMatch(/^Bearer\b/);
  expect(await statusOf('/added/unmarked', 'GET', 'copydesk_wrong')).toBe(401);
});

test('an added controller serves signed-in users, and @RequireRole limits it to a role', async () => {
  const { token } = await newsroomOf(app).person('EDITOR');
  const admin = await newsroomOf(app).person('ADMIN');
  expect(await statusOf('/added/unmarked', 'GET', token)).toBe(200);
  expect(await statusOf('/added/for-administrators', 'GET', token)).toBe(403);
  expect(await statusOf('/added/for-administrators', 'GET', admin.token)).toBe(200);
});

test('a route with @PublicRoute needs no token, and a path without a route is 404', async () => {
  expect(await statusOf('/added/public', 'GET')).toBe(200);
  expect(await statusOf('/added/nothing', 'GET')).toBe(404);
});

test('a root field of the desk without a mark is refused to an administrator, and without a token', async () => {
  const { token } = await newsroomOf(app).person('ADMIN');
  const query = '{ tags { totalCount } }';
  expect((await app.desk(query, {}, token)).errors).toBeUndefined();
  const resolve = TagsResolver.prototype.page;
  Reflect.deleteMetadata(SignedIn.KEY, resolve);
  try {
    expect(codeOf(await app.desk(query, {}, token))).toBe('INTERNAL_SERVER_ERROR');
    expect(codeOf(await app.desk(query))).toBe('UNAUTHENTICATED');
  } finally {
    Reflect.defineMetadata(SignedIn.KEY, true, resolve);
  }
});
