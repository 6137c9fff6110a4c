import { and, eq, sql } from 'drizzle-orm';
import { govOperator } from '#modules/governance/index.ts';
import { writeAudit } from '#platform/audit/write-audit.ts';
import { actorId, actorName } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { ConflictError, NotFoundError } from '#platform/context/errors.ts';
import { requireRole, scope } from '#platform/permissions/permissions.ts';
import { adoptionPermissions } from '../permissions.ts';
import { fileAdoption } from '../schema/file-adoption.ts';
import { incident } from '../schema/incident.ts';
import { incidentFile } from '../schema/reporting-side.ts';
import { refreshDeadlines } from './refresh-deadlines.ts';
import { refreshSearchText } from './refresh-search-text.ts';
import { writeAccess } from './write-access.ts';

/**
 * An administrator takes the file over for the operator, or declines. Taken over, the file is the operator's alone: it is verified, and
 * the notifier is remembered with the adoption only (decisions.md D4). Answers the file; undefined when it was declined.
 */
export async function decideAdoption(
  ctx: Ctx,
  { adoptionId, accept }: { adoptionId: string; accept: boolean },
): Promise<string | undefined> {
  requireRole(ctx, adoptionPermissions, 'decide');
  return ctx.db.transaction(async (tx) => {
    const mine = and(eq(fileAdoption.id, adoptionId), scope(ctx, adoptionPermissions, 'decide', fileAdoption));
    const [seen] = await tx.select().from(fileAdoption).where(mine);
    if (!seen) throw new NotFoundError();
    // The incident first, as everywhere.
    const [record] = await tx.select().from(incident).where(eq(incident.id, seen.incidentId)).for('update');
    const [offer] = await tx.select().from(fileAdoption).where(mine).for('update');
    if (!record || offer?.state !== 'offered' || record.notifierId !== offer.notifierId) throw new ConflictError('outside.adoption.gone');
    await tx
      .update(fileAdoption)
      .set({
        state: accept ? 'accepted' : 'declined',
        decidedAt: ctx.wallClock.now(),
        decidedBy: actorId(ctx.actor),
        decidedByName: actorName(ctx.actor),
      })
      .where(eq(fileAdoption.id, adoptionId));
    const detail = { incidentId: record.id, operatorId: offer.operatorId };
    const action = accept ? 'incidents.acceptAdoption' : 'incidents.declineAdoption';
    await writeAudit(tx, ctx, { action, subjectKind: 'fileAdoption', subjectId: adoptionId, detail });
    if (!accept) return undefined;
    const [operator] = await tx.select({ name: govOperator.name }).from(govOperator).where(eq(govOperator.id, offer.operatorId));
    if (!operator) throw new NotFoundError();
    const owner = { operatorId: offer.operatorId, notifierId: null };
    await tx
      .update(incidentFile)
      .set({ ...owner, organisationName: operator.name, organisationVerified: true, version: sql`${incidentFile.version} + 1` })
      .where(eq(incidentFile.id, record.fileId));
    // Every incident of the file: exactly one of operator, regulator and notifier owns it.
    const moved = await tx
      .update(incident)
      .set({ ...owner, operatorName: operator.name, version: sql`${incident.version} + 1` })
      .where(eq(incident.fileId, record.fileId))
      .returning({ id: incident.id });
    for (const { id } of moved) {
      await refreshSearchText(tx, id);
      await refreshDeadlines(tx, ctx, id, 'fact');
      await writeAccess(tx, ctx, { incidentId: id, action: 'adopted', detail: { from: offer.typedName, to: operator.name } });
    }
    return record.fileId;
  });
}
