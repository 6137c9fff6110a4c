import { resolve } from 'node:path';
import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import type { OpenDatabase } from '../db/database.ts';
import { newId } from '../db/ids.ts';
import { migrate, readMigrations } from '../db/migrate.ts';
import { openPglite } from '../db/pglite.ts';
import { openPostgres } from '../db/postgres.ts';

const silent = pino({ level: 'silent' });

export interface ScratchKind {
  name: string;
  open(): Promise<OpenDatabase>;
}

/** Databases of a test's own: PGlite always, and PostgreSQL when the address of a server is given (`TEST_DATABASE_URL`). */
export function scratchKinds(postgresUrl: string | undefined): ScratchKind[] {
  const kinds: ScratchKind[] = [{ name: 'PGlite', open: async () => migrated(await openPglite({ memory: true })) }];
  if (postgresUrl) kinds.push({ name: 'PostgreSQL', open: () => createOnServer(postgresUrl) });
  return kinds;
}

async function migrated(database: OpenDatabase): Promise<OpenDatabase> {
  await migrate(database, readMigrations(resolve('migrations')));
  return database;
}

async function createOnServer(url: string): Promise<OpenDatabase> {
  const name = `vigie_scratch_${newId().replaceAll('-', '')}`;
  const address = new URL(url);
  address.pathname = `/${name}`;
  const server = openPostgres(url, silent, 2);
  await server.db.execute(sql.raw(`create database ${name}`));
  const database = await migrated(openPostgres(address.href, silent, 5));
  const close = async () => {
    await database.close();
    await server.db.execute(sql.raw(`drop database ${name} with (force)`));
    await server.close();
  };
  return { ...database, close };
}
