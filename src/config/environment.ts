// Validates the environment variables. The message for an invalid one has its name, its value and what it may be. It never
// shows the value of a secret.

import { isIP } from 'node:net';
import { availableParallelism } from 'node:os';
import * as z from 'zod';
import { normalEmail } from '../domain/email.js';
import { isOfPasswordLength, MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '../domain/password-length.js';
import { MIN_SECRET_BYTES } from './stored-secret.js';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const SECRETS = new Set(['ADMIN_PASSWORD', 'AUTH_SECRET', 'HISTORY_KEY', 'METRICS_TOKEN']);

const ORIGINS_RULE = 'origins separated by commas, such as https://desk.example.org';
const EMAIL_RULE = 'an e-mail address';
const TIME_ZONE_RULE = 'a time zone by its IANA name, such as Asia/Almaty';
const WEB_ADDRESS_RULE = 'an http or https address, such as https://news.example.org';
const PREVIEW_RULE =
  'an http or https address with {token} in it, such as https://news.example.org/preview?token={token}&slug={slug}';
const HOSTS_RULE = 'host names, with commas between them, such as mastodon.social';
const CACHE_RULE = 'off, or how many megabytes it may take, 1 to 99999';
const MAX_STALE_SECONDS = 3600;
const STALE_RULE = `how many seconds, 0 to ${MAX_STALE_SECONDS}`;
const MAX_PORT = 65_535;
const PORT_RULE = 'a port, 1 to 65535, or 0 for any that is free';
const MAX_WORKERS = 64;
const WORKERS_RULE = `auto, or how many, 1 to ${MAX_WORKERS}`;
const DOCUMENTS_RULE = 'a file, such as manifest.json, or a file and only, such as manifest.json,only';
const NETWORKS_RULE = 'addresses or networks separated by commas, such as 127.0.0.1 or 10.0.0.0/8';

const port = z
  .string()
  .regex(/^\d{1,5}$/, PORT_RULE)
  .transform(Number)
  .refine((value) => value <= MAX_PORT, PORT_RULE)
  .optional();
const onOrOff = z
  .enum(['on', 'off'], 'on or off')
  .transform((value) => value === 'on')
  .optional();
const databaseUrl = z
  .string()
  .refine(
    (value) => /^postgres(ql)?:\/\//.test(value) && URL.canParse(value),
    'an address such as postgresql://user:password@host:5432/database',
  )
  .optional();

const Variables = z.object({
  NODE_ENV: z
    .enum(['development', 'production', 'test'], 'development, production or test')
    .default('development'),
  HOST: z.string().regex(/^\S+$/, 'a host name or an address').default('127.0.0.1'),
  PORT: port,
  METRICS_TOKEN: z.string().min(16, '16 characters or more').optional(),
  METRICS_PORT: port,
  DATABASE_URL: databaseUrl,
  DESK_DATABASE_URL: databaseUrl,
  DELIVERY_DATABASE_URL: databaseUrl,
  DELIVERY_FALLBACK: onOrOff,
  PREPARED_STATEMENTS: onOrOff,
  DATA_DIR: z.string().default('.data'),
  ADMIN_EMAIL: z
    .string()
    .transform((value) => normalEmail(value) ?? '')
    .refine((value) => value !== '', EMAIL_RULE)
    .optional(),
  ADMIN_PASSWORD: z
    .string()
    .refine(isOfPasswordLength, `${MIN_PASSWORD_LENGTH} to ${MAX_PASSWORD_LENGTH} characters`)
    .optional(),
  AUTH_SECRET: z
    .string()
    .refine((value) => Buffer.byteLength(value) >= MIN_SECRET_BYTES, `${MIN_SECRET_BYTES} bytes or more`)
    .optional(),
  HISTORY_KEY: z
    .string()
    .transform(splitKeys)
    .refine(
      (keys) => keys.every((key) => Buffer.byteLength(key) >= MIN_SECRET_BYTES),
      `${MIN_SECRET_BYTES} bytes or more without a comma, and after it, with commas between, the keys of before`,
    )
    .optional(),
  FOUR_EYES: onOrOff,
  TIME_ZONE: z.string().refine(isTimeZone, TIME_ZONE_RULE).optional(),
  SITE_URL: z.string().refine(isWebAddress, WEB_ADDRESS_RULE).optional(),
  SITE_PREVIEW_URL: z
    .string()
    .refine((value) => isWebAddress(value) && value.includes('{token}'), PREVIEW_RULE)
    .optional(),
  DESK_ORIGINS: z
    .string()
    .transform((value) => value.split(',').map((origin) => origin.trim()))
    .refine((origins) => origins.every(isOrigin), ORIGINS_RULE)
    .optional(),
  EMBED_HOSTS: z
    .string()
    .transform((value) => value.split(',').map((host) => host.trim().toLowerCase()))
    .refine((hosts) => hosts.every(isHost), HOSTS_RULE)
    .optional(),
  TRUST_PROXY: z
    .string()
    .transform((value) => value.split(',').map((network) => network.trim()))
    .refine((networks) => networks.every(isNetwork), NETWORKS_RULE)
    .optional(),
  CACHE: z
    .string()
    .regex(/^(off|[1-9]\d{0,4})$/, CACHE_RULE)
    .transform((value) => (value === 'off' ? 0 : Number(value)))
    .optional(),
  STALE_LIMIT: z
    .string()
    .regex(/^\d{1,4}$/, STALE_RULE)
    .transform(Number)
    .refine((value) => value <= MAX_STALE_SECONDS, STALE_RULE)
    .optional(),
  WORKERS: z
    .string()
    .regex(/^(auto|[1-9]\d?)$/, WORKERS_RULE)
    .transform((value) => (value === 'auto' ? Math.min(availableParallelism(), MAX_WORKERS) : Number(value)))
    .refine((value) => value <= MAX_WORKERS, WORKERS_RULE)
    .optional(),
  PERSISTED_DOCUMENTS: z
    .string()
    .regex(/^\s*[^\s,][^,]*(,\s*only\s*)?$/, DOCUMENTS_RULE)
    .transform((value) => value.split(','))
    .transform(([file = '', only]) => ({ file: file.trim(), only: only !== undefined }))
    .optional(),
  DESK: onOrOff,
  EXPLORER: onOrOff,
  LOG_LEVEL: z.enum(LOG_LEVELS, `one of ${LOG_LEVELS.join(', ')}`).default('info'),
  LOG_HITS: onOrOff,
  MIGRATE: onOrOff,
});

export type Variables = z.infer<typeof Variables>;

/** The current key, then those of before. */
export function splitKeys(value: string): string[] {
  return value.split(',').map((key) => key.trim());
}

type RawEnvironment = Readonly<Record<string, string | undefined>>;

/** The variables' values, or a sentence for each problem. A blank variable counts as absent. */
export function readEnvironment(raw: RawEnvironment): { variables: Variables } | { problems: string[] } {
  const env = Object.fromEntries(Object.entries(raw).filter(([, value]) => value?.trim()));
  const parsed = Variables.safeParse(env);
  const problems = [...invalidValues(parsed.error?.issues ?? [], env), ...inconsistentValues(env)];
  return parsed.success && problems.length === 0 ? { variables: parsed.data } : { problems };
}

/** One problem for each variable, however many of its checks failed. */
function invalidValues(issues: readonly z.core.$ZodIssue[], env: RawEnvironment): string[] {
  const ruleByName = new Map(issues.map((issue) => [String(issue.path[0]), issue.message]));
  return [...ruleByName].map(
    ([name, rule]) => `${name} was ${displayValue(name, env[name])}; it may be ${rule}.`,
  );
}

function inconsistentValues(env: RawEnvironment): string[] {
  const problems: string[] = [];
  const requireWith = (name: string, partner: string) =>
    env[partner] && !env[name] && problems.push(`${name} was absent; it must come with ${partner}.`);
  requireWith('ADMIN_PASSWORD', 'ADMIN_EMAIL');
  requireWith('ADMIN_EMAIL', 'ADMIN_PASSWORD');
  requireWith('DATABASE_URL', 'DESK_DATABASE_URL');
  requireWith('DATABASE_URL', 'DELIVERY_DATABASE_URL');
  if (env.DELIVERY_FALLBACK === 'on') requireWith('DELIVERY_DATABASE_URL', 'DELIVERY_FALLBACK');
  if (env.NODE_ENV === 'production' && !env.AUTH_SECRET)
    problems.push(
      `AUTH_SECRET was absent; where NODE_ENV is production it must be given, ${MIN_SECRET_BYTES} bytes or more.`,
    );
  return problems;
}

function displayValue(name: string, value: string | undefined): string {
  if (SECRETS.has(name)) return 'something else (not shown, being a secret)';
  return JSON.stringify(name.endsWith('DATABASE_URL') ? withoutPassword(value ?? '') : value);
}

function withoutPassword(address: string): string {
  if (!URL.canParse(address)) return '*** (not an address)';
  const url = new URL(address);
  if (url.password) url.password = '***';
  url.search = '';
  return url.href;
}

function isWebAddress(value: string): boolean {
  return /^https?:/.test(value) && URL.canParse(value);
}

/** An offset such as +05:00 is refused: it has no summer time. */
function isTimeZone(value: string): boolean {
  try {
    return /^[A-Za-z]/.test(value) && Boolean(new Intl.DateTimeFormat('en', { timeZone: value }));
  } catch {
    return false;
  }
}

function isOrigin(value: string): boolean {
  return /^https?:/.test(value) && URL.canParse(value) && new URL(value).origin === value;
}

function isHost(value: string): boolean {
  return (
    value.includes('.') && URL.canParse(`https://${value}`) && new URL(`https://${value}`).host === value
  );
}

function isNetwork(value: string): boolean {
  const [address = '', bits = '0', ...rest] = value.split('/');
  const maxBits = { 4: 32, 6: 128 }[isIP(address)];
  return maxBits !== undefined && rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= maxBits;
}
