import { lt } from 'drizzle-orm';
import { z } from 'zod';
import { defineJob, type JobHandler, type Schedule } from '#platform/jobs/job.ts';
import { session } from '../schema.ts';

type Nothing = Record<string, never>;

/** A day after its end nobody asks any more when a session was. */
const purge: JobHandler<Nothing> = async (ctx, _payload, run) => {
  const before = ctx.wallClock.now().subtract({ hours: 24 });
  await run.finish((tx) => tx.delete(session).where(lt(session.expiresAt, before)));
};

/** Sessions that nobody signed out of would stay for ever. */
export const purgeSessions = defineJob<Nothing>({
  name: 'governance.purge-sessions',
  version: 1,
  queue: 'maintenance',
  payload: z.record(z.string(), z.never()),
  attempts: 3,
  backoff: 60_000,
  timeout: 600_000,
  load: async () => ({ default: purge }),
});

export const purgeSessionsNightly: Schedule = {
  name: 'governance.purge-sessions',
  cron: '50 3 * * *',
  zone: 'UTC',
  job: purgeSessions,
};
