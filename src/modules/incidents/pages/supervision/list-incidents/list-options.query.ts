import { and, desc, eq } from 'drizzle-orm';
import { type ReferenceData, referenceData } from '#modules/governance/index.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { scope } from '#platform/permissions/permissions.ts';
import { incidentPermissions } from '../../../permissions.ts';
import { supervisedIncident } from '../../../schema/incident.ts';

/** What one can filter by; also what the ids in the rows are called. */
export interface ListOptions extends ReferenceData {
  /** Of the operator the list is narrowed to, when the actor sees an incident of it. */
  operatorName: string | undefined;
}

export async function listOptions(ctx: Ctx, operatorId?: string): Promise<ListOptions> {
  return { ...(await referenceData(ctx)), operatorName: operatorId ? await nameOfOperator(ctx, operatorId) : undefined };
}

/** As the incidents name it: the name of an operator that never notified here is nobody's business here. */
async function nameOfOperator(ctx: Ctx, operatorId: string): Promise<string | undefined> {
  const [row] = await ctx.db
    .select({ name: supervisedIncident.operatorName })
    .from(supervisedIncident)
    .where(and(eq(supervisedIncident.operatorId, operatorId), scope(ctx, incidentPermissions, 'list', supervisedIncident)))
    .orderBy(desc(supervisedIncident.lastUpdateAt))
    .limit(1);
  return row?.name;
}
