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

const migrationTable =
  'create table migration (name text primary key, sha256 text not null, applied_at timestamptz(3) not null default now())';

/** The database and this program do not belong together; the message is for people. */
export class MigrationError extends Error {}

/**
 * Applies what is missing, all in one transaction, and tells the names. Two migrators at once: the second waits and finds nothing.
 * Throws when an applied migration has changed since, or is gone. Migrations of a later release are no fault: during an update, and
 * after taking one back, the release before runs on its database.
 * @param release the version of this program
 */
export async function migrate(database: OpenDatabase, migrations: Migration[], release = '0.0.0'): Promise<string[]> {
  return database.session(async (session) => {
    await session.query('select pg_advisory_xact_lock(7166173)');
    // Asked first: the program's own role may not make tables, and need not when none is missing.
    const [table] = await session.query<{ exists: boolean }>("select to_regclass('migration') is not null as exists");
    if (!table?.exists) await session.script(migrationTable);
    const applied = await session.query<{ name: string; sha256: string }>('select name, sha256 from migration order by name');
    for (const { name, sha256 } of applied) {
      const known = migrations.find((migration) => migration.name === name);
      if (!known && mayBeLater(name, migrations, release)) continue;
      if (!known)
        throw new MigrationError(`The database has the migration ${name}, which version ${release} does not know and cannot run on.`);
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

/**
 * A later release adds first and takes away one release after, so what it did may be unknown here and does no harm. What earlier
 * releases cannot run on says so in its name: `0021_needs_0_2_0_drop_lamp_colour.sql`.
 */
function mayBeLater(name: string, migrations: Migration[], release: string): boolean {
  if (name < (migrations.at(-1)?.name ?? '')) return false;
  const needed = /^\d+_needs_(\d+)_(\d+)_(\d+)_/.exec(name)?.slice(1);
  return needed === undefined || rank(needed) <= rank(release.split('.'));
}

const rank = (version: readonly string[]) => version.reduce((sum, part) => sum * 10_000 + Number.parseInt(part, 10), 0);
