import { and, eq, inArray, lte, sql } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Tx } from '#platform/db/database.ts';
import { incident, report } from '../schema/incident.ts';
import { draft, incidentFile } from '../schema/reporting-side.ts';
import { draftLife } from './ensure-draft.ts';
import { writeAccess } from './write-access.ts';

interface OldDraft {
  id: string;
  reportId: string;
  incidentId: string;
  stage: string;
}

/**
 * Deletes drafts of reports, and notifications begun and sent to nobody, that nobody has saved for 90 days (incidents.md 4.2, 10.3),
 * at most `batch` of each. What is being saved just now is left alone. Answers how many were looked at: 0 when none is left.
 */
export async function expireDrafts(ctx: Ctx, batch: number): Promise<number> {
  return (await expireReportDrafts(ctx, batch)) + (await expireNotifications(ctx, batch));
}

async function expireReportDrafts(ctx: Ctx, batch: number): Promise<number> {
  const old = await ctx.db
    .select({ id: draft.id, reportId: draft.reportId, incidentId: report.incidentId, stage: report.stageKey })
    .from(draft)
    .innerJoin(report, eq(report.id, draft.reportId))
    .where(lte(draft.expiresAt, ctx.clock.now()))
    .orderBy(draft.expiresAt)
    .limit(batch);
  for (const one of old) await ctx.db.transaction((tx) => expireOne(tx, ctx, one));
  return old.length;
}

/** The incident is locked before its draft, as by everybody else: somebody may be opening the draft at this moment. */
async function expireOne(tx: Tx, ctx: Ctx, { id, reportId, incidentId, stage }: OldDraft): Promise<void> {
  await tx.select({ id: incident.id }).from(incident).where(eq(incident.id, incidentId)).for('update');
  const gone = await tx
    .delete(draft)
    .where(and(eq(draft.id, id), lte(draft.expiresAt, ctx.clock.now())))
    .returning({ id: draft.id });
  if (gone.length === 0) return;
  await writeAccess(tx, ctx, { incidentId, action: 'draftDiscarded', detail: { stage, expired: true } });
  await writeAudit(tx, ctx, { action: 'incidents.expireDraft', subjectKind: 'report', subjectId: reportId });
}

async function expireNotifications(ctx: Ctx, batch: number): Promise<number> {
  const before = ctx.clock.now().subtract(draftLife).toString();
  return ctx.db.transaction(async (tx) => {
    const old = await tx
      .select({ id: incidentFile.id })
      .from(incidentFile)
      .where(
        and(
          sql`${incidentFile.state} = 'draft'`,
          sql`coalesce(${incidentFile.savedAt}, ${incidentFile.createdAt}) <= ${before}::timestamptz`,
        ),
      )
      .limit(batch)
      .for('update', { skipLocked: true });
    const ids = old.map(({ id }) => id);
    if (ids.length > 0) await tx.delete(incidentFile).where(inArray(incidentFile.id, ids));
    for (const id of ids) await writeAudit(tx, ctx, { action: 'incidents.expireNotify', subjectKind: 'incidentFile', subjectId: id });
    return ids.length;
  });
}
