import type { JobDefinition, Schedule } from '#platform/jobs/job.ts';
import { announceJob } from './jobs/announce.job.ts';
import { expireDraftsNightly } from './jobs/expire-drafts.job.ts';
import { expireFilingsHourly } from './jobs/expire-filings.job.ts';
import { sendRemindersEveryMinute, sendRemindersJob } from './jobs/send-reminders.job.ts';

const housekeeping = [expireDraftsNightly, expireFilingsHourly];
export const incidentJobs: readonly JobDefinition[] = [announceJob, sendRemindersJob, ...housekeeping.map(({ job }) => job)];
export const incidentSchedules: readonly Schedule[] = [sendRemindersEveryMinute, ...housekeeping];
