import { z } from 'zod';
import { defineJob, type Schedule } from '#platform/jobs/job.ts';

export const expireFilingsJob = defineJob<Record<string, never>>({
  name: 'incidents.expire-filings',
  version: 1,
  queue: 'maintenance',
  payload: z.record(z.string(), z.never()),
  attempts: 3,
  backoff: 60_000,
  timeout: 600_000,
  load: () => import('./expire-filings.handler.ts'),
});

/** Every hour: a stranger's draft is kept for a day, not for two. */
export const expireFilingsHourly: Schedule = { name: 'incidents.expire-filings', cron: '25 * * * *', zone: 'UTC', job: expireFilingsJob };
