import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTestSettings } from '../config/test-settings.ts';
import { isDatabaseAway, type OpenDatabase, rowsOf } from './database.ts';
import { openPostgres } from './postgres.ts';

const { databaseUrl = '' } = readTestSettings();
const connections = 2;

describe.runIf(databaseUrl)('connections to PostgreSQL', () => {
  let database: OpenDatabase;
  beforeEach(() => {
    database = openPostgres(databaseUrl, pino({ level: 'silent' }), connections);
  });
  afterEach(() => database.close());

  const answers = async () => (await rowsOf<{ one: number }>(database.db, sql`select 1 as one`))[0]?.one;
  /** What PostgreSQL does to each connection when it is restarted. */
  async function end(pid: number | undefined): Promise<void> {
    const administrator = openPostgres(databaseUrl, pino({ level: 'silent' }), 1);
    await administrator.db.execute(sql`select pg_terminate_backend(${pid}::int)`);
    await administrator.close();
    await delay(200);
  }

  it('are not used up by transactions that cannot begin', async () => {
    for (let at = 0; at <= connections; at += 1) {
      const never = database.db.transaction(async () => undefined, { isolationLevel: 'none at all' as 'serializable' });
      await expect(never).rejects.toThrow();
    }
    expect(await answers()).toBe(1);
  });

  it('may end between two statements of a transaction: it fails, is told apart from a mistake, and the next one works', async () => {
    const begun = Promise.withResolvers<number | undefined>();
    const ended = Promise.withResolvers<void>();
    const work = database.db.transaction(async (tx) => {
      begun.resolve((await rowsOf<{ pid: number }>(tx, sql`select pg_backend_pid() as pid`))[0]?.pid);
      await ended.promise;
      await tx.execute(sql`select 1`);
    });
    const failed = work.catch((error: unknown) => error);
    await end(await begun.promise);
    ended.resolve();
    expect(isDatabaseAway(await failed)).toBe(true);
    expect(await answers()).toBe(1);
  });

  it('may end under a statement', async () => {
    const [row] = await rowsOf<{ pid: number }>(database.db, sql`select pg_backend_pid() as pid`);
    const sleeping = database.db.execute(sql`select pg_sleep(20)`).catch((error: unknown) => error);
    await delay(100);
    await end(row?.pid);
    expect(isDatabaseAway(await sleeping)).toBe(true);
    expect(await answers()).toBe(1);
  });

  it('that nobody takes are told apart from what a statement did wrong', async () => {
    const nobody = openPostgres('postgres://vigie@127.0.0.1:1/vigie', pino({ level: 'silent' }), 1);
    expect(isDatabaseAway(await nobody.db.execute(sql`select 1`).catch((error: unknown) => error))).toBe(true);
    await nobody.close();
    expect(isDatabaseAway(await database.db.execute(sql`select 1/0`).catch((error: unknown) => error))).toBe(false);
    expect(isDatabaseAway(new Error('something else'))).toBe(false);
  });
});
