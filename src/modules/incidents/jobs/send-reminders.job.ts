import { defineJob, type Nothing, nothing, type Schedule } from '#platform/jobs/job.ts';

/** Sends what the ledger of reminders says is due, and moves deadlines that depend on time alone (ADR 0005). */
export const sendRemindersJob = defineJob<Nothing>({
  name: 'incidents.send-reminders',
  version: 1,
  queue: 'maintenance',
  payload: nothing,
  attempts: 3,
  backoff: 5_000,
  timeout: 60_000,
  load: () => import('./send-reminders.handler.ts'),
});

export const sendRemindersEveryMinute: Schedule = {
  name: 'incidents.send-reminders',
  cron: '* * * * *',
  zone: 'UTC',
  job: sendRemindersJob,
};
