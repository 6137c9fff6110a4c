import { eq } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { draft } from '../schema/reporting-side.ts';
import { lockReport } from './lock-report.ts';
import { writeAccess } from './write-access.ts';

/** Deletes what was typed and not sent. Possible on a closed incident too. */
export async function discardDraft(ctx: Ctx, reportId: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const { incident, report } = await lockReport(tx, ctx, reportId, 'fillReport');
    const gone = await tx.delete(draft).where(eq(draft.reportId, reportId)).returning({ id: draft.id });
    if (gone.length === 0) return;
    await writeAccess(tx, ctx, { incidentId: incident.id, action: 'draftDiscarded', detail: { stage: report.stageKey } });
    await writeAudit(tx, ctx, { action: 'incidents.discardDraft', subjectKind: 'report', subjectId: reportId });
  });
}
