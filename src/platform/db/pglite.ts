import { existsSync, renameSync, rmSync } from 'node:fs';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { drizzle } from 'drizzle-orm/pglite';
import { guardTransactions, type OpenDatabase } from './database.ts';
import { PlanningPglite } from './planning-pglite.ts';

const extensions = { pg_trgm, btree_gist };

/** `memory` for tests; a folder otherwise, whose lock the caller must hold: PGlite takes none and two processes corrupt it. */
export async function openPglite(where: { folder: string } | { memory: true; snapshot?: Blob }): Promise<OpenDatabase> {
  if ('folder' in where) {
    if (!existsSync(where.folder)) await makeFolder(where.folder);
    return over(await PlanningPglite.open({ dataDir: where.folder, extensions }));
  }
  return over(await PlanningPglite.open({ ...(where.snapshot && { loadDataDir: where.snapshot }), extensions }));
}

/** Made beside and renamed when it is whole: a first start that is killed half-way would leave a folder that never opens again. */
async function makeFolder(folder: string): Promise<void> {
  const begun = `${folder}.new`;
  rmSync(begun, { recursive: true, force: true });
  const client = await PlanningPglite.open({ dataDir: begun, extensions });
  await client.close();
  renameSync(begun, folder);
}

/** The whole database as one image, to start others from: ten times faster than migrating each. */
export async function dumpPglite(prepare: (database: OpenDatabase) => Promise<void>): Promise<Blob> {
  const client = await PlanningPglite.open({ extensions });
  try {
    await prepare(over(client));
    return await client.dumpDataDir('none');
  } finally {
    await client.close();
  }
}

function over(client: PlanningPglite): OpenDatabase {
  return {
    db: guardTransactions(drizzle(client)),
    session: (work) =>
      client.transaction((tx) =>
        work({
          query: async <Row>(text: string, values?: unknown[]) => (await tx.query<Row>(text, values)).rows,
          script: async (text) => void (await tx.exec(text)),
        }),
      ),
    close: () => client.close(),
  };
}
