import { and, eq, sql } from 'drizzle-orm';
import { actorId } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { ConflictError, ForbiddenError, NotFoundError } from '#platform/context/errors.ts';
import type { Tx } from '#platform/db/database.ts';
import { relationsOf, requirePermission } from '#platform/permissions/permissions.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { incidentPermissions } from '../permissions.ts';
import { report, submission, supervisedIncident } from '../schema/incident.ts';
import { reviewDraft } from '../schema/supervising-side.ts';
import { keptRemarks, type ReviewContent } from './review-submission.ts';

export interface ReviewDraftInput extends ReviewContent {
  submissionId: string;
  /** Of the draft the person's page holds; 0 when it holds none. Another tab's newer draft is not overwritten. */
  draftVersion: number;
}

/**
 * Keeps what a reviewer has typed so far; it outlives the session. Seen by this person only and part of nothing, so it leaves
 * neither an audit row nor a line in the access log, and locks nobody's incident. Throws ConflictError when another page of the
 * same person saved meanwhile.
 */
export async function saveReviewDraft(ctx: Ctx, input: ReviewDraftInput): Promise<{ version: number; savedAt: Temporal.Instant }> {
  return ctx.db.transaction(async (tx) => {
    const opened = await requireReviewable(tx, ctx, input.submissionId);
    const accountId = actorId(ctx.actor);
    if (!accountId) throw new NotFoundError();
    const savedAt = ctx.wallClock.now();
    const content = {
      verdict: input.verdict ?? null,
      commentMd: input.comment,
      remarks: await keptRemarks(tx, opened, input.remarks),
      revisionDueAt: input.revisionDueAt ?? null,
      savedAt,
    };
    const key = { submissionId: opened.id, accountId };
    const [saved] =
      input.draftVersion === 0
        ? await tx
            .insert(reviewDraft)
            .values({ ...key, ...content })
            .onConflictDoNothing()
            .returning({ version: reviewDraft.version })
        : await tx
            .update(reviewDraft)
            .set({ ...content, version: sql`${reviewDraft.version} + 1` })
            .where(
              and(
                eq(reviewDraft.submissionId, opened.id),
                eq(reviewDraft.accountId, accountId),
                eq(reviewDraft.version, input.draftVersion),
              ),
            )
            .returning({ version: reviewDraft.version });
    if (!saved) throw new ConflictError('review.newerDraft');
    return { version: saved.version, savedAt };
  });
}

async function requireReviewable(tx: Tx, ctx: Ctx, submissionId: string) {
  const [row] = await tx
    .select({ opened: submission, relations: relationsOf(ctx, incidentPermissions, supervisedIncident) })
    .from(submission)
    .innerJoin(report, eq(report.id, submission.reportId))
    .innerJoin(supervisedIncident, eq(supervisedIncident.id, report.incidentId))
    .where(eq(submission.id, submissionId));
  if (!row) throw new NotFoundError();
  requirePermission(ctx, incidentPermissions, 'review', row);
  if (row.opened.submittedBy !== null && row.opened.submittedBy === actorId(ctx.actor)) throw new ForbiddenError('review.own');
  return row.opened;
}
