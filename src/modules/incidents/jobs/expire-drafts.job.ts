import { z } from 'zod';
import { defineJob, type Schedule } from '#platform/jobs/job.ts';

export const expireDraftsJob = defineJob<Record<string, never>>({
  name: 'incidents.expire-drafts',
  version: 1,
  queue: 'maintenance',
  payload: z.record(z.string(), z.never()),
  attempts: 3,
  backoff: 60_000,
  timeout: 600_000,
  load: () => import('./expire-drafts.handler.ts'),
});

export const expireDraftsNightly: Schedule = { name: 'incidents.expire-drafts', cron: '10 3 * * *', zone: 'UTC', job: expireDraftsJob };
