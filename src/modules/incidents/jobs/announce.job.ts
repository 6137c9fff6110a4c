import { z } from 'zod';
import { defineJob } from '#platform/jobs/job.ts';

/** What happened to an incident that people are told of by mail (incidents.md 7.1). */
export const announcements = ['opened', 'submitted', 'reviewed', 'requested', 'factCorrected', 'closed', 'reopened', 'withdrawn'] as const;

const payload = z.strictObject({
  event: z.enum(announcements),
  incidentId: z.uuid(),
  /** The change itself: what happens twice gets two mails, what is told twice gets one. */
  eventId: z.uuid(),
  submissionId: z.uuid().optional(),
  reportId: z.uuid().optional(),
});
export type Announcement = z.infer<typeof payload>;

/** Finds out who is to be told and queues one mail for each, once per event. */
export const announceJob = defineJob<Announcement>({
  name: 'incidents.announce',
  version: 1,
  queue: 'mail',
  payload,
  attempts: 8,
  backoff: 2_000,
  timeout: 30_000,
  goesOnInMaintenance: true,
  load: () => import('./announce.handler.ts'),
});
