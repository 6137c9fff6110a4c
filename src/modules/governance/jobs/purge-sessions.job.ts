import { lt } from 'drizzle-orm';
import { defineNightly, type JobHandler, type Nothing } from '#platform/jobs/job.ts';
import { session } from '../schema.ts';

/** A day after its end nobody asks any more when a session was. */
const purge: JobHandler<Nothing> = async (ctx, _payload, run) => {
  const before = ctx.wallClock.now().subtract({ hours: 24 });
  await run.finish((tx) => tx.delete(session).where(lt(session.expiresAt, before)));
};

/** Sessions that nobody signed out of would stay for ever. */
export const purgeSessionsNightly = defineNightly({
  name: 'governance.purge-sessions',
  cron: '50 3 * * *',
  load: async () => ({ default: purge }),
});
