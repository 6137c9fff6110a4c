import { and, inArray, lt, sql } from 'drizzle-orm';
import type { Reader } from '../db/database.ts';
import { job } from '../db/schema.ts';
import { Temporal } from '../time/temporal.ts';
import { defineNightly, type JobHandler, type Nothing } from './job.ts';

/** Failed jobs stay until somebody has looked at them; the others have nothing to tell after two weeks. */
const keepFinished = Temporal.Duration.from({ hours: 24 * 14 });
const batch = 2_000;

async function deleteBatch(reader: Reader, before: Temporal.Instant): Promise<number> {
  const isOld = and(inArray(job.state, ['succeeded', 'cancelled']), lt(job.finishedAt, before));
  const old = reader.select({ id: job.id }).from(job).where(isOld).orderBy(job.finishedAt).limit(batch);
  const gone = await reader.delete(job).where(sql`${job.id} in ${old}`).returning({ id: job.id });
  return gone.length;
}

const purge: JobHandler<Nothing> = async (ctx, _payload, run) => {
  const before = ctx.wallClock.now().subtract(keepFinished);
  while ((await deleteBatch(ctx.db, before)) === batch) run.signal.throwIfAborted();
};

export const purgeJobsNightly = defineNightly({ name: 'jobs.purge', cron: '40 3 * * *', load: async () => ({ default: purge }) });
