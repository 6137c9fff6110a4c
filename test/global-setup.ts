import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { migrate, readMigrations } from '../src/platform/db/migrate.ts';
import { dumpPglite } from '../src/platform/db/pglite.ts';

/** Runs once before all test files: one migrated database image, named by the migrations it holds, that every worker starts from. */
export default async function setup(): Promise<void> {
  const folder = resolve('var', 'test');
  const migrations = readMigrations(resolve('migrations'));
  const hash = createHash('sha256')
    .update(migrations.map(({ sha256 }) => sha256).join())
    .digest('hex')
    .slice(0, 16);
  const file = join(folder, `snapshot-${hash}.tar`);
  process.env.VIGIE_TEST_SNAPSHOT = file;
  if (existsSync(file)) return;
  mkdirSync(folder, { recursive: true });
  for (const old of readdirSync(folder).filter((name) => name.startsWith('snapshot-'))) rmSync(join(folder, old));
  const image = await dumpPglite(async (database) => void (await migrate(database, migrations)));
  // Written beside and renamed: a run that is stopped half-way leaves no half image behind.
  writeFileSync(`${file}.new`, Buffer.from(await image.arrayBuffer()));
  renameSync(`${file}.new`, file);
}
