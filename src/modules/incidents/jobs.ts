import type { JobDefinition, Schedule } from '#platform/jobs/job.ts';
import { announceJob } from './jobs/announce.job.ts';
import { expireDraftsJob, expireDraftsNightly } from './jobs/expire-drafts.job.ts';
import { expireFilingsHourly, expireFilingsJob } from './jobs/expire-filings.job.ts';
import { sendRemindersEveryMinute, sendRemindersJob } from './jobs/send-reminders.job.ts';

export const incidentJobs: readonly JobDefinition[] = [announceJob, sendRemindersJob, expireDraftsJob, expireFilingsJob];
export const incidentSchedules: readonly Schedule[] = [sendRemindersEveryMinute, expireDraftsNightly, expireFilingsHourly];
