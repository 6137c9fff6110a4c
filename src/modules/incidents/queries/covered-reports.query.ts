import { asc, eq } from 'drizzle-orm';
import type { Reader } from '#platform/db/database.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import type { MetDeadline } from '../domain/submission-due.ts';
import { report, submission, submissionCovers } from '../schema/incident.ts';

/** A report that another one answered, and whether its own deadline was met. */
export interface CoveredReport extends MetDeadline {
  /** The version that answers it. */
  submissionId: string;
  reportId: string;
  stage: string;
  ordinal: number;
  at: Temporal.Instant;
}

/** Of an incident, oldest first: the first one of a report decided whether it was late. */
export async function loadCovered(reader: Reader, incidentId: string): Promise<CoveredReport[]> {
  return reader
    .select({
      submissionId: submissionCovers.submissionId,
      reportId: submissionCovers.reportId,
      stage: report.stageKey,
      ordinal: report.ordinal,
      at: submission.submittedAt,
      deadlineAt: submissionCovers.deadlineAt,
      deadlineExplained: submissionCovers.deadlineExplained,
      late: submissionCovers.late,
    })
    .from(submissionCovers)
    .innerJoin(report, eq(report.id, submissionCovers.reportId))
    .innerJoin(submission, eq(submission.id, submissionCovers.submissionId))
    .where(eq(report.incidentId, incidentId))
    .orderBy(asc(submission.submittedAt), asc(submission.id));
}

/** What one version answers beside its own report. */
export const coveredBy = async (reader: Reader, incidentId: string, submissionId: string): Promise<CoveredReport[]> =>
  (await loadCovered(reader, incidentId)).filter((covered) => covered.submissionId === submissionId);
