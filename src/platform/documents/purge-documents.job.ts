import { inArray, type SQL, sql } from 'drizzle-orm';
import type { Reader } from '../db/database.ts';
import { document } from '../db/schema.ts';
import { defineNightly, type Schedule } from '../jobs/job.ts';
import { Temporal } from '../time/temporal.ts';
import type { DocumentSubject } from './kept-documents.ts';

/** A document can always be made again; its bytes are people's data and are not kept for longer than they save work. */
const keepMade = Temporal.Duration.from({ hours: 24 * 30 });
/** Small, because a row may hold megabytes. */
const batch = 200;

async function deleteBatch(reader: Reader, which: SQL): Promise<number> {
  const some = reader.select({ id: document.id }).from(document).where(which).orderBy(document.createdAt).limit(batch);
  const gone = await reader.delete(document).where(inArray(document.id, some)).returning({ id: document.id });
  return gone.length;
}

/** Made of a record that is gone. Of a kind that nobody declares nothing is known: a later release may have made it. */
const isOrphan = ({ kind, table, id }: DocumentSubject): SQL =>
  sql`${document.subjectKind} = ${kind} and not exists (select from ${table} where ${id} = ${document.subjectId})`;

/** @param subjects of every module that keeps documents */
export const purgeDocumentsNightly = (subjects: readonly DocumentSubject[]): Schedule =>
  defineNightly({
    name: 'documents.purge',
    cron: '50 3 * * *',
    load: async () => ({
      async default(ctx, _payload, run) {
        const isOld = sql`${document.createdAt} < ${sql.param(ctx.wallClock.now().subtract(keepMade), document.createdAt)}`;
        for (const which of [isOld, ...subjects.map(isOrphan)])
          while ((await deleteBatch(ctx.db, which)) === batch) run.signal.throwIfAborted();
      },
    }),
  });
