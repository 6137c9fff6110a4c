import { and, asc, eq, sql } from 'drizzle-orm';
import { govHoliday, govOperator, govOperatorCategory } from '#modules/governance/index.ts';
import { type Reader, rowsOf } from '#platform/db/database.ts';
import { epoch, instantOf } from '#platform/db/epoch.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import type { AnswerValue } from '../domain/answer-value.ts';
import type { ProcedureDefinition } from '../domain/definition.ts';
import type { IncidentWorld, ReportWorld } from '../domain/stage-states.ts';
import { procedureVersion } from '../schema/definitions.ts';
import { missedReason, report, voluntaryReason } from '../schema/incident.ts';
import type { IncidentStatus, Verdict } from '../workflow.ts';
import { type CoveredReport, loadCovered } from './covered-reports.query.ts';

export interface ReportRow extends ReportWorld {
  id: string;
  /** Of the latest version; all of them are in `submissions`, ascending. */
  latestSubmissionId: string | undefined;
  /** Decided with the first version. */
  isLate: boolean;
  /** Of the latest version. */
  reviewedAt: Temporal.Instant | undefined;
  stored: typeof report.$inferSelect;
  /** How it came, when another report answered it: as that one's first version froze it. */
  covered: CoveredReport | undefined;
}

/** Everything the deadline engine asks about one incident, and the rows it came from. */
export interface LoadedWorld {
  procedure: ProcedureDefinition;
  world: Omit<IncidentWorld, 'reports'> & { reports: readonly ReportRow[] };
}

/** Ready for the operator to send on its own initiative, and not sent yet. */
export const isVoluntary = (row: ReportRow | undefined): boolean => row?.stored.waivedReason === voluntaryReason;

export function reportOf({ world }: LoadedWorld, reportId: string): ReportRow {
  const row = world.reports.find(({ id }) => id === reportId);
  if (!row) throw new Error(`No report ${reportId} in its incident`);
  return row;
}

/** Published definitions never change, so one copy in memory serves for ever. */
const definitions = new Map<string, ProcedureDefinition>();

export async function procedureDefinitionOf(reader: Reader, versionId: string): Promise<ProcedureDefinition> {
  const known = definitions.get(versionId);
  if (known) return known;
  const [row] = await reader
    .select({ definition: procedureVersion.definition })
    .from(procedureVersion)
    .where(and(eq(procedureVersion.id, versionId), eq(procedureVersion.state, 'published')));
  if (!row) throw new Error(`No published procedure version ${versionId}`);
  definitions.set(versionId, row.definition);
  return row.definition;
}

/** @param now the domain's time */
export async function loadIncidentWorld(reader: Reader, incidentId: string, now: Temporal.Instant): Promise<LoadedWorld> {
  const row = await loadCircumstances(reader, incidentId);
  const procedure = await procedureDefinitionOf(reader, row.procedure_version_id);
  return {
    procedure,
    world: {
      notifiedAt: instantOf(row.notified_ms),
      zone: row.zone,
      facts: Object.fromEntries(Object.entries(row.facts).map(([fact, at]) => [fact, instantOf(at)])),
      answers: new Map(Object.entries(row.answers)),
      sectors: row.sectors,
      categories: row.categories,
      workingDays: row.country === null ? undefined : { calendar: row.country, holidays: new Set(row.holidays) },
      now,
      reports: await loadReports(reader, incidentId, row.versions),
      isClosed: row.status === 'closed',
    },
  };
}

interface Version {
  id: string;
  report: string;
  at: number;
  late: boolean;
  verdict: Verdict | null;
  reviewed: number | null;
}

interface Circumstances {
  notified_ms: number;
  zone: string;
  status: IncidentStatus;
  procedure_version_id: string;
  facts: Record<string, number>;
  /** For each question the most recent answer anywhere in the incident (incidents.md 3.8). */
  answers: Record<string, AnswerValue>;
  /** Slugs of the affected sectors and of their parents. */
  sectors: string[];
  categories: string[];
  country: string | null;
  holidays: string[];
  /** Oldest first. */
  versions: Version[];
}

/** All in one statement: every page of an incident and every change of it begins with these. */
async function loadCircumstances(reader: Reader, incidentId: string): Promise<Circumstances> {
  const [row] = await rowsOf<Circumstances>(
    reader,
    sql`
      select ${epoch('i.notified_at')} as notified_ms, i.zone, i.status, i.procedure_version_id, o.country,
        coalesce((select jsonb_object_agg(f.fact, ${epoch('f.at')}) from incident_fact f
          where f.incident_id = i.id and f.superseded_at is null and f.at is not null), '{}') as facts,
        coalesce((select jsonb_object_agg(latest.question_key, latest.value) from (
          select distinct on (a.question_key) a.question_key, a.value
          from submission_answer a join submission s on s.id = a.submission_id join report r on r.id = s.report_id
          where r.incident_id = i.id order by a.question_key, s.submitted_at desc, s.id desc) latest), '{}') as answers,
        coalesce((select jsonb_agg(distinct named.slug) from incident_sector x join gov_sector g on g.id = x.sector_id
          join gov_sector named on named.id in (g.id, g.parent_id) where x.incident_id = i.id), '[]') as sectors,
        coalesce((select jsonb_agg(c.code) from gov_operator_category c where c.operator_id = i.operator_id), '[]') as categories,
        coalesce((select jsonb_agg(h.date) from gov_holiday h where h.calendar = o.country), '[]') as holidays,
        coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'report', s.report_id, 'at', ${epoch('s.submitted_at')}, 'late', s.late,
            'verdict', v.verdict, 'reviewed', ${epoch('v.reviewed_at')}) order by s.no)
          from submission s join report r on r.id = s.report_id left join review v on v.submission_id = s.id
          where r.incident_id = i.id), '[]') as versions
      from supervised_incident i left join gov_operator o on o.id = i.operator_id where i.id = ${incidentId}`,
  );
  if (!row) throw new Error(`No incident ${incidentId}`);
  return row;
}

/** Reports in the order they were made, with their versions and the review of the latest one. */
async function loadReports(reader: Reader, incidentId: string, versions: readonly Version[]): Promise<ReportRow[]> {
  const rows = await reader.select().from(report).where(eq(report.incidentId, incidentId)).orderBy(asc(report.id));
  const covered = rows.some(({ isCovered }) => isCovered) ? await loadCovered(reader, incidentId) : [];
  return rows.map((stored) => {
    const own = versions.filter((version) => version.report === stored.id);
    const latest = own.at(-1);
    return {
      id: stored.id,
      stored,
      stage: stored.stageKey,
      ordinal: stored.ordinal,
      submissions: own.map(({ at }) => instantOf(at)),
      latestSubmissionId: latest?.id,
      isLate: latest?.late ?? false,
      verdict: latest?.verdict ?? undefined,
      reviewedAt: latest?.reviewed == null ? undefined : instantOf(latest.reviewed),
      covered: covered.find(({ reportId }) => reportId === stored.id),
      isWaived: stored.waivedReason !== null && stored.waivedReason !== missedReason && stored.waivedReason !== voluntaryReason,
      request: stored.requestedAt
        ? { requestedAt: stored.requestedAt, dueAt: stored.dueSource === 'regulator' ? (stored.dueAt ?? undefined) : undefined }
        : undefined,
    };
  });
}

export async function loadCategories(reader: Reader, operatorId: string): Promise<string[]> {
  const rows = await reader
    .select({ code: govOperatorCategory.code })
    .from(govOperatorCategory)
    .where(eq(govOperatorCategory.operatorId, operatorId));
  return rows.map(({ code }) => code);
}

export async function loadWorkingDays(reader: Reader, operatorId: string) {
  const rows = await reader
    .select({ country: govOperator.country, date: govHoliday.date })
    .from(govOperator)
    .leftJoin(govHoliday, eq(govHoliday.calendar, govOperator.country))
    .where(eq(govOperator.id, operatorId));
  const country = rows[0]?.country;
  return country ? { calendar: country, holidays: new Set(rows.flatMap(({ date }) => date ?? [])) } : undefined;
}
