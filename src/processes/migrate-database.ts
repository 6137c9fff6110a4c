import { type Config, ConfigError } from '#platform/config/config.ts';
import { currentRole, grantToProgram, RoleError, requireLimitedRole } from '#platform/db/database-roles.ts';
import { openPostgres } from '#platform/db/postgres.ts';
import type { Logger } from '#platform/observability/logger.ts';
import { bringUpToDate, explained } from './bring-up-to-date.ts';
import { openRuntime, versionOf } from './runtime.ts';

/** `vigie migrate`: as the owner of the tables where there is one, who then gives the program's role its rights. */
export async function migrateDatabase(config: Config, log: Logger, print: (line: string) => void): Promise<void> {
  const { databaseUrl, databaseOwnerUrl } = config;
  if (databaseUrl && databaseOwnerUrl) await migrateAsOwner(config, { databaseUrl, databaseOwnerUrl }, log, print);
  else await openRuntime(config, log).then((runtime) => runtime.close());
  print('The database is up to date.');
}

async function migrateAsOwner(
  config: Config,
  { databaseUrl, databaseOwnerUrl }: { databaseUrl: string; databaseOwnerUrl: string },
  log: Logger,
  print: (line: string) => void,
): Promise<void> {
  const owner = openPostgres(databaseOwnerUrl, log, 2);
  const program = openPostgres(databaseUrl, log, 2);
  try {
    await bringUpToDate({ root: config.root, version: versionOf(config.root) }, owner, 'DATABASE_OWNER_URL');
    const role = await explained('DATABASE_URL', () => currentRole(program));
    await explained('DATABASE_OWNER_URL', () => grantToProgram(owner, role));
    await requireLimitedRole(program);
    print(`The role ${role} can use it, and cannot change the trail of changes.`);
  } catch (error) {
    if (error instanceof RoleError) throw new ConfigError(error.message);
    throw error;
  } finally {
    await program.close();
    await owner.close();
  }
}
