import { desc, eq, sql } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { ConflictError } from '#platform/context/errors.ts';
import { submission } from '../schema/incident.ts';
import { draft } from '../schema/reporting-side.ts';
import { ensureDraft } from './ensure-draft.ts';
import { lockReport } from './lock-report.ts';

/** After a newer version was sent: the draft becomes the next one after it, with everything that was typed in it. */
export async function rebaseDraft(ctx: Ctx, reportId: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const locked = await lockReport(tx, ctx, reportId, 'fillReport');
    const row = await ensureDraft(tx, ctx, locked);
    const [latest] = await tx
      .select({ id: submission.id, no: submission.no })
      .from(submission)
      .where(eq(submission.reportId, reportId))
      .orderBy(desc(submission.no))
      .limit(1);
    if (!latest) throw new ConflictError('report.noDraft');
    await tx
      .update(draft)
      .set({ baseNo: latest.no, baseSubmissionId: latest.id, version: sql`${draft.version} + 1` })
      .where(eq(draft.id, row.id));
    await writeAudit(tx, ctx, {
      action: 'incidents.rebaseDraft',
      subjectKind: 'report',
      subjectId: reportId,
      detail: { baseNo: latest.no },
    });
  });
}
