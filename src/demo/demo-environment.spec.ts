import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../config/config.js';
import { demoEnvironment } from './demo-environment.js';

const ADMINISTRATOR = { email: 'aigerim@newsroom.example', password: 'a newsroom of our own' };

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'copydesk-demo-environment-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const configOf = (env: Record<string, string>) =>
  loadConfig(demoEnvironment({ DATA_DIR: dataDir, ...env }, ADMINISTRATOR).variables);

test('without an environment the demo is a quiet server on this machine, with data of its own', () => {
  const { variables, ignored } = demoEnvironment({ LOG_LEVEL: ' ', DATA_DIR: '' }, ADMINISTRATOR);
  expect(variables).toMatchObject({ HOST: '127.0.0.1', LOG_LEVEL: 'warn', DATA_DIR: join('.data', 'demo') });
  expect(ignored).toEqual([]);
});

test('the demo obeys the configuration that a server obeys', () => {
  const env = {
    ...{ PORT: '4000', METRICS_PORT: '4001', METRICS_TOKEN: 'a token for the metrics', LOG_LEVEL: 'debug' },
    ...{ AUTH_SECRET: 'a secret of more than thirty-two bytes', FOUR_EYES: 'off', TIME_ZONE: 'Asia/Almaty' },
    ...{ SITE_URL: 'https://site.example', SITE_PREVIEW_URL: 'https://site.example/preview?token={token}' },
    ...{ DESK_ORIGINS: 'https://desk.example', EMBED_HOSTS: 'video.example', TRUST_PROXY: '10.0.0.0/8' },
    ...{ CACHE: 'off', STALE_LIMIT: '7', WORKERS: '2', PREPARED_STATEMENTS: 'off', NODE_ENV: 'test' },
    ...{ PERSISTED_DOCUMENTS: '/manifest.json,only', DESK: 'off', EXPLORER: 'off' },
  };
  const obeyed = loadConfig({ DATA_DIR: join(dataDir, 'demo'), ...env });
  expect(configOf(env)).toEqual({
    ...obeyed,
    firstAdministrator: ADMINISTRATOR,
  });
  expect(demoEnvironment(env, ADMINISTRATOR).ignored).toEqual([]);
});

test('the demo says of each variable that it ignores which it is, and why', () => {
  const env = {
    HOST: '0.0.0.0',
    DATABASE_URL: 'postgresql://somebody@db.example/newsroom',
    DESK_DATABASE_URL: 'postgresql://desk@db.example/newsroom',
    DELIVERY_DATABASE_URL: 'postgresql://delivery@db.example/newsroom',
    DELIVERY_FALLBACK: 'on',
    MIGRATE: 'off',
    ADMIN_EMAIL: 'somebody@else.example',
    ADMIN_PASSWORD: 'what else somebody chose',
  };
  const { ignored } = demoEnvironment(env, ADMINISTRATOR);
  expect(ignored.map((sentence) => sentence.split(' ')[0])).toEqual(Object.keys(env));
  for (const sentence of ignored) expect(sentence).toMatch(/^\w+ is ignored: .+\.$/);
  expect(configOf(env)).toEqual(configOf({}));
});

test('a variable that says what the demo does anyway is not called ignored', () => {
  const env = { HOST: '127.0.0.1', MIGRATE: 'on', DELIVERY_FALLBACK: 'off', DATABASE_URL: '' };
  expect(demoEnvironment(env, ADMINISTRATOR).ignored).toEqual([]);
});
