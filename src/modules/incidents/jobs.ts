import type { JobDefinition, Schedule } from '#platform/jobs/job.ts';
import { announceJob } from './jobs/announce.job.ts';
import { expireDraftsNightly } from './jobs/expire-drafts.job.ts';
import { sendRemindersEveryMinute, sendRemindersJob } from './jobs/send-reminders.job.ts';

export const incidentJobs: readonly JobDefinition[] = [announceJob, sendRemindersJob, expireDraftsNightly.job];
export const incidentSchedules: readonly Schedule[] = [sendRemindersEveryMinute, expireDraftsNightly];
