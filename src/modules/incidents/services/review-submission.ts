import { and, eq, gt, sql } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import { actorId, actorName } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { ConflictError, ForbiddenError, NotFoundError, RefusedError } from '#platform/context/errors.ts';
import type { Tx } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import { enqueue } from '#platform/jobs/enqueue.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { questionsOf } from '../domain/questionnaire.ts';
import { announceJob } from '../jobs/announce.job.ts';
import { formVersion } from '../queries/form-versions.query.ts';
import { incident, report, submission } from '../schema/incident.ts';
import { review, reviewDraft, reviewEvent, reviewRemark, type Verdict } from '../schema/supervising-side.ts';
import { lockReport } from './lock-report.ts';
import { refreshDeadlines } from './refresh-deadlines.ts';
import { writeAccess } from './write-access.ts';

type Submission = typeof submission.$inferSelect;

/** What a reviewer writes; the operator reads all of it once the review is sent. */
export interface ReviewContent {
  verdict: Verdict | undefined;
  /** Markdown. */
  comment: string;
  /** By question key. */
  remarks: Readonly<Record<string, string>>;
  /** Counts only with the verdict `revision` on the newest version. */
  revisionDueAt: Temporal.Instant | undefined;
}

export interface ReviewInput extends ReviewContent {
  submissionId: string;
  /** `decide` needs a verdict; `comment` leaves the verdict as it was. */
  act: 'decide' | 'comment';
  /** Of the review the person saw; 0 when there was none. */
  reviewVersion: number;
}

/**
 * Writes the review of the version that was opened, also when a newer one exists by now (incidents.md 3.14); `newerNo` tells the
 * reviewer. Throws ConflictError when somebody else reviewed meanwhile, ForbiddenError for one's own submission, RefusedError
 * for a missing verdict or comment.
 */
export async function reviewSubmission(ctx: Ctx, input: ReviewInput): Promise<{ newerNo: number | undefined }> {
  return ctx.db.transaction(async (tx) => {
    const { opened, record, reportRow } = await lockSubmission(tx, ctx, input.submissionId);
    const remarks = await keptRemarks(tx, opened, input.remarks);
    requireContent(ctx, input, remarks);
    const before = await requireUnchanged(tx, input);
    const newerNo = await newestNoAfter(tx, opened);
    const verdict = input.act === 'decide' ? (input.verdict ?? null) : (before?.verdict ?? null);

    const eventId = await storeReview(tx, ctx, input, { verdict, remarks });
    if (input.act === 'decide' && newerNo === undefined) {
      const revisionDueAt = verdict === 'revision' ? (input.revisionDueAt ?? null) : null;
      await tx.update(report).set({ revisionDueAt }).where(eq(report.id, reportRow.id));
    }
    await tx.update(incident).set({ lastUpdateAt: ctx.clock.now() }).where(eq(incident.id, record.id));
    await refreshDeadlines(tx, ctx, record.id, 'regulator');
    const detail = { stage: reportRow.stageKey, no: opened.no, ...(input.act === 'decide' && { verdict }) };
    await writeAccess(tx, ctx, {
      incidentId: record.id,
      submissionId: opened.id,
      action: input.act === 'decide' ? 'reviewed' : 'commented',
      detail,
    });
    await writeAudit(tx, ctx, {
      action: 'incidents.reviewSubmission',
      subjectKind: 'submission',
      subjectId: opened.id,
      detail: { reference: record.reference, ...detail, reviewEventId: eventId },
    });
    // A closed incident is reviewed in silence, and the same verdict is told once (incidents.md 7.1, checks 14 and 23).
    if (record.status === 'ongoing' && verdict !== null && verdict !== before?.verdict) {
      await enqueue(tx, ctx, announceJob, { event: 'reviewed', incidentId: record.id, eventId, submissionId: opened.id });
    }
    return { newerNo };
  });
}

async function lockSubmission(tx: Tx, ctx: Ctx, submissionId: string) {
  const [opened] = await tx.select().from(submission).where(eq(submission.id, submissionId));
  if (!opened) throw new NotFoundError();
  const { incident: record, report: reportRow } = await lockReport(tx, ctx, opened.reportId, 'review');
  if (opened.submittedBy !== null && opened.submittedBy === actorId(ctx.actor)) throw new ForbiddenError('review.own');
  return { opened, record, reportRow };
}

/** Remarks stand beside questions of the version's own form; blank ones are none. */
export async function keptRemarks(tx: Tx, { formVersionId }: Submission, typed: ReviewContent['remarks']): Promise<Record<string, string>> {
  const { definition } = await formVersion(tx, formVersionId);
  const kept = questionsOf(definition).flatMap(({ key }) => {
    const text = Object.hasOwn(typed, key) ? (typed[key] ?? '').trim() : '';
    return text ? [[key, text] as const] : [];
  });
  return Object.fromEntries(kept);
}

function requireContent(ctx: Ctx, input: ReviewInput, remarks: Record<string, string>): void {
  const hasComment = input.comment.trim() !== '';
  if (input.act === 'comment') {
    if (!hasComment && Object.keys(remarks).length === 0) throw new RefusedError('review.comment.nothing', {}, 'comment');
    return;
  }
  if (!input.verdict) throw new RefusedError('review.verdict.missing', {}, 'verdict');
  if (input.verdict !== 'revision') return;
  if (!hasComment) throw new RefusedError('review.comment.missing', {}, 'comment');
  if (input.revisionDueAt && Temporal.Instant.compare(input.revisionDueAt, ctx.clock.now()) <= 0) {
    throw new RefusedError('review.revisionDue.past', {}, 'revisionDue');
  }
}

/** Two people may have the same version open: the second one sees what the first one wrote before anything is replaced. */
async function requireUnchanged(tx: Tx, { submissionId, reviewVersion }: ReviewInput) {
  const [before] = await tx.select().from(review).where(eq(review.submissionId, submissionId)).for('update');
  if ((before?.version ?? 0) !== reviewVersion) throw new ConflictError('review.newerReview');
  return before;
}

async function newestNoAfter(tx: Tx, { reportId, no }: Submission): Promise<number | undefined> {
  const [row] = await tx
    .select({ no: sql<number | null>`max(${submission.no})` })
    .from(submission)
    .where(and(eq(submission.reportId, reportId), gt(submission.no, no)));
  return row?.no ?? undefined;
}

interface Storing {
  verdict: Verdict | null;
  remarks: Record<string, string>;
}

/** The present review, its remarks, and the line that stays for ever. Answers that line's id. */
async function storeReview(tx: Tx, ctx: Ctx, { submissionId, comment, act }: ReviewInput, { verdict, remarks }: Storing): Promise<string> {
  const by = actorId(ctx.actor);
  const name = actorName(ctx.actor);
  const now = ctx.clock.now();
  const written = { verdict, commentMd: comment.trim(), reviewedBy: by, reviewerName: name, reviewedAt: now };
  await tx
    .insert(review)
    .values({ submissionId, ...written })
    .onConflictDoUpdate({ target: review.submissionId, set: { ...written, version: sql`${review.version} + 1` } });
  await tx.delete(reviewRemark).where(eq(reviewRemark.submissionId, submissionId));
  const rows = Object.entries(remarks).map(([questionKey, text]) => ({ submissionId, questionKey, text }));
  if (rows.length > 0) await tx.insert(reviewRemark).values(rows);
  const id = newId();
  await tx.insert(reviewEvent).values({
    id,
    submissionId,
    verdict: act === 'decide' ? verdict : null,
    commentMd: written.commentMd,
    remarks,
    by,
    byName: name,
    at: now,
  });
  if (by) await tx.delete(reviewDraft).where(and(eq(reviewDraft.submissionId, submissionId), eq(reviewDraft.accountId, by)));
  return id;
}
