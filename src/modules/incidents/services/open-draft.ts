import { eq } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { otherEditor } from '../queries/report-draft.query.ts';
import { draft } from '../schema/reporting-side.ts';
import { editing, ensureDraft } from './ensure-draft.ts';
import { lockReport } from './lock-report.ts';
import { writeAccess } from './write-access.ts';

/**
 * Starts filling in a report, or goes on with it. Nothing is copied into a new draft: prefill is worked out when a page opens.
 * Throws ConflictError when the incident is closed or the report is not open.
 */
export async function openDraft(ctx: Ctx, input: { reportId: string; takeOver?: boolean }): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const locked = await lockReport(tx, ctx, input.reportId, 'fillReport');
    const row = await ensureDraft(tx, ctx, locked);
    const other = await otherEditor(ctx, tx, row);
    if (other && !input.takeOver) return;
    await tx.update(draft).set(editing(ctx)).where(eq(draft.id, row.id));
    if (other) await writeAccess(tx, ctx, { incidentId: locked.incident.id, action: 'draftTakenOver', detail: { from: other } });
    await writeAudit(tx, ctx, {
      action: other ? 'incidents.takeOverDraft' : 'incidents.openDraft',
      subjectKind: 'report',
      subjectId: input.reportId,
    });
  });
}
