import { writeAudit } from '#platform/audit/write-audit.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Tx } from '#platform/db/database.ts';
import { enqueue } from '#platform/jobs/enqueue.ts';
import { announceJob } from '../jobs/announce.job.ts';
import { insertSubmission, type Making } from './insert-submission.ts';
import { useVoluntary } from './offer-voluntary.ts';
import { linkFacts, storeFacts } from './store-facts.ts';
import { updateIncident } from './update-incident.ts';
import { writeAccess } from './write-access.ts';

/** Freezes what was checked, inside the caller's transaction, with all that follows from it: facts, the incident, deadlines, traces, mails. */
export async function recordSubmission(tx: Tx, ctx: Ctx, making: Making) {
  const { record, reportRow, stage, content } = making;
  const factIds = await storeFacts(tx, ctx, record.id, content);
  const made = await insertSubmission(tx, ctx, making);
  await linkFacts(tx, factIds, made.submissionId);
  await useVoluntary(tx, stage, reportRow);
  await updateIncident(tx, ctx, record, content);
  await writeAccess(tx, ctx, {
    incidentId: record.id,
    submissionId: made.submissionId,
    action: 'submitted',
    detail: { stage: stage.key, no: made.no },
  });
  await writeAudit(tx, ctx, {
    action: 'incidents.submitReport',
    subjectKind: 'submission',
    subjectId: made.submissionId,
    detail: { reference: record.reference, stage: stage.key, no: made.no, sha256: made.sha256 },
  });
  await enqueue(tx, ctx, announceJob, {
    event: 'submitted',
    incidentId: record.id,
    eventId: made.submissionId,
    submissionId: made.submissionId,
  });
  return made;
}
