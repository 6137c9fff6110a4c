import { defineNightly } from '#platform/jobs/job.ts';

/** Every hour, not only at night: a stranger's draft is kept for a day, not for two. */
export const expireFilingsHourly = defineNightly({
  name: 'incidents.expire-filings',
  cron: '25 * * * *',
  load: () => import('./expire-filings.handler.ts'),
});
