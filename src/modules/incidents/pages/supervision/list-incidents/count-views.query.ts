import { type SQL, sql } from 'drizzle-orm';
import { fixed, written } from '#platform/db/columns.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import type { IncidentListQuery } from '../../../paths.ts';
import { supervisedIncident } from '../../../schema/incident.ts';
import { timelessViews, viewCondition } from './filters.ts';
import { countOrder } from './keyset.ts';

/** A view with more than this shows "99+": nobody counts further at a glance, and the database need not either. */
export const viewCountLimit = 99;

type View = IncidentListQuery['view'];
export type ViewCounts = Record<View, number>;
export type ViewCountColumns = Record<`in_${View}`, number>;

/** Of the incidents that the statement knows: those its reader may see (list-incidents.query.ts). */
const count = (view: View, condition: SQL) => sql`, (
  select count(*)::int from (
    select 1 from ${supervisedIncident} where ${condition} ${countOrder} limit ${written(viewCountLimit + 1)}
  ) counted) as ${sql.identifier(`in_${view}`)}`;
const timelessCounts = fixed(sql.join((['open', 'review', 'all'] as const).map((view) => count(view, timelessViews[view]))));

/** Columns for the list's statement: how many incidents each view holds, counted up to one more than `viewCountLimit`. */
export const viewCountColumns = (now: Temporal.Instant): SQL => sql`${timelessCounts} ${count('overdue', viewCondition('overdue', now))}`;

export const viewCountsOf = (row: Partial<ViewCountColumns>): ViewCounts => ({
  open: row.in_open ?? 0,
  review: row.in_review ?? 0,
  overdue: row.in_overdue ?? 0,
  all: row.in_all ?? 0,
});
