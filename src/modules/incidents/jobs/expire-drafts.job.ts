import { defineNightly } from '#platform/jobs/job.ts';

export const expireDraftsNightly = defineNightly({
  name: 'incidents.expire-drafts',
  cron: '10 3 * * *',
  load: () => import('./expire-drafts.handler.ts'),
});
