import { eq, sql } from 'drizzle-orm';
import { actorName } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { ConflictError } from '#platform/context/errors.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { otherEditor } from '../queries/report-draft.query.ts';
import { draft } from '../schema/reporting-side.ts';
import { latestNo } from './checked-submission.ts';
import type { SaveConflict } from './edit-token.ts';
import { draftExpiry, editing, ensureDraft } from './ensure-draft.ts';
import { lockReport } from './lock-report.ts';
import { saveAnswers, type TypedAnswer } from './save-answers.ts';
import { saveParts, type TypedPart } from './save-parts.ts';
import { writeAccess } from './write-access.ts';

export interface SaveInput {
  reportId: string;
  /** The number of the version that this draft follows, as the form knew it. */
  baseNo: number;
  answers: readonly TypedAnswer[];
  parts: readonly TypedPart[];
  /** Whether values that were only proposed are taken over: pressing Save is yes, autosave is no (decisions.md D9). */
  keepProposals: boolean;
  /** Goes on although somebody else is editing. */
  takeOver: boolean;
}

export interface SaveOutcome {
  savedAt: Temporal.Instant;
  /** By question key or part: what the form must remember from now on. */
  tokens: ReadonlyMap<string, string>;
  conflicts: readonly SaveConflict[];
}

/**
 * Stores what one section holds. Never asks whether anything is complete. Answers in conflict are left as they are while the others
 * are stored. Throws ConflictError when the report is not open any more, another version was sent, or somebody else is editing.
 */
export async function saveDraft(ctx: Ctx, input: SaveInput): Promise<SaveOutcome> {
  return ctx.db.transaction(async (tx) => {
    const locked = await lockReport(tx, ctx, input.reportId, 'fillReport');
    if (latestNo(locked.report) !== input.baseNo) throw new ConflictError('report.newerVersion');
    const row = await ensureDraft(tx, ctx, locked);
    if (row.baseNo !== input.baseNo) throw new ConflictError('report.newerVersion');
    const other = await otherEditor(ctx, tx, row);
    if (other && !input.takeOver) throw new ConflictError('report.editedBy', { name: other });
    if (other) await writeAccess(tx, ctx, { incidentId: locked.incident.id, action: 'draftTakenOver', detail: { from: other } });
    const answers = await saveAnswers(tx, ctx, { draft: row, incident: locked.incident, ...input });
    const parts = await saveParts(tx, ctx, row, input.parts);
    const savedAt = ctx.clock.now();
    await tx
      .update(draft)
      .set({
        ...editing(ctx),
        savedAt,
        savedByName: actorName(ctx.actor),
        expiresAt: draftExpiry(savedAt),
        version: sql`${draft.version} + 1`,
      })
      .where(eq(draft.id, row.id));
    return { savedAt, tokens: new Map([...answers.tokens, ...parts.tokens]), conflicts: [...answers.conflicts, ...parts.conflicts] };
  });
}
