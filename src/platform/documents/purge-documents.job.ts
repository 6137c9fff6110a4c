import { inArray, lt } from 'drizzle-orm';
import type { Reader } from '../db/database.ts';
import { document } from '../db/schema.ts';
import { defineNightly, type JobHandler, type Nothing } from '../jobs/job.ts';
import { Temporal } from '../time/temporal.ts';

/** A document can always be made again; its bytes are people's data and are not kept for longer than they save work. */
const keepMade = Temporal.Duration.from({ hours: 24 * 30 });
/** Small, because a row may hold megabytes. */
const batch = 200;

async function deleteBatch(reader: Reader, before: Temporal.Instant): Promise<number> {
  const old = reader
    .select({ id: document.id })
    .from(document)
    .where(lt(document.createdAt, before))
    .orderBy(document.createdAt)
    .limit(batch);
  const gone = await reader.delete(document).where(inArray(document.id, old)).returning({ id: document.id });
  return gone.length;
}

const purge: JobHandler<Nothing> = async (ctx, _payload, run) => {
  const before = ctx.wallClock.now().subtract(keepMade);
  while ((await deleteBatch(ctx.db, before)) === batch) run.signal.throwIfAborted();
};

export const purgeDocumentsNightly = defineNightly({ name: 'documents.purge', cron: '50 3 * * *', load: async () => ({ default: purge }) });
