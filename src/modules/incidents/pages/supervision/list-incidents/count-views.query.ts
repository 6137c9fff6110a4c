import { and, type SQL, sql } from 'drizzle-orm';
import type { Ctx } from '#platform/context/ctx.ts';
import { written } from '#platform/db/columns.ts';
import { scope } from '#platform/permissions/permissions.ts';
import { type IncidentListQuery, incidentViews } from '../../../paths.ts';
import { incidentPermissions } from '../../../permissions.ts';
import { supervisedIncident } from '../../../schema/incident.ts';
import { viewCondition } from './filters.ts';
import { countOrder } from './keyset.ts';

/** A view with more than this shows "99+": nobody counts further at a glance, and the database need not either. */
export const viewCountLimit = 99;

type View = IncidentListQuery['view'];
export type ViewCounts = Record<View, number>;
export type ViewCountColumns = Record<`in_${View}`, number>;

/** Columns for the list's statement: how many incidents each view holds, counted up to one more than `viewCountLimit`. */
export function viewCountColumns(ctx: Ctx): SQL {
  const columns = incidentViews.map((view) => {
    const visible = and(scope(ctx, incidentPermissions, 'list', supervisedIncident), viewCondition(view, ctx.clock.now()));
    const rows = sql`select 1 from ${supervisedIncident} where ${visible} ${countOrder} limit ${written(viewCountLimit + 1)}`;
    return sql`, (select count(*)::int from (${rows}) counted) as ${sql.identifier(`in_${view}`)}`;
  });
  return sql.join(columns);
}

export const viewCountsOf = (row: Partial<ViewCountColumns>): ViewCounts => ({
  open: row.in_open ?? 0,
  review: row.in_review ?? 0,
  overdue: row.in_overdue ?? 0,
  all: row.in_all ?? 0,
});
