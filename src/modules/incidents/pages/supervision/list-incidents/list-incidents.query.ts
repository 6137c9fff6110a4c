import { and, type SQL, sql } from 'drizzle-orm';
import type { Ctx } from '#platform/context/ctx.ts';
import { fixed, written } from '#platform/db/columns.ts';
import { rowsOf } from '#platform/db/database.ts';
import { epoch, pointOf } from '#platform/db/epoch.ts';
import type { Name, Translated } from '#platform/i18n/language.ts';
import { scope } from '#platform/permissions/permissions.ts';
import { isoTime } from '#platform/time/iso-time.ts';
import type { PointInTime, Temporal } from '#platform/time/temporal.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { IncidentListQuery } from '../../../paths.ts';
import { incidentPermissions } from '../../../permissions.ts';
import { procedureDefinitionOf } from '../../../queries/incident-world.query.ts';
import { supervisedIncident } from '../../../schema/incident.ts';
import { type IncidentStatus, type ReportMark, type ReportStatus, reportStatus, type Verdict } from '../../../workflow.ts';
import { unconfirmedCount } from '../unconfirmed/unconfirmed.query.ts';
import { type ViewCountColumns, type ViewCounts, viewCountColumns, viewCountLimit, viewCountsOf } from './count-views.query.ts';
import { filtersOf } from './filters.ts';
import { countOrder, keysetOf, writeCursor } from './keyset.ts';
import { isFiltered } from './list-address.ts';
import type { ListOptions } from './list-options.query.ts';

/** The report a person wants to know about: the overdue one, the one to review, the next one, the last one. */
export interface CurrentReport {
  stage: Translated;
  /** From 2 on it is shown: a stage that was asked for again. */
  ordinal: number;
  status: ReportStatus;
  isLate: boolean;
  /** In milliseconds. */
  lateBy: number | undefined;
  submissionId: string | undefined;
  dueAt: PointInTime | undefined;
}

export interface ListedIncident {
  id: string;
  reference: string;
  title: string;
  operatorName: string;
  /** False: filed from outside, and no operator has taken it over. */
  isVerified: boolean;
  regulation: Name;
  regulator: string;
  sectorIds: readonly string[];
  status: IncidentStatus;
  outcome: Outcome | null;
  significant: boolean | null;
  crossBorder: boolean;
  zone: string;
  notifiedAt: PointInTime;
  lastUpdateAt: PointInTime;
  /** The next deadline, and the moment from which it counts. */
  due: { at: PointInTime; from: PointInTime } | undefined;
  /** A report came late, or one that another report answered. */
  hasLateReport: boolean;
  /** Ongoing, and every report has passed. */
  isReadyToClose: boolean;
  report: CurrentReport | undefined;
}

export interface IncidentPage {
  rows: readonly ListedIncident[];
  /** Exact up to `countLimit`, which stands for "more" when it is passed (decisions.md D16). */
  count: number;
  /** Of every view; undefined beside filters, where counts of what they do not narrow would mislead. */
  viewCounts: ViewCounts | undefined;
  /** How many lie in the queue of the unproven ones, up to one more than `viewCountLimit`; undefined for those who have none. */
  unconfirmed: number | undefined;
  after: string | undefined;
  before: string | undefined;
}

export const countLimit = 1_000;

/** One page of what the actor may see, each incident once, in one statement. Undefined when the cursor leads behind the last row. */
export async function listIncidents(ctx: Ctx, query: IncidentListQuery, options: ListOptions): Promise<IncidentPage | undefined> {
  const now = ctx.clock.now();
  const keyset = keysetOf(query);
  const [head, ...rest] = await rowsOf<Counts & (Row | NoRow)>(ctx.db, listStatement(ctx, query, options));
  if (!head) throw new Error('The counts of the list came without a row');
  const found = [head, ...rest].filter((row) => row.id !== null);
  const isPaged = keyset.where !== undefined;
  if (isPaged && found.length === 0) return undefined;
  const hasMore = found.length > query.size;
  const shown = hasMore ? found.slice(0, query.size) : found;
  if (keyset.isReversed) shown.reverse();
  const [first, last] = [shown[0], shown.at(-1)];
  const cursorOf = (row: Row | undefined) => row && writeCursor({ value: row.cursor, id: row.id });
  return {
    rows: await Promise.all(shown.map((row) => listedIncident(ctx, row, options, now))),
    count: head.total,
    viewCounts: isFiltered(query) ? undefined : viewCountsOf(head),
    unconfirmed: head.unconfirmed,
    after: hasMore || keyset.isReversed ? cursorOf(last) : undefined,
    before: (keyset.isReversed ? hasMore : isPaged) ? cursorOf(first) : undefined,
  };
}

const i = supervisedIncident;
const columns =
  fixed(sql`${i.id} as id, ${i.reference} as reference, ${i.title} as title, ${i.operatorName} as operator_name, (${i.notifierId} is null) as is_verified, ${i.regulationId} as regulation_id,
  ${i.regulatorId} as regulator_id, ${i.procedureVersionId} as procedure_version_id, to_jsonb(${i.sectorIds}) as sector_ids, ${i.status} as status,
  ${i.outcome} as outcome, ${i.significant} as significant, ${i.crossBorder} as cross_border, ${i.zone} as zone,
  to_jsonb(${i.reportStates}) as report_states, ${epoch(sql`${i.notifiedAt}`)} as notified_ms, ${epoch(sql`${i.lastUpdateAt}`)} as updated_ms,
  ${epoch(sql`${i.nextDueAt}`)} as due_ms`);

/** Exported for the test that explains it: no plan may read a growing table from end to end. */
export function listStatement(ctx: Ctx, query: IncidentListQuery, options: ListOptions): SQL {
  const now = ctx.clock.now();
  const keyset = keysetOf(query);
  const wanted = filtersOf(ctx, query, options);
  const unconfirmed = unconfirmedCount(ctx, viewCountLimit);
  // What the actor may see is said once, and under this name the rest of the statement knows no other incidents.
  return sql`
    with ${i} as not materialized (select * from ${i} where ${scope(ctx, incidentPermissions, 'list', i)})
    select counts.*, page.*, current.*
    from (
      select (select count(*)::int from (select 1 from ${i} where ${wanted} ${countOrder} limit ${written(countLimit + 1)}) counted) as total
        ${isFiltered(query) ? sql`` : viewCountColumns(now)} ${unconfirmed && sql`, ${unconfirmed} as unconfirmed`}
    ) counts
    left join (
      select ${columns},
        ${keyset.value} as cursor, row_number() over (order by ${keyset.orderBy}) as place
      from ${i} where ${and(wanted, keyset.where)} order by ${keyset.orderBy} limit ${written(query.size + 1)}
    ) page on true
    left join lateral (${currentReport(now)}) current on true
    order by page.place`;
}

const reportColumns = fixed(sql`r.stage_key, r.ordinal, r.sent_id as submission_id, r.sent_late as late, r.verdict,
  ${epoch('r.due_at')} as report_due_ms, ${epoch("(r.due_explained -> 'counted' ->> 'fromAt')::timestamptz")} as counted_from_ms,
  ${epoch('r.sent_deadline_at')} as deadline_ms, ${epoch('r.first_sent_at')} as first_sent_ms`);

/** Of an incident's reports the one that matters most now. A report another one answers, or nobody asks for, is none. */
const currentReport = (now: Temporal.Instant) => sql`
  select ${reportColumns}
  from report r
  where r.incident_id = page.id and (r.sent_id is not null or (
    page.status = 'ongoing' and r.waived_reason is null and (r.due_at is not null or r.kind <> 'whileOngoing') and not r.is_covered))
  order by case
      when r.sent_id is null and r.due_at <= ${isoTime(now)}::timestamptz then 0
      when r.sent_id is not null and r.verdict is null then 1
      when r.verdict = 'revision' then 2
      when r.sent_id is null and r.due_at is not null then 3
      when r.sent_id is null then 4
      else 5
    end, r.sent_at desc, r.due_at, r.id
  limit 1`;

interface Counts extends Partial<ViewCountColumns> {
  total: number;
  unconfirmed?: number;
}

interface NoRow {
  id: null;
}

interface Row {
  id: string;
  reference: string;
  title: string;
  operator_name: string;
  is_verified: boolean;
  regulation_id: string;
  regulator_id: string;
  procedure_version_id: string;
  sector_ids: string[];
  status: IncidentStatus;
  outcome: Outcome | null;
  significant: boolean | null;
  cross_border: boolean;
  zone: string;
  report_states: ReportMark[];
  notified_ms: number;
  updated_ms: number;
  due_ms: number | null;
  cursor: string;
  stage_key: string | null;
  ordinal: number;
  submission_id: string | null;
  late: boolean | null;
  verdict: Verdict | null;
  report_due_ms: number | null;
  counted_from_ms: number | null;
  deadline_ms: number | null;
  first_sent_ms: number | null;
}

async function listedIncident(
  ctx: Ctx,
  row: Row,
  { regulations, regulators }: ListOptions,
  now: Temporal.Instant,
): Promise<ListedIncident> {
  const notifiedAt = pointOf(row.notified_ms);
  const countsFrom = row.counted_from_ms !== null && row.report_due_ms === row.due_ms ? pointOf(row.counted_from_ms) : notifiedAt;
  return {
    id: row.id,
    reference: row.reference,
    title: row.title,
    operatorName: row.operator_name,
    isVerified: row.is_verified,
    regulation: shortOf(regulations, row.regulation_id),
    regulator: shortOf(regulators, row.regulator_id),
    sectorIds: row.sector_ids,
    status: row.status,
    outcome: row.outcome,
    significant: row.significant,
    crossBorder: row.cross_border,
    zone: row.zone,
    notifiedAt,
    lastUpdateAt: pointOf(row.updated_ms),
    due: row.due_ms === null ? undefined : { at: pointOf(row.due_ms), from: countsFrom },
    hasLateReport: row.report_states.includes('sentLate'),
    isReadyToClose:
      row.outcome === null && row.report_states.length > 0 && row.report_states.every((mark) => mark === 'passed' || mark === 'sentLate'),
    report: await currentReportOf(ctx, row, now),
  };
}

const shortOf = <Short>(all: readonly { id: string; short: Short }[], id: string): Short | '' =>
  all.find((one) => one.id === id)?.short ?? '';

async function currentReportOf(ctx: Ctx, row: Row, now: Temporal.Instant): Promise<CurrentReport | undefined> {
  if (row.stage_key === null) return undefined;
  const procedure = await procedureDefinitionOf(ctx.db, row.procedure_version_id);
  const stage = procedure.stages.find(({ key }) => key === row.stage_key);
  const dueAt = row.report_due_ms === null ? undefined : pointOf(row.report_due_ms);
  const isLate = row.late ?? false;
  const progress = { isSubmitted: row.submission_id !== null, isLate, verdict: row.verdict ?? undefined, dueAt };
  const delay = isLate && row.first_sent_ms !== null && row.deadline_ms !== null ? row.first_sent_ms - row.deadline_ms : undefined;
  return {
    stage: stage?.label ?? { en: row.stage_key },
    ordinal: row.ordinal,
    status: reportStatus(progress, now),
    isLate,
    lateBy: delay === undefined ? undefined : Math.round(delay),
    submissionId: row.submission_id ?? undefined,
    dueAt,
  };
}
