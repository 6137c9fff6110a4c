import { eq } from 'drizzle-orm';
import type { Ctx } from '#platform/context/ctx.ts';
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

/** The report's row, locked after its incident's: in the order in which the statement names them. */
export async function lockReport(tx: Tx, ctx: Ctx, reportId: string, action: Action) {
  const [row] = await tx
    .select({ incident, report, relations: relationsOf(ctx, incidentPermissions, incident) })
    .from(report)
    .innerJoin(incident, eq(incident.id, report.incidentId))
    .where(eq(report.id, reportId))
    .for('update', { of: [incident, report] });
  requirePermission(ctx, incidentPermissions, action, row);
  return row as NonNullable<typeof row>;
}
