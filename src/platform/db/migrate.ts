import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenDatabase } from './database.ts';

export interface Migration {
  name: string;
  sql: string;
  sha256: string;
}

/** Sorted by name: `0007_add_incident_deadline.sql`. */
export function readMigrations(folder: string): Migration[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name), 'utf8');
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    });
}

/** The database and this program do not belong together; the message is for people. */
export class MigrationError extends Error {}

/**
 * Applies what is missing, all in one transaction, and tells the names. Two migrators at once: the second waits and finds nothing.
 * Throws when an applied migration has changed since, or is gone.
 */
export async function migrate(database: OpenDatabase, migrations: Migration[]): Promise<string[]> {
  return database.session(async (session) => {
    await session.query('select pg_advisory_xact_lock(7166173)');
    await session.script(
      'create table if not exists migration (name text primary key, sha256 text not null, applied_at timestamptz(3) not null default now())',
    );
    const applied = await session.query<{ name: string; sha256: string }>('select name, sha256 from migration order by name');
    for (const { name, sha256 } of applied) {
      const known = migrations.find((migration) => migration.name === name);
      if (!known)
        throw new MigrationError(`The database has the migration ${name}, which this version does not know: is it a newer database?`);
      if (known.sha256 !== sha256)
        throw new MigrationError(`The migration ${name} was changed after it was applied. Add a new one instead.`);
    }
    const missing = migrations.filter((migration) => !applied.some(({ name }) => name === migration.name));
    for (const { name, sql, sha256 } of missing) {
      await session.script(sql);
      await session.query('insert into migration (name, sha256) values ($1, $2)', [name, sha256]);
    }
    return missing.map(({ name }) => name);
  });
}
