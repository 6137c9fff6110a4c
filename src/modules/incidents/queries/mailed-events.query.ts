/** What happened to an incident, as the mails tell it. No answers, comments, remarks or contacts. */
import { and, desc, eq, lt, sql } from 'drizzle-orm';
import type { Reader } from '#platform/db/database.ts';
import { isOfRevision } from '../domain/reminder-keys.ts';
import { incidentFact, report, submission } from '../schema/incident.ts';
import { review, reviewEvent } from '../schema/supervising-side.ts';
import { reminder } from '../schema/traces.ts';

export interface MailedReport {
  id: string;
  stage: string;
}

/** The report an event is about; none for what concerns the incident as a whole. `eventId` may be a row of the ledger of reminders. */
export async function mailedReportOf(
  reader: Reader,
  event: { incidentId: string; eventId: string; submissionId?: string | undefined; reportId?: string | undefined },
): Promise<MailedReport | undefined> {
  const { submissionId = null, reportId = null } = event;
  const [row] = await reader
    .select({ id: report.id, stage: report.stageKey })
    .from(report)
    .where(
      and(
        eq(report.incidentId, event.incidentId),
        sql`(${report.id} = ${reportId}::uuid or ${report.id} in (select s.report_id from submission s where s.id = ${submissionId}::uuid)
          or ${report.id} in (select m.report_id from reminder m where m.id = ${event.eventId}::uuid))`,
      ),
    )
    .limit(1);
  return row;
}

/** A version of a report of this incident. */
export async function mailedSubmission(reader: Reader, incidentId: string, submissionId: string) {
  const [row] = await reader
    .select({
      stage: report.stageKey,
      reportId: report.id,
      no: submission.no,
      submittedAt: submission.submittedAt,
      sha256: submission.contentSha256,
      revisionDueAt: report.revisionDueAt,
    })
    .from(submission)
    .innerJoin(report, eq(report.id, submission.reportId))
    .where(and(eq(submission.id, submissionId), eq(report.incidentId, incidentId)));
  return row;
}

/** What was published, without its words: the entry of the history that `eventId` names, else the review as it stands. */
export async function mailedReview(reader: Reader, submissionId: string, eventId: string) {
  const [event] = await reader
    .select({
      verdict: reviewEvent.verdict,
      hasComment: sql<boolean>`${reviewEvent.commentMd} <> ''`,
      remarks: sql<number>`(select count(*)::int from jsonb_object_keys(${reviewEvent.remarks}))`,
    })
    .from(reviewEvent)
    .where(and(eq(reviewEvent.id, eventId), eq(reviewEvent.submissionId, submissionId)));
  if (event) return event;
  const [current] = await reader
    .select({
      verdict: review.verdict,
      hasComment: sql<boolean>`${review.commentMd} <> ''`,
      remarks: sql<number>`(select count(*)::int from review_remark r where r.submission_id = ${submissionId})`,
    })
    .from(review)
    .where(eq(review.submissionId, submissionId));
  return current;
}

/** A correction, with what the fact was before. */
export async function mailedCorrection(reader: Reader, incidentId: string, factId: string) {
  const [after] = await reader
    .select()
    .from(incidentFact)
    .where(and(eq(incidentFact.id, factId), eq(incidentFact.incidentId, incidentId)));
  if (!after) return undefined;
  const [before] = await reader
    .select({ at: incidentFact.at, zone: incidentFact.zone })
    .from(incidentFact)
    .where(
      and(
        eq(incidentFact.incidentId, incidentId),
        eq(incidentFact.fact, after.fact),
        // Ids grow with time, so rows of the same instant keep their order.
        lt(incidentFact.id, after.id),
      ),
    )
    .orderBy(desc(incidentFact.recordedAt), desc(incidentFact.id))
    .limit(1);
  return { fact: after.fact, at: after.at, zone: after.zone, by: after.byName, before };
}

/** A report as the ledger of reminders sees it. `isDone`: submitted, answered by another report, or not awaited any more. */
export const reportIsDone = sql<boolean>`(${report.waivedReason} is not null or ${report.sentId} is not null or ${report.isCovered})`;

/** The same for a revision: a newer version was sent, or it is not asked for any more. */
export const revisionIsDone = sql<boolean>`${report.verdict} is distinct from 'revision'`;

/** What a row of the ledger tells of, as it stands now. `dueAt`: of the report, or of its revision. */
export async function mailedReminder(reader: Reader, incidentId: string, reminderId: string) {
  const [row] = await reader
    .select({
      stage: report.stageKey,
      ruleKey: reminder.ruleKey,
      anchorAt: reminder.anchorAt,
      dueAt: report.dueAt,
      explanation: report.dueExplained,
      isDone: reportIsDone,
      revisionDueAt: report.revisionDueAt,
      revisionIsDone,
    })
    .from(reminder)
    .innerJoin(report, eq(report.id, reminder.reportId))
    .where(and(eq(reminder.id, reminderId), eq(report.incidentId, incidentId)));
  if (!row) return undefined;
  const { stage, anchorAt, explanation } = row;
  if (isOfRevision(row.ruleKey)) return { stage, anchorAt, isRevision: true, isDone: row.revisionIsDone, dueAt: row.revisionDueAt };
  return { stage, anchorAt, isRevision: false, isDone: row.isDone, dueAt: row.dueAt, explanation };
}

export async function mailedRequest(reader: Reader, incidentId: string, reportId: string) {
  const [row] = await reader
    .select({
      stage: report.stageKey,
      hasNote: sql<boolean>`${report.note} <> ''`,
      dueAt: report.dueAt,
      explanation: report.dueExplained,
      isDone: reportIsDone,
    })
    .from(report)
    .where(and(eq(report.id, reportId), eq(report.incidentId, incidentId)));
  return row;
}
