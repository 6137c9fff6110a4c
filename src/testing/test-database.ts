import { openAsBlob } from 'node:fs';
import { resolve } from 'node:path';
import { sql } from 'drizzle-orm';
import { readTestSettings } from '#platform/config/test-settings.ts';
import { type OpenDatabase, rowsOf } from '#platform/db/database.ts';
import { grantToProgram } from '#platform/db/database-roles.ts';
import { migrate, readMigrations } from '#platform/db/migrate.ts';
import { openPglite } from '#platform/db/pglite.ts';
import { openPostgres } from '#platform/db/postgres.ts';
import { silentLog } from './silent-log.ts';

const key = Symbol.for('vigie.test.database');
const shared = globalThis as typeof globalThis & Record<symbol, Promise<TestDatabase> | undefined>;

export interface TestDatabase extends OpenDatabase {
  /** The same, for whoever may do everything. */
  owner: OpenDatabase;
}

/**
 * The worker's one database, empty: PGlite from the image of `test/global-setup.ts`, or a database of its own on the server of
 * `TEST_DATABASE_URL` in the second run (`VIGIE_TEST_DATABASE=postgres`).
 */
export async function emptyDatabase(): Promise<TestDatabase> {
  const database = await filledDatabase();
  await emptyTables(database.owner);
  return database;
}

/** The same one with what a test has left in it: for a second server beside, or after, the first. */
export function filledDatabase(): Promise<TestDatabase> {
  shared[key] ??= readTestSettings().onServer ? onServer() : inProcess();
  return shared[key];
}

async function inProcess(): Promise<TestDatabase> {
  const { snapshot } = readTestSettings();
  if (!snapshot) throw new Error('test/global-setup.ts has not run');
  const database = await openPglite({ memory: true, snapshot: await openAsBlob(snapshot) });
  return { ...database, owner: database };
}

/**
 * As in production: the tables belong to one role, and the program under test works as another, which cannot change the trail
 * (decisions.md D13). Emptying and what else only the owner may is done through `owner`.
 */
async function onServer(): Promise<TestDatabase> {
  const url = new URL(readTestSettings().databaseUrl ?? '');
  const name = `vigie_test_${process.pid}`;
  const server = openPostgres(url.href, silentLog, 2);
  await server.db.execute(sql.raw(`drop database if exists ${name}`));
  await server.db.execute(sql.raw(`drop role if exists ${name}`));
  await server.db.execute(sql.raw(`create database ${name}`));
  await server.db.execute(sql.raw(`create role ${name} login password 'test'`));
  await server.close();
  url.pathname = `/${name}`;
  const owner = openPostgres(url.href, silentLog, 2);
  await migrate(owner, readMigrations(resolve('migrations')));
  await grantToProgram(owner, name);
  Object.assign(url, { username: name, password: 'test' });
  return { ...openPostgres(url.href, silentLog, 5), owner };
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
