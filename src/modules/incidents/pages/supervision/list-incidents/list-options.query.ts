import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import { govRegulation, govSector } from '#modules/governance/index.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Translated } from '#platform/i18n/language.ts';
import { scope } from '#platform/permissions/permissions.ts';
import { incidentPermissions } from '../../../permissions.ts';
import { supervisedIncident } from '../../../schema/incident.ts';

export interface SectorOption {
  id: string;
  slug: string;
  parentId: string | null;
  name: Translated;
}

/** What one can filter by; also what the ids in the rows are called. */
export interface ListOptions {
  regulations: readonly { id: string; key: string; short: string }[];
  sectors: readonly SectorOption[];
  /** Of the operator the list is narrowed to, when the actor sees an incident of it. */
  operatorName: string | undefined;
}

export async function listOptions(ctx: Ctx, operatorId?: string): Promise<ListOptions> {
  const { db } = ctx;
  const [regulations, sectors, operatorName] = await Promise.all([
    db
      .select({ id: govRegulation.id, key: govRegulation.key, short: govRegulation.short })
      .from(govRegulation)
      .orderBy(asc(govRegulation.short)),
    db
      .select({ id: govSector.id, slug: govSector.slug, parentId: govSector.parentId, name: govSector.name })
      .from(govSector)
      .where(isNull(govSector.archivedAt)),
    operatorId ? nameOfOperator(ctx, operatorId) : undefined,
  ]);
  return { regulations, sectors, operatorName };
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
