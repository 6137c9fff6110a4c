import { accessSync, constants, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditKeys } from '#platform/audit/audit-keys.ts';
import { createSecretBox, readOrMakeKeyRing, type SecretBox } from '#platform/auth/secret-box.ts';
import { type Config, ConfigError } from '#platform/config/config.ts';
import { type Ctx, systemCtx } from '#platform/context/ctx.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { lockFolder } from '#platform/db/folder-lock.ts';
import { newId } from '#platform/db/ids.ts';
import { openPostgres } from '#platform/db/postgres.ts';
import { createDocumentRenderer, type DocumentRenderer } from '#platform/documents/document-renderer.ts';
import type { Logger } from '#platform/observability/logger.ts';
import { createMetrics, type Metrics } from '#platform/observability/metrics.ts';
import { type Clock, systemClock } from '#platform/time/clock.ts';
import { loadMovableClock, type MovableClock } from '#platform/time/demo-clock.ts';
import { bringUpToDate, explained } from './bring-up-to-date.ts';
import { auditKeyFile, openAuditKeys } from './open-audit-keys.ts';

/** What every process and every command stands on: an open, migrated database, the clocks and the keys. */
export interface Runtime {
  config: Config;
  database: OpenDatabase;
  clock: Clock;
  wallClock: Clock;
  /** Only where a tester may move the domain's time (decisions.md D14). */
  movableClock: MovableClock | undefined;
  /** Names of all migrations of this program; the database has them. */
  migrations: readonly string[];
  secrets: SecretBox;
  auditKeys: AuditKeys;
  documents: DocumentRenderer;
  metrics: Metrics;
  log: Logger;
  ctx(name: string): Ctx;
  close(): Promise<void>;
}

/** Throws ConfigError, FolderInUseError, or what the database says. Runs the migrations that are missing. */
export async function openRuntime(config: Config, log: Logger): Promise<Runtime> {
  const { documents } = themeFolders(config);
  const secrets = openSecrets(config);
  const metrics = createMetrics();
  const auditKeys = openAuditKeys(config.auditKeys ?? readOrMakeKeyRing(dataFolderOf(config), auditKeyFile));
  const database = await openDatabase(config, log, metrics);
  const wallClock = systemClock;
  const { migrations, movableClock } = await prepare(config, database, wallClock).catch(async (error: unknown) => {
    await database.close().catch(() => undefined);
    throw error;
  });
  const clock = movableClock ?? wallClock;
  const following = config.redisUrl && movableClock && followClock(movableClock);
  const renderer = createDocumentRenderer({
    templateFolders: documents,
    onEnd: metrics.document,
    onWarning: (template, warning) => log.warn({ template, warning }, 'a document was not made cleanly'),
  });
  return {
    config,
    database,
    clock,
    wallClock,
    movableClock,
    migrations,
    secrets,
    auditKeys,
    documents: renderer,
    metrics,
    log,
    ctx: (name) => systemCtx({ db: database.db, clock, wallClock, log }, name, newId()),
    async close() {
      clearInterval(following || undefined);
      await renderer.close();
      await database.close();
    },
  };
}

/** What the database is asked for before anything else; a database that refuses is told in a sentence. */
async function prepare({ mode, root }: Config, database: OpenDatabase, wallClock: Clock) {
  const migrations = await bringUpToDate({ root, version: versionOf(root) }, database, 'DATABASE_URL');
  const load = () => loadMovableClock(database.db, wallClock);
  return { migrations, movableClock: mode === 'production' ? undefined : await explained('DATABASE_URL', load) };
}

/** Separate processes share one tester's clock: whoever moves it, the others go by it a second later. */
const followClock = (clock: MovableClock) => setInterval(() => void clock.follow().catch(() => undefined), 1_000).unref();

/** The product's version, from the one place that has it. */
export const versionOf = (root: string): string =>
  (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;

/** The theme's own folders, most general first. */
export function themeFolders({ root, theme }: Config): { look: string; fallback: string; documents: string[] } {
  const fallback = join(root, 'themes', 'default');
  const look = join(root, 'themes', theme);
  if (!existsSync(look)) throw new ConfigError(`VIGIE_THEME: there is no folder themes/${theme}.`);
  return { look, fallback, documents: [...new Set([fallback, look])].map((folder) => join(folder, 'documents')) };
}

async function openDatabase(config: Config, log: Logger, metrics: Metrics): Promise<OpenDatabase> {
  if (config.databaseUrl) return openPostgres(config.databaseUrl, log, config.databasePool, metrics.slowQuery);
  const folder = dataFolderOf(config);
  // Held until the process ends, and taken before the first byte is read: two processes would corrupt the data.
  await lockFolder(folder);
  // Loaded only where it is used: a production process has no room for a second database.
  const { openPglite } = await import('#platform/db/pglite.ts');
  return openPglite({ folder: join(folder, 'db') });
}

/** Before the database is opened: a wrong key is told at once. */
function openSecrets(config: Config): SecretBox {
  const keys = config.secretKeys ?? readOrMakeKeyRing(dataFolderOf(config));
  try {
    return createSecretBox(keys);
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : 'VIGIE_SECRET_KEYS cannot be read');
  }
}

function dataFolderOf({ dataFolder }: Config): string {
  try {
    mkdirSync(dataFolder, { recursive: true });
    accessSync(dataFolder, constants.W_OK);
  } catch {
    throw new ConfigError(
      `The data folder ${dataFolder} cannot be written. Give this user the right to, or set VIGIE_DATA to another folder.`,
    );
  }
  return dataFolder;
}
