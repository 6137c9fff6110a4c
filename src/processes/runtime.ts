import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createSecretBox, readOrMakeKeyRing, type SecretBox } from '#platform/auth/secret-box.ts';
import { type Config, ConfigError } from '#platform/config/config.ts';
import { type Ctx, systemCtx } from '#platform/context/ctx.ts';
import type { OpenDatabase } from '#platform/db/database.ts';
import { lockFolder } from '#platform/db/folder-lock.ts';
import { newId } from '#platform/db/ids.ts';
import { migrate, readMigrations } from '#platform/db/migrate.ts';
import { openPglite } from '#platform/db/pglite.ts';
import { openPostgres } from '#platform/db/postgres.ts';
import { createDocumentRenderer, type DocumentRenderer } from '#platform/documents/document-renderer.ts';
import type { Logger } from '#platform/observability/logger.ts';
import { type Clock, systemClock } from '#platform/time/clock.ts';
import { loadMovableClock, type MovableClock } from '#platform/time/demo-clock.ts';

/** What every process and every command stands on: an open, migrated database, the clocks and the keys. */
export interface Runtime {
  config: Config;
  database: OpenDatabase;
  clock: Clock;
  wallClock: Clock;
  /** Only where a tester may move the domain's time (decisions.md D14). */
  movableClock: MovableClock | undefined;
  secrets: SecretBox;
  documents: DocumentRenderer;
  log: Logger;
  ctx(name: string): Ctx;
  close(): Promise<void>;
}

/** Throws ConfigError, FolderInUseError, or what the database says. Runs the migrations that are missing. */
export async function openRuntime(config: Config, log: Logger): Promise<Runtime> {
  const database = await openDatabase(config, log);
  await migrate(database, readMigrations(join(config.root, 'migrations')));
  const wallClock = systemClock;
  const movableClock = config.mode === 'production' ? undefined : await loadMovableClock(database.db, wallClock);
  const clock = movableClock ?? wallClock;
  const { documents } = themeFolders(config);
  const renderer = createDocumentRenderer({
    templateFolders: documents,
    onWarning: (template, warning) => log.warn({ template, warning }, 'a document was not made cleanly'),
  });
  return {
    config,
    database,
    clock,
    wallClock,
    movableClock,
    secrets: createSecretBox(config.secretKeys ?? readOrMakeKeyRing(dataFolderOf(config))),
    documents: renderer,
    log,
    ctx: (name) => systemCtx({ db: database.db, clock, wallClock, log }, name, newId()),
    async close() {
      await renderer.close();
      await database.close();
    },
  };
}

/** The theme's own folders, most general first. */
export function themeFolders({ root, theme }: Config): { look: string; fallback: string; documents: string[] } {
  const fallback = join(root, 'themes', 'default');
  const look = join(root, 'themes', theme);
  return { look, fallback, documents: [...new Set([fallback, look])].map((folder) => join(folder, 'documents')) };
}

async function openDatabase(config: Config, log: Logger): Promise<OpenDatabase> {
  if (config.databaseUrl) return openPostgres(config.databaseUrl, log, config.databasePool);
  const folder = dataFolderOf(config);
  // Held until the process ends, and taken before the first byte is read: two processes would corrupt the data.
  await lockFolder(folder);
  return openPglite({ folder: join(folder, 'db') });
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
