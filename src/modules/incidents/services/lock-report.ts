import { and, eq } from 'drizzle-orm';
import type { Ctx } from '#platform/context/ctx.ts';
import { NotFoundError } from '#platform/context/errors.ts';
import type { Tx } from '#platform/db/database.ts';
import { relationsOf, requirePermission } from '#platform/permissions/permissions.ts';
import { incidentPermissions } from '../permissions.ts';
import { incident, report } from '../schema/incident.ts';

type Action = keyof typeof incidentPermissions.actions;

/** The incident's row, locked, after the permission check. Everything that changes an incident starts here (data-model.md: order of locks). */
export async function lockIncident(tx: Tx, ctx: Ctx, incidentId: string, action: Action): Promise<typeof incident.$inferSelect> {
  const [row] = await tx
    .select({ record: incident, relations: relationsOf(ctx, incidentPermissions, incident) })
    .from(incident)
    .where(eq(incident.id, incidentId))
    .for('update');
  requirePermission(ctx, incidentPermissions, action, row);
  return (row as NonNullable<typeof row>).record;
}

/** The report's row, locked after its incident's. */
export async function lockReport(tx: Tx, ctx: Ctx, reportId: string, action: Action) {
  const [found] = await tx.select({ incidentId: report.incidentId }).from(report).where(eq(report.id, reportId));
  if (!found) throw new NotFoundError();
  const incidentRecord = await lockIncident(tx, ctx, found.incidentId, action);
  const [locked] = await tx
    .select()
    .from(report)
    .where(and(eq(report.id, reportId), eq(report.incidentId, incidentRecord.id)))
    .for('update');
  if (!locked) throw new NotFoundError();
  return { incident: incidentRecord, report: locked };
}
