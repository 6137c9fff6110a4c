import { asc, eq } from 'drizzle-orm';
import type { Reader } from '#platform/db/database.ts';
import type { Answers } from '../domain/answer-value.ts';
import { submission, submissionAnswer } from '../schema/incident.ts';
import { review, reviewRemark } from '../schema/supervising-side.ts';

export interface Version {
  submission: typeof submission.$inferSelect;
  /** As the regulator sent it; what it is still writing is not here. */
  review: { verdict: 'passed' | 'revision' | null; commentMd: string; at: (typeof review.$inferSelect)['reviewedAt'] } | undefined;
}

/** Every version of a report, oldest first. The caller has checked that the reader may see the report. */
export async function readVersions(reader: Reader, reportId: string): Promise<Version[]> {
  const rows = await reader
    .select({ submission, verdict: review.verdict, commentMd: review.commentMd, at: review.reviewedAt })
    .from(submission)
    .leftJoin(review, eq(review.submissionId, submission.id))
    .where(eq(submission.reportId, reportId))
    .orderBy(asc(submission.no));
  return rows.map(({ submission: version, verdict, commentMd, at }) => ({
    submission: version,
    review: at ? { verdict, commentMd: commentMd ?? '', at } : undefined,
  }));
}

export async function readSubmittedAnswers(reader: Reader, submissionId: string): Promise<Answers> {
  const rows = await reader.select().from(submissionAnswer).where(eq(submissionAnswer.submissionId, submissionId));
  return new Map(rows.map(({ questionKey, value }) => [questionKey, value]));
}

/** What the regulator wrote beside single questions. */
export async function readRemarks(reader: Reader, submissionId: string): Promise<Map<string, string>> {
  const rows = await reader.select().from(reviewRemark).where(eq(reviewRemark.submissionId, submissionId));
  return new Map(rows.map(({ questionKey, text }) => [questionKey, text]));
}
