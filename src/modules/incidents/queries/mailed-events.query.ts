/** What happened to an incident, as the mails tell it. No answers, no remarks, no contacts. */
import { and, desc, eq, lt, sql } from 'drizzle-orm';
import type { Reader } from '#platform/db/database.ts';
import { incidentFact, report, submission } from '../schema/incident.ts';
import { review, reviewEvent } from '../schema/supervising-side.ts';
import { reminder } from '../schema/traces.ts';

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

/** What was published: the entry of the history that `eventId` names, else the review as it stands. */
export async function mailedReview(reader: Reader, submissionId: string, eventId: string) {
  const [event] = await reader
    .select({ verdict: reviewEvent.verdict, comment: reviewEvent.commentMd, reviewer: reviewEvent.byName })
    .from(reviewEvent)
    .where(and(eq(reviewEvent.id, eventId), eq(reviewEvent.submissionId, submissionId)));
  if (event) return event;
  const [current] = await reader
    .select({ verdict: review.verdict, comment: review.commentMd, reviewer: review.reviewerName })
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
export const reportIsDone = sql<boolean>`(${report.waivedReason} is not null
  or (select true from submission s where s.report_id = ${report.id} limit 1) is not null
  or (select true from submission_covers c where c.report_id = ${report.id} limit 1) is not null)`;

export async function mailedReminder(reader: Reader, incidentId: string, reminderId: string) {
  const [row] = await reader
    .select({
      stage: report.stageKey,
      anchorAt: reminder.anchorAt,
      dueAt: report.dueAt,
      explanation: report.dueExplained,
      isDone: reportIsDone,
    })
    .from(reminder)
    .innerJoin(report, eq(report.id, reminder.reportId))
    .where(and(eq(reminder.id, reminderId), eq(report.incidentId, incidentId)));
  return row;
}

export async function mailedRequest(reader: Reader, incidentId: string, reportId: string) {
  const [row] = await reader
    .select({
      stage: report.stageKey,
      note: report.note,
      dueAt: report.dueAt,
      explanation: report.dueExplained,
      isDone: reportIsDone,
    })
    .from(report)
    .where(and(eq(report.id, reportId), eq(report.incidentId, incidentId)));
  return row;
}
