import { join } from 'node:path';
import { DrizzleQueryError } from 'drizzle-orm';
import { ConfigError } from '#platform/config/config.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { MigrationError, migrate, readMigrations } from '#platform/db/migrate.ts';

/** The setting that holds the address of a database. */
type AddressSetting = 'DATABASE_URL' | 'DATABASE_OWNER_URL';

/** Where the program lies, and which release it is. */
interface Program {
  root: string;
  version: string;
}

/** Runs the migrations that are missing; answers the names of all. @throws ConfigError for what an administrator can mend */
export async function bringUpToDate({ root, version }: Program, database: OpenDatabase, setting: AddressSetting): Promise<string[]> {
  const migrations = readMigrations(join(root, 'migrations'));
  await explained(setting, () => migrate(database, migrations, version));
  return migrations.map(({ name }) => name);
}

/** Does the work; turns what the database refuses, and a person can mend, into a sentence. */
export async function explained<Result>(setting: AddressSetting, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof MigrationError) throw new ConfigError(error.message);
    const cause = error instanceof DrizzleQueryError ? error.cause : error;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (cannotConnect.test(code))
      throw new ConfigError(`${setting}: this database lets nobody in (${code}). Start it, or correct the address.`);
    if (code === insufficientPrivilege) throw new ConfigError(mayNot[setting]);
    throw error;
  }
}

/** Of the network, and of PostgreSQL: wrong password or user, no such database, starting up, too many connections. */
const cannotConnect = /^(E[A-Z_]+|28[0-9A-Z]{3}|3D000|57P03|53300)$/;
const insufficientPrivilege = '42501';
const mayNot: Record<AddressSetting, string> = {
  DATABASE_URL:
    'DATABASE_URL: the database is not up to date, and this role may not change that. Run vigie migrate with DATABASE_OWNER_URL first.',
  DATABASE_OWNER_URL: 'DATABASE_OWNER_URL: this role may not change the tables. It must own the database, and the tables in it.',
};
