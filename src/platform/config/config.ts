import { resolve } from 'node:path';
import { z } from 'zod';
import { isTimeZone } from '../time/time-zone.ts';
import { isProxyList } from './proxy-list.ts';

/** What a person may set. Defaults make `npm start` work on a machine with nothing but npm. */
const environmentSchema = z.object({
  /** Unset: the demo country, for evaluation, on loopback only (decisions.md D14). */
  APP_ENV: z.enum(['demo', 'development', 'test', 'production']).optional(),
  /** The address people use, e.g. https://vigie.example.eu; links in mails start with it. */
  APP_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  HOST: z.string().optional(),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  /** Proxies in front of the web, whose word on a visitor's address counts: addresses, networks, `loopback`, `uniquelocal`, with commas. */
  TRUSTED_PROXIES: z.string().refine(isProxyList).optional(),
  /** Folder of the embedded database, its key and the list of demo accounts. */
  VIGIE_DATA: z.string().default('./var'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** The role that owns the tables, for `vigie migrate` alone; DATABASE_URL is then a role that cannot change the trail. */
  DATABASE_OWNER_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(10),
  /** Redis, e.g. redis://:password@cache:6379/0. Unset: one process does everything. Needs `maxmemory-policy noeviction`. */
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  /** Processes that answer requests, of `vigie start --processes web`. */
  WEB_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(1),
  /** Port of health and details, for monitoring and never for the public. Unset: none. Each process needs its own. */
  INTERNAL_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
  INTERNAL_HOST: z.string().default('127.0.0.1'),
  /** SMTP address, e.g. smtps://user:password@mail.example.eu:465. Unset: the mailbox page of demo and development. */
  MAIL_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().default('Vigie <no-reply@vigie.example>'),
  /** Keys for secrets at rest, newest first: `id:base64 of 32 bytes`, separated by commas. */
  VIGIE_SECRET_KEYS: z.string().optional(),
  /** Keys that seal the trail, newest first: `id:base64 of 32 bytes`; `id:public:base64` for one that only verifies. */
  VIGIE_AUDIT_KEYS: z.string().optional(),
  VIGIE_THEME: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .default('default'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).optional(),
  SESSION_IDLE_MINUTES: z.coerce.number().int().min(2).max(720).default(15),
  SESSION_HOURS: z.coerce.number().int().min(1).max(24).default(12),
  /** Requests a minute from one address, before 429. */
  RATE_LIMIT: z.coerce.number().int().min(10).default(600),
  DEFAULT_ZONE: z.string().refine(isTimeZone).default('Europe/Luxembourg'),
});

/** What each setting takes, for whoever set another value. The value itself is not told: it may be a password. */
const takes: Readonly<Record<string, string>> = {
  APP_ENV: 'demo, development, test or production',
  APP_BASE_URL: 'the address people use, such as https://vigie.example.eu',
  PORT: 'a whole number from 0 to 65535',
  TRUSTED_PROXIES: 'addresses or networks such as loopback or 10.1.2.0/24, separated by commas',
  DATABASE_URL: 'an address such as postgres://user:password@host:5432/vigie',
  DATABASE_OWNER_URL: 'an address such as postgres://owner:password@host:5432/vigie',
  DATABASE_POOL: 'a whole number from 2 to 100',
  REDIS_URL: 'an address such as redis://:password@host:6379/0',
  WEB_CONCURRENCY: 'a whole number from 1 to 64',
  INTERNAL_PORT: 'a whole number from 1 to 65535',
  MAIL_URL: 'an address such as smtps://user:password@mail.example.eu:465',
  VIGIE_THEME: 'the name of a folder in themes/, in small letters, digits and hyphens',
  LOG_LEVEL: 'fatal, error, warn, info, debug or silent',
  SESSION_IDLE_MINUTES: 'a whole number from 2 to 720',
  SESSION_HOURS: 'a whole number from 1 to 24',
  RATE_LIMIT: 'a whole number, 10 or more',
  DEFAULT_ZONE: 'the name of a time zone, such as Europe/Luxembourg',
};

export type AppMode = 'demo' | 'development' | 'test' | 'production';

export interface Config {
  mode: AppMode;
  /** Absolute folder the program was unpacked in: migrations, packs, themes, dist. */
  root: string;
  dataFolder: string;
  host: string;
  /** Others than this machine may reach the demo, with a word that is printed at the start (decisions.md D14). */
  exposesDemo: boolean;
  port: number;
  baseUrl: string | undefined;
  /** Whose X-Forwarded-* headers are believed; undefined: nobody's. */
  trustedProxies: string | undefined;
  databaseUrl: string | undefined;
  databaseOwnerUrl: string | undefined;
  databasePool: number;
  redisUrl: string | undefined;
  webConcurrency: number;
  /** Where health and details are told to monitoring, if anywhere. */
  internal: { host: string; port: number } | undefined;
  mailUrl: string | undefined;
  mailFrom: string;
  secretKeys: string | undefined;
  auditKeys: string | undefined;
  theme: string;
  logLevel: string;
  sessionIdleMinutes: number;
  sessionHours: number;
  rateLimit: number;
  defaultZone: string;
}

/** What is said on the command line instead of in the environment. */
export interface ConfigOptions {
  exposesDemo?: boolean;
}

/** A setting that stops the start; the message says what to change. */
export class ConfigError extends Error {}

export function readConfig(
  root: string,
  environment: Record<string, string | undefined> = process.env,
  { exposesDemo = false }: ConfigOptions = {},
): Config {
  const parsed = environmentSchema.safeParse(Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== '')));
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map(({ path }) => path.join('.')));
    throw new ConfigError([...names].map((name) => `${name}: this setting takes ${takes[name] ?? 'another value'}.`).join('\n'));
  }
  const env = parsed.data;
  if (!env.APP_ENV && (env.DATABASE_URL || env.APP_BASE_URL)) {
    throw new ConfigError(
      'DATABASE_URL or APP_BASE_URL is set, but APP_ENV is not. Set APP_ENV=production (or development), so that no real installation runs as a demo.',
    );
  }
  const mode = env.APP_ENV ?? 'demo';
  if (mode === 'production' && !env.DATABASE_URL) {
    throw new ConfigError(
      'APP_ENV=production needs DATABASE_URL: the embedded database does not survive a power cut and is for evaluation only.',
    );
  }
  if (mode === 'production' && !env.MAIL_URL)
    throw new ConfigError('APP_ENV=production needs MAIL_URL, the SMTP server that sends the mails.');
  if (mode === 'production' && !env.APP_BASE_URL) throw new ConfigError('APP_ENV=production needs APP_BASE_URL, the address people use.');
  if (mode === 'production' && /^http:\/\/(?!localhost([:/]|$))/.test(env.APP_BASE_URL ?? ''))
    throw new ConfigError('APP_BASE_URL: production needs an https address. Browsers keep our cookies on encrypted connections only.');
  if (mode === 'production' && !env.VIGIE_SECRET_KEYS)
    throw new ConfigError('APP_ENV=production needs VIGIE_SECRET_KEYS, the keys for secrets at rest.');
  if (mode === 'production' && !env.VIGIE_AUDIT_KEYS)
    throw new ConfigError('APP_ENV=production needs VIGIE_AUDIT_KEYS, the keys that seal the trail of changes.');
  return {
    mode,
    root,
    dataFolder: resolve(root, env.VIGIE_DATA),
    host: hostOf(env.HOST, mode, exposesDemo),
    exposesDemo,
    port: env.PORT,
    baseUrl: env.APP_BASE_URL?.replace(/\/$/, ''),
    trustedProxies: env.TRUSTED_PROXIES ?? (mode === 'production' ? 'loopback' : undefined),
    databaseUrl: env.DATABASE_URL,
    databaseOwnerUrl: env.DATABASE_OWNER_URL,
    databasePool: env.DATABASE_POOL,
    redisUrl: env.REDIS_URL,
    webConcurrency: env.WEB_CONCURRENCY,
    internal: env.INTERNAL_PORT === undefined ? undefined : { host: env.INTERNAL_HOST, port: env.INTERNAL_PORT },
    mailUrl: env.MAIL_URL,
    mailFrom: env.MAIL_FROM,
    secretKeys: env.VIGIE_SECRET_KEYS,
    auditKeys: env.VIGIE_AUDIT_KEYS,
    theme: env.VIGIE_THEME,
    logLevel: env.LOG_LEVEL ?? (mode === 'production' ? 'info' : 'warn'),
    sessionIdleMinutes: env.SESSION_IDLE_MINUTES,
    sessionHours: env.SESSION_HOURS,
    rateLimit: env.RATE_LIMIT,
    defaultZone: env.DEFAULT_ZONE,
  };
}

function hostOf(host: string | undefined, mode: AppMode, exposesDemo: boolean): string {
  if (exposesDemo) {
    if (mode !== 'demo') throw new ConfigError('--expose-demo is for the demo only: leave APP_ENV out, or set HOST instead.');
    return host ?? '0.0.0.0';
  }
  if (mode === 'demo' && host !== undefined && !/^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host)) {
    throw new ConfigError(`The demo listens to this machine only. Start it with --expose-demo to let others in on HOST=${host}.`);
  }
  return host ?? (mode === 'production' ? '0.0.0.0' : 'localhost');
}
