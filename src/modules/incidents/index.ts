/** What incidents lends to the processes and to the modules that may read it. */

export type { AnswerValue } from './domain/answer-value.ts';
export type { Fact } from './domain/condition.ts';
export { sendRemindersJob } from './jobs/send-reminders.job.ts';
export { runPackCommand } from './packs/pack-command.ts';
export { readPack } from './packs/pack-reader.ts';
export { incidentPaths } from './paths.ts';
export { closeIncident } from './services/close-incident.ts';
export { importPack } from './services/import-pack.ts';
export { offerFile } from './services/offer-adoption.ts';
export { openIncidents } from './services/open-incidents.ts';
export { requestReport } from './services/request-report.ts';
export { reviewSubmission } from './services/review-submission.ts';
export { incidentOfFile, latestSubmission, seedDraft, seedFile } from './services/seed-incidents.ts';
export { submitReport } from './services/submit-report.ts';
export { withdrawIncident } from './services/withdraw-incident.ts';
