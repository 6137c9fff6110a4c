import { openAsBlob } from 'node:fs';
import { resolve } from 'node:path';
import { sql } from 'drizzle-orm';
import { readTestSettings } from '#platform/config/test-settings.ts';
import { type OpenDatabase, rowsOf } from '#platform/db/database.ts';
import { migrate, readMigrations } from '#platform/db/migrate.ts';
import { openPglite } from '#platform/db/pglite.ts';
import { openPostgres } from '#platform/db/postgres.ts';
import { silentLog } from './silent-log.ts';

const key = Symbol.for('vigie.test.database');
const shared = globalThis as typeof globalThis & Record<symbol, Promise<OpenDatabase> | undefined>;

/**
 * The worker's one database, empty: PGlite from the image of `test/global-setup.ts`, or a database of its own on the server of
 * `TEST_DATABASE_URL` in the second run (`VIGIE_TEST_DATABASE=postgres`).
 */
export async function emptyDatabase(): Promise<OpenDatabase> {
  shared[key] ??= readTestSettings().onServer ? onServer() : inProcess();
  const database = await shared[key];
  await emptyTables(database);
  return database;
}

async function inProcess(): Promise<OpenDatabase> {
  const { snapshot } = readTestSettings();
  if (!snapshot) throw new Error('test/global-setup.ts has not run');
  return openPglite({ memory: true, snapshot: await openAsBlob(snapshot) });
}

async function onServer(): Promise<OpenDatabase> {
  const url = new URL(readTestSettings().databaseUrl ?? '');
  const name = `vigie_test_${process.pid}`;
  const server = openPostgres(url.href, silentLog, 2);
  await server.db.execute(sql.raw(`drop database if exists ${name}`));
  await server.db.execute(sql.raw(`create database ${name}`));
  await server.close();
  url.pathname = `/${name}`;
  const database = openPostgres(url.href, silentLog, 5);
  await migrate(database, readMigrations(resolve('migrations')));
  return database;
}

/** The append-only triggers are off for the truncation only: tests must not find rows of other tests. */
export async function emptyTables({ db }: Pick<OpenDatabase, 'db'>): Promise<void> {
  const tables = await rowsOf<{ name: string }>(
    db,
    sql`select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename <> 'migration'`,
  );
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(sql.raw(`truncate ${tables.map(({ name }) => name).join(', ')} cascade`));
  });
}
