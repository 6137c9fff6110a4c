import { and, eq, inArray, lte, sql } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { report } from '../schema/incident.ts';
import { draft, incidentFile } from '../schema/reporting-side.ts';
import { draftLife } from './ensure-draft.ts';
import { writeAccess } from './write-access.ts';

/**
 * Deletes drafts of reports that nobody has saved for 90 days, and notifications begun that long ago and sent to nobody
 * (incidents.md 4.2, 10.3), at most `batch` of each. What is being saved just now is left alone. Answers how many went.
 */
export async function expireDrafts(ctx: Ctx, batch: number): Promise<number> {
  return (await expireReportDrafts(ctx, batch)) + (await expireNotifications(ctx, batch));
}

async function expireReportDrafts(ctx: Ctx, batch: number): Promise<number> {
  return ctx.db.transaction(async (tx) => {
    const old = await tx
      .select({ id: draft.id, reportId: draft.reportId, incidentId: report.incidentId, stage: report.stageKey })
      .from(draft)
      .innerJoin(report, eq(report.id, draft.reportId))
      .where(lte(draft.expiresAt, ctx.clock.now()))
      .orderBy(draft.expiresAt)
      .limit(batch)
      .for('update', { of: draft, skipLocked: true });
    for (const { id, reportId, incidentId, stage } of old) {
      await tx.delete(draft).where(eq(draft.id, id));
      await writeAccess(tx, ctx, { incidentId, action: 'draftDiscarded', detail: { stage, expired: true } });
      await writeAudit(tx, ctx, { action: 'incidents.expireDraft', subjectKind: 'report', subjectId: reportId });
    }
    return old.length;
  });
}

async function expireNotifications(ctx: Ctx, batch: number): Promise<number> {
  return ctx.db.transaction(async (tx) => {
    const old = await tx
      .select({ id: incidentFile.id })
      .from(incidentFile)
      .where(and(eq(incidentFile.state, 'draft'), lte(incidentFile.createdAt, ctx.clock.now().subtract(draftLife))))
      .limit(batch)
      .for('update', { skipLocked: true });
    const ids = old.map(({ id }) => id);
    if (ids.length > 0) await tx.delete(incidentFile).where(and(inArray(incidentFile.id, ids), sql`${incidentFile.state} = 'draft'`));
    for (const id of ids) await writeAudit(tx, ctx, { action: 'incidents.expireNotify', subjectKind: 'incidentFile', subjectId: id });
    return ids.length;
  });
}
