import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { ConfigError, loadConfig } from './config.js';
import { historyKeysOf } from './history-keys.js';

const SECRET = 'a secret of more than thirty-two bytes';
let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'copydesk-config-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const load = (env: Record<string, string | undefined> = {}) =>
  loadConfig({ DATA_DIR: dataDir, AUTH_SECRET: SECRET, ...env });

function problemsOf(env: Record<string, string | undefined>): readonly string[] {
  try {
    load(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  throw new Error('no problem was found');
}

test('an empty environment gives the defaults', () => {
  expect(load()).toEqual({
    environment: 'development',
    historyKeys: [],
    host: '127.0.0.1',
    port: 3000,
    metricsPort: undefined,
    metricsToken: undefined,
    databaseUrl: undefined,
    deskDatabaseUrl: undefined,
    deliveryDatabaseUrl: undefined,
    deliveryFallback: false,
    preparedStatements: true,
    dataDir,
    firstAdministrator: undefined,
    authSecret: SECRET,
    fourEyes: true,
    timeZone: 'UTC',
    siteUrl: undefined,
    demoSignIns: [],
    deskOrigins: [],
    sitePreviewUrl: undefined,
    embedHosts: [],
    trustedProxies: [],
    cacheBytes: 67_108_864,
    staleLimitSeconds: 10,
    workers: 1,
    poolSize: 10,
    previewPoolSize: 2,
    persistedDocuments: undefined,
    desk: true,
    explorer: true,
    logLevel: 'info',
    logHits: false,
    migrateAtStart: true,
    backgroundJobs: true,
  });
});

test('the config takes every variable of the environment', () => {
  const config = load({
    NODE_ENV: 'production',
    HOST: '0.0.0.0',
    PORT: '0',
    METRICS_PORT: '9090',
    DATABASE_URL: 'postgresql://desk:pw@db:5432/desk',
    DESK_DATABASE_URL: 'postgres://writer:pw@pooler/desk',
    DELIVERY_DATABASE_URL: 'postgres://reader:pw@replica/desk',
    DELIVERY_FALLBACK: 'on',
    PREPARED_STATEMENTS: 'off',
    ADMIN_EMAIL: 'Aigerim@Example.org',
    ADMIN_PASSWORD: 'twelve chars',
    FOUR_EYES: 'off',
    TIME_ZONE: 'Asia/Almaty',
    SITE_URL: 'https://news.example.org',
    SITE_PREVIEW_URL: 'https://news.example.org/preview?token={token}&slug={slug}',
    DESK_ORIGINS: 'https://desk.example.org, http://localhost:5173',
    EMBED_HOSTS: 'Mastodon.social, video.example.org',
    TRUST_PROXY: '127.0.0.1, 10.0.0.0/8, ::1',
    CACHE: 'off',
    STALE_LIMIT: '0',
    WORKERS: '8',
    PERSISTED_DOCUMENTS: '/srv/manifest.json, only',
    EXPLORER: 'on',
    LOG_LEVEL: 'silent',
    LOG_HITS: 'on',
    MIGRATE: 'off',
  });
  expect(config).toMatchObject({
    environment: 'production',
    host: '0.0.0.0',
    port: 0,
    metricsPort: 9090,
    metricsToken: undefined,
    databaseUrl: 'postgresql://desk:pw@db:5432/desk',
    deskDatabaseUrl: 'postgres://writer:pw@pooler/desk',
    deliveryDatabaseUrl: 'postgres://reader:pw@replica/desk',
    deliveryFallback: true,
    preparedStatements: false,
    firstAdministrator: { email: 'aigerim@example.org', password: 'twelve chars' },
    fourEyes: false,
    timeZone: 'Asia/Almaty',
    siteUrl: 'https://news.example.org',
    sitePreviewUrl: 'https://news.example.org/preview?token={token}&slug={slug}',
    deskOrigins: ['https://desk.example.org', 'http://localhost:5173'],
    embedHosts: ['mastodon.social', 'video.example.org'],
    trustedProxies: ['127.0.0.1', '10.0.0.0/8', '::1'],
    cacheBytes: 0,
    staleLimitSeconds: 0,
    workers: 8,
    persistedDocuments: { file: '/srv/manifest.json', only: true },
    desk: true,
    explorer: true,
    logLevel: 'silent',
    logHits: true,
    migrateAtStart: false,
    backgroundJobs: true,
  });
});

test('the config is frozen, with all its parts', () => {
  const config = load({
    DESK_ORIGINS: 'https://a.example',
    ADMIN_EMAIL: 'a@b.co',
    ADMIN_PASSWORD: 'x'.repeat(12),
    PERSISTED_DOCUMENTS: 'manifest.json',
  });
  const parts = [config, config.deskOrigins, config.firstAdministrator, config.persistedDocuments];
  expect(parts.every(Object.isFrozen)).toBe(true);
});

test('a blank variable counts as absent', () => {
  expect(load({ PORT: '', DATABASE_URL: ' ', NODE_ENV: '' })).toEqual(load());
});

test('the explorer is off in production, and wherever EXPLORER is off', () => {
  expect(load({ NODE_ENV: 'production' }).explorer).toBe(false);
  expect(load({ EXPLORER: 'off' }).explorer).toBe(false);
});

test('WORKERS=auto starts a worker for every core, 64 at most', () => {
  expect(load({ WORKERS: 'auto' }).workers).toBe(Math.min(availableParallelism(), 64));
});

test.each([1, 2, 4, 8, 16, 32])('%d workers leave PostgreSQL some of its 100 connections', (workers) => {
  const { poolSize, previewPoolSize } = load({ WORKERS: String(workers) });
  expect(poolSize).toBeGreaterThanOrEqual(1);
  // From 23 on, previews take theirs only while they are open, and leave them after 10 s.
  const forPreviews = workers > 22 ? 0 : previewPoolSize;
  expect(workers * (2 * poolSize + forPreviews + 1)).toBeLessThan(100);
});

test('a manifest without "only" allows other documents, and its path becomes absolute', () => {
  const documents = load({ PERSISTED_DOCUMENTS: 'web/manifest.json' }).persistedDocuments;
  expect(documents).toEqual({ file: resolve('web/manifest.json'), only: false });
});

test.each([
  ['CACHE', 'on'],
  ['TIME_ZONE', '+05:00'],
  ['TIME_ZONE', 'Asia/Nowhere'],
  ['SITE_URL', 'news.example'],
  ['SITE_PREVIEW_URL', 'https://news.example/preview'],
  ['WORKERS', '0'],
  ['WORKERS', '65'],
  ['WORKERS', '1.5'],
  ['WORKERS', 'all'],
  ['PERSISTED_DOCUMENTS', ',only'],
  ['PERSISTED_DOCUMENTS', 'manifest.json,all'],
  ['PERSISTED_DOCUMENTS', 'manifest.json,other.json,only'],
  ['CACHE', '0'],
  ['STALE_LIMIT', '-1'],
  ['STALE_LIMIT', '3601'],
  ['STALE_LIMIT', 'never'],
  ['SITE_PREVIEW_URL', '/preview?token={token}'],
  ['TRUST_PROXY', 'proxy.example'],
  ['TRUST_PROXY', '10.0.0.0/33'],
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['PORT', '0x50'],
  ['METRICS_PORT', 'http'],
  ['HOST', 'two words'],
  ['NODE_ENV', 'prodution'],
  ['DATABASE_URL', 'mysql://db/desk'],
  ['DATABASE_URL', 'postgresql://'.concat('[')],
  ['ADMIN_EMAIL', 'nobody'],
  ['ADMIN_PASSWORD', 'eleven char'],
  ['ADMIN_PASSWORD', 'x'.repeat(129)],
  ['AUTH_SECRET', 'x'.repeat(31)],
  ['HISTORY_KEY', 'x'.repeat(31)],
  ['HISTORY_KEY', `${'x'.repeat(32)},${'y'.repeat(31)}`],
  ['FOUR_EYES', 'yes'],
  ['DESK_ORIGINS', 'https://desk.example.org/'],
  ['DESK_ORIGINS', 'https://desk.example.org,'],
  ['DESK_ORIGINS', '*'],
  ['EMBED_HOSTS', 'https://mastodon.social'],
  ['EXPLORER', 'true'],
  ['LOG_LEVEL', 'verbose'],
  ['MIGRATE', 'no'],
])('%s=%s is refused', (name, value) => {
  const together = { ADMIN_EMAIL: 'a@b.co', ADMIN_PASSWORD: 'x'.repeat(12) };
  expect(problemsOf({ ...together, [name]: value })).toEqual([expect.stringContaining(`${name} was `)]);
});

test.each([
  [{ ADMIN_EMAIL: 'a@b.co' }, 'ADMIN_PASSWORD'],
  [{ ADMIN_PASSWORD: 'x'.repeat(12) }, 'ADMIN_EMAIL'],
  [{ DELIVERY_DATABASE_URL: 'postgres://replica/desk' }, 'DATABASE_URL'],
  [{ DESK_DATABASE_URL: 'postgres://pooler/desk' }, 'DATABASE_URL'],
  [{ DELIVERY_FALLBACK: 'on' }, 'DELIVERY_DATABASE_URL'],
  [{ NODE_ENV: 'production', AUTH_SECRET: undefined }, 'AUTH_SECRET'],
])('%j without %s is refused', (env, name) => {
  expect(problemsOf(env)).toEqual([expect.stringContaining(`${name} was absent`)]);
});

test('all problems are reported at once, one for each variable, without secrets', () => {
  const problems = problemsOf({
    NODE_ENV: 'production',
    PORT: 'eighty',
    DATABASE_URL: 'mysql://desk:canary1@db/desk',
    ADMIN_PASSWORD: 'canary2',
    AUTH_SECRET: 'canary3',
    HISTORY_KEY: 'canary4',
    LOG_LEVEL: 'loud',
  });
  expect(problems.map((problem) => problem.split(' ')[0]).sort()).toEqual([
    'ADMIN_EMAIL',
    'ADMIN_PASSWORD',
    'AUTH_SECRET',
    'DATABASE_URL',
    'HISTORY_KEY',
    'LOG_LEVEL',
    'PORT',
  ]);
  expect(problems.join()).toContain('"eighty"');
  expect(problems.join()).toContain('mysql://desk:***@db/desk');
  expect(problems.join()).not.toMatch(/canary/);
});

test('an absent AUTH_SECRET is created once, in a file that only its owner can read', () => {
  const secret = load({ AUTH_SECRET: undefined }).authSecret;
  expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
  expect(load({ AUTH_SECRET: undefined }).authSecret).toBe(secret);
  const file = join(dataDir, 'auth-secret');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'utf8').trim()).toBe(secret);
});

test('a stored secret that is too short is refused', () => {
  writeFileSync(join(dataDir, 'auth-secret'), 'short\n');
  expect(problemsOf({ AUTH_SECRET: undefined })).toEqual([expect.stringContaining('AUTH_SECRET')]);
});

test('the history has the keys that are given, and an embedded database one of its own, made once', () => {
  const [key, before] = ['k'.repeat(32), 'b'.repeat(40)];
  const given = load({ HISTORY_KEY: `${key}, ${before}` });
  expect(historyKeysOf(given, 'create')).toEqual([key, before]);
  expect(historyKeysOf(load({ DATABASE_URL: 'postgresql://db/desk' }), 'create')).toEqual([]);
  expect(historyKeysOf(load({}), 'none')).toEqual([]);
  const [made = ''] = historyKeysOf(load({}), 'create');
  expect(Buffer.from(made, 'base64url')).toHaveLength(32);
  expect(historyKeysOf(load({}), 'none')).toEqual([made]);
  const file = join(dataDir, 'history-key');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  writeFileSync(file, `${key},${made}\n`);
  expect(historyKeysOf(load({}), 'create')).toEqual([key, made]);
  writeFileSync(file, 'short\n');
  expect(() => historyKeysOf(load({}), 'create')).toThrow(/HISTORY_KEY was absent/);
});

test('the path of the data directory is absolute, and nothing creates it before something is stored there', () => {
  const config = load({ DATA_DIR: 'not-created' });
  expect(isAbsolute(config.dataDir)).toBe(true);
  expect(() => statSync(config.dataDir)).toThrow(expect.objectContaining({ code: 'ENOENT' }));
});
