import { and, sql } from 'drizzle-orm';
import type { Ctx } from '#platform/context/ctx.ts';
import { rowsOf } from '#platform/db/database.ts';
import { scope } from '#platform/permissions/permissions.ts';
import { type IncidentListQuery, incidentViews } from '../../../paths.ts';
import { incidentPermissions } from '../../../permissions.ts';
import { supervisedIncident } from '../../../schema/incident.ts';
import { viewCondition } from './filters.ts';
import { countOrder } from './keyset.ts';

/** A view with more than this shows "99+": nobody counts further at a glance, and the database need not either. */
export const viewCountLimit = 99;

export type ViewCounts = Record<IncidentListQuery['view'], number>;

/** How many incidents each view holds without filters, counted up to one more than `viewCountLimit`. */
export async function countViews(ctx: Ctx): Promise<ViewCounts> {
  const [counts] = await rowsOf<ViewCounts>(ctx.db, viewCountsStatement(ctx));
  if (!counts) throw new Error('The counts of the views came without a row');
  return counts;
}

/** Exported for the test that explains it. */
export function viewCountsStatement(ctx: Ctx) {
  const counts = incidentViews.map((view) => {
    const visible = and(scope(ctx, incidentPermissions, 'list', supervisedIncident), viewCondition(view, ctx.clock.now()));
    const rows = sql`select 1 from ${supervisedIncident} where ${visible} ${countOrder} limit ${viewCountLimit + 1}`;
    return sql`(select count(*)::int from (${rows}) counted) as ${sql.identifier(view)}`;
  });
  return sql`select ${sql.join(counts, sql`, `)}`;
}
