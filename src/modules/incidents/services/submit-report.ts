import { and, eq } from 'drizzle-orm';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Tx } from '#platform/db/database.ts';
import { stageOf } from '../domain/stage-of.ts';
import { loadIncidentWorld, reportOf } from '../queries/incident-world.query.ts';
import { isLateAsTold } from '../queries/late-as-told.ts';
import { loadSectorTree } from '../queries/sector-tree.query.ts';
import { submission } from '../schema/incident.ts';
import { draft } from '../schema/reporting-side.ts';
import { checkedAnswers, requireDraft, requireFactOrder, requireOpen } from './checked-submission.ts';
import { lockReport } from './lock-report.ts';
import { recordSubmission } from './record-submission.ts';

export interface SubmitInput {
  reportId: string;
  /** The number of the version this one follows; 0 for the first. */
  baseNo: number;
  /** Made with the page: a second post with the same key answers with the submission the first one made. */
  idempotencyKey: string;
}

/**
 * Submits the draft of a report as a new, frozen version (incidents.md 3.7, decisions.md D2). Throws ConflictError when the
 * incident was closed, a newer version or form exists, or the report is not open; RefusedError when something is missing.
 */
export async function submitReport(ctx: Ctx, input: SubmitInput): Promise<{ submissionId: string; no: number }> {
  return ctx.db.transaction(async (tx) => {
    const { incident: record, report: reportRow } = await lockReport(tx, ctx, input.reportId, 'fillReport');
    const same = reportRow.sentNo !== null && (await sameSubmission(tx, input));
    if (same) return same;
    const loaded = await loadIncidentWorld(tx, record.id, ctx.clock.now());
    requireOpen(loaded, record, reportRow);
    const stage = stageOf(loaded.procedure, reportRow.stageKey);
    const { draftId, form, content } = await requireDraft(tx, ctx, record, reportRow, stage, input.baseNo);
    const now = ctx.clock.now();
    const told = { ...loaded, stage, row: reportOf(loaded, reportRow.id), now };
    const late = isLateAsTold(await loadSectorTree(ctx, tx), told, form.definition, content);
    const answers = checkedAnswers(form.definition, content.answers, { late }, { now: { at: now, zone: record.zone } });
    requireFactOrder(loaded, record, content, now);

    await tx.delete(draft).where(eq(draft.id, draftId));
    const made = await recordSubmission(tx, ctx, { record, reportRow, stage, loaded, content, answers, formVersionId: form.id, ...input });
    return { submissionId: made.submissionId, no: made.no };
  });
}

async function sameSubmission(tx: Tx, { reportId, idempotencyKey }: SubmitInput) {
  const [same] = await tx
    .select({ submissionId: submission.id, no: submission.no })
    .from(submission)
    .where(and(eq(submission.reportId, reportId), eq(submission.idempotencyKey, idempotencyKey)));
  return same;
}
