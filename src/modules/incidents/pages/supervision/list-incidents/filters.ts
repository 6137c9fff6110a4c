/** What the address of the list asks for, as conditions over the incident (incidents.md 4.4). */
import { type AnyColumn, and, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import { isObserver } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { anywhere, fixed } from '#platform/db/columns.ts';
import { isoTime } from '#platform/time/iso-time.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { cleanText } from '../../../domain/formats.ts';
import { normaliseReference } from '../../../domain/reference.ts';
import type { IncidentListQuery } from '../../../paths.ts';
import { supervisedIncident } from '../../../schema/incident.ts';
import { marksToReview, type ReportMark, type ReportStatus, reportStatuses } from '../../../workflow.ts';
import { dueKey } from './keyset.ts';
import type { ListOptions } from './list-options.query.ts';

const {
  status,
  significant,
  crossBorder,
  reportStates,
  searchText,
  searchPeople,
  sectorIds,
  regulationId,
  operatorId,
  notifiedAt,
  zone,
  id,
} = supervisedIncident;
// Written out, not as parameters: these conditions are those of the partial indexes.
const ongoing = fixed(sql`${status} = 'ongoing'`);
const toReview = fixed(sql`${reportStates} && ${sql.raw(`array[${marksToReview.map((mark) => `'${mark}'`).join(', ')}]`)}`);
const dueBefore = (now: Temporal.Instant) => sql`${dueKey} <= ${isoTime(now)}::timestamptz`;

export function filtersOf(ctx: Ctx, query: IncidentListQuery, options: ListOptions): SQL | undefined {
  const now = ctx.clock.now();
  return and(
    viewCondition(query.view, now),
    query.status && eq(status, query.status),
    query.significant && (query.significant === 'yes' ? sql`${significant}` : sql`${significant} is not true`),
    query.crossBorder && eq(crossBorder, query.crossBorder === 'yes'),
    query.late && hasMarks(['sentLate']),
    regulationCondition(query.regulation, options),
    sectorCondition(query.sector, options),
    reportCondition(query.reportStatus, now),
    notifiedCondition(query.notifiedFrom, query.notifiedTo),
    query.operator ? eq(operatorId, query.operator) : undefined,
    query.q ? searchCondition(ctx, query.q) : undefined,
  );
}

/** The views that time does not change. */
export const timelessViews = { open: ongoing, review: toReview, all: fixed(sql`true`) };

export const viewCondition = (view: IncidentListQuery['view'], now: Temporal.Instant): SQL =>
  view === 'overdue' ? sql`${ongoing} and ${dueBefore(now)}` : timelessViews[view];

const hasMarks = (marks: readonly ReportMark[]) =>
  sql`${reportStates} && array[${sql.join(
    marks.map((mark) => sql`${mark}`),
    sql`, `,
  )}]::text[]`;

function regulationCondition(keys: readonly string[], { regulations }: ListOptions): SQL | undefined {
  if (keys.length === 0) return undefined;
  const ids = regulations.filter(({ key }) => keys.includes(key)).map((row) => row.id);
  return ids.length > 0 ? inArray(regulationId, ids) : sql`false`;
}

/** A parent stands for its children. */
function sectorCondition(slugs: readonly string[], { sectors }: ListOptions): SQL | undefined {
  if (slugs.length === 0) return undefined;
  const chosen = sectors.filter(({ slug }) => slugs.includes(slug)).map((row) => row.id);
  const ids = sectors.filter((row) => chosen.includes(row.id) || (row.parentId && chosen.includes(row.parentId))).map((row) => row.id);
  if (ids.length === 0) return sql`false`;
  return sql`${sectorIds} && array[${sql.join(
    ids.map((one) => sql`${one}`),
    sql`, `,
  )}]::uuid[]`;
}

/** Incidents with a report of one of these statuses. Overdue comes with time, so it is looked up, in what is due only. */
function reportCondition(wanted: readonly string[], now: Temporal.Instant): SQL | undefined {
  const chosen = reportStatuses.filter((name) => wanted.includes(name));
  if (chosen.length === 0) return wanted.length > 0 ? sql`false` : undefined;
  const marks = chosen.filter((name): name is Exclude<ReportStatus, 'overdue'> => name !== 'overdue');
  const overdue = and(
    ongoing,
    dueBefore(now),
    sql`(select true from report r where r.incident_id = ${id} and r.due_at <= ${isoTime(now)}::timestamptz and r.waived_reason is null
      and r.sent_id is null and not r.is_covered limit 1)`,
  );
  return or(marks.length > 0 ? hasMarks(marks) : undefined, chosen.includes('overdue') ? overdue : undefined);
}

/**
 * Days as the incident's own zone has them, both included. The bounds in UTC beside them are wider than any zone is away from it, and
 * let an index find the rows.
 */
function notifiedCondition(from: string | undefined, to: string | undefined): SQL | undefined {
  const day = sql`(${notifiedAt} at time zone ${zone})::date`;
  const inUtc = (date: string, hours: number) => sql`((${date}::date + make_interval(hours => ${hours})) at time zone 'UTC')`;
  return and(
    from ? sql`${notifiedAt} >= ${inUtc(from, -15)} and ${day} >= ${from}::date` : undefined,
    to ? sql`${notifiedAt} < ${inUtc(to, 39)} and ${day} <= ${to}::date` : undefined,
  );
}

/**
 * Contains, whatever the case; a reference also as it would be written (incidents.md 3.3). Observers find people only where their
 * rule shares them.
 */
function searchCondition({ actor }: Ctx, typed: string): SQL {
  const text = cleanText(typed).replace(/\s+/g, ' ').toLowerCase();
  const reference = normaliseReference(typed)?.toLowerCase();
  const patterns = [...new Set([text, ...(reference ? [reference] : [])])].map(anywhere);
  const contains = (column: AnyColumn) =>
    sql`(${sql.join(
      patterns.map((pattern) => sql`${column} like ${pattern}`),
      sql` or `,
    )})`;
  const people = isObserver(actor)
    ? sql`(${contains(searchPeople)} and ${regulationId} = any(array(select r.regulation_id from gov_observer_rule r
        where r.observer_id = ${actor.organisation.id} and r.share_contacts)))`
    : contains(searchPeople);
  return sql`(${contains(searchText)} or ${people})`;
}
