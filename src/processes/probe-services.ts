/** Asks the services of a configuration whether they can be used, without changing anything. */
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import type { Config } from '#platform/config/config.ts';
import type { Finding } from '#platform/config/config-command.ts';
import { type Database, rowsOf } from '#platform/db/database.ts';
import { readMigrations } from '#platform/db/migrate.ts';
import { openPostgres } from '#platform/db/postgres.ts';
import { probeRelay } from '#platform/mail/transport.ts';
import { isSkewed, measureClockSkew } from '#platform/observability/clock-skew.ts';
import type { Logger } from '#platform/observability/logger.ts';
import { connectRedis, impatient } from '#platform/redis/connect-redis.ts';
import { systemClock } from '#platform/time/clock.ts';

/** Milliseconds a service may take: a start waits no longer either. */
const patience = 5_000;

export const probeServices = (config: Config, log: Logger): Promise<Finding[]> =>
  Promise.all([
    probe('Database', () => (config.databaseUrl ? probePostgres(config.root, config.databaseUrl, log) : embedded(config))),
    probe('Redis', () => (config.redisUrl ? probeRedis(config.redisUrl, log) : 'not set; one process does everything.')),
    probe('Mail relay', () => (config.mailUrl ? probeMail(config.mailUrl) : 'not set; mails are kept on the mailbox page.')),
  ]);

/** What is wrong with a service that answers. */
class Unfit extends Error {}

async function probe(name: string, ask: () => Promise<string> | string): Promise<Finding> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Unfit(`does not answer within ${patience / 1000} s.`)), patience);
  try {
    return { name, good: true, words: await Promise.race([ask(), late]) };
  } catch (error) {
    return { name, good: false, words: error instanceof Unfit ? error.message : `cannot be used (${codeOf(error)}).` };
  } finally {
    clearTimeout(timer);
  }
}

/** Never the message: it may hold the address with its password. */
function codeOf(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) if ('code' in at && typeof at.code === 'string') return at.code;
  return error instanceof Error ? error.name : 'unknown';
}

const embedded = ({ dataFolder }: Config) => `embedded, in ${join(dataFolder, 'db')}; for evaluation only.`;

async function probePostgres(root: string, url: string, log: Logger): Promise<string> {
  const { db, close } = openPostgres(url, log, 2);
  try {
    const [server] = await rowsOf<{ number: number; name: string }>(
      db,
      sql`select current_setting('server_version_num')::int as number, current_setting('server_version') as name`,
    );
    if (!server || server.number < 150_000) throw new Unfit(`PostgreSQL ${server?.name} is too old; version 15 is needed.`);
    const skew = await measureClockSkew(db, systemClock);
    if (isSkewed(skew)) throw new Unfit(`its clock and this machine's differ by ${skew.milliseconds} ms; set both by one time server.`);
    return `PostgreSQL ${server.name} answers; ${await describeMigrations(root, db)}.`;
  } finally {
    void close().catch(() => undefined);
  }
}

async function describeMigrations(root: string, db: Database): Promise<string> {
  const [found] = await rowsOf<{ exists: boolean }>(db, sql`select to_regclass('migration') is not null as exists`);
  const applied = found?.exists ? await rowsOf<{ name: string }>(db, sql`select name from migration`) : [];
  const names = new Set(applied.map(({ name }) => name));
  const missing = readMigrations(join(root, 'migrations')).filter(({ name }) => !names.has(name)).length;
  if (missing === 0) return 'it is up to date';
  if (names.size === 0) return 'it is empty, and the next start fills it';
  return `${missing} ${missing === 1 ? 'migration waits' : 'migrations wait'} for the next start`;
}

async function probeRedis(url: string, log: Logger): Promise<string> {
  const redis = connectRedis(url, log.child({}, { level: 'silent' }), 'check', {
    ...impatient,
    lazyConnect: true,
    commandTimeout: patience,
  });
  try {
    await redis.connect();
    const version = /redis_version:(\S+)/.exec(await redis.info('server'))?.[1] ?? 'of an unknown version';
    // A server that keeps its settings to itself may still be right.
    const policy = await redis.config('GET', 'maxmemory-policy').catch(() => undefined);
    const eviction = Array.isArray(policy) ? String(policy[1]) : 'unknown';
    if (eviction !== 'unknown' && eviction !== 'noeviction')
      throw new Unfit(`Redis ${version} may throw jobs away (maxmemory-policy ${eviction}). Set maxmemory-policy noeviction.`);
    return `Redis ${version} answers; maxmemory-policy ${eviction}.`;
  } finally {
    redis.disconnect();
  }
}

async function probeMail(url: string): Promise<string> {
  await probeRelay(url, patience);
  return 'answers, and lets us in.';
}
