import { and, asc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import { govHoliday, govOperator, govOperatorCategory, govSector } from '#modules/governance/index.ts';
import { type Reader, rowsOf } from '#platform/db/database.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import type { AnswerValue } from '../domain/answer-value.ts';
import type { ProcedureDefinition } from '../domain/definition.ts';
import type { Facts } from '../domain/evaluate-condition.ts';
import type { IncidentWorld, ReportWorld } from '../domain/stage-states.ts';
import { procedureVersion } from '../schema/definitions.ts';
import { incidentFact, incidentSector, missedReason, report, submission, supervisedIncident, voluntaryReason } from '../schema/incident.ts';
import { review } from '../schema/supervising-side.ts';
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
  const [row] = await reader.select().from(supervisedIncident).where(eq(supervisedIncident.id, incidentId));
  if (!row) throw new Error(`No incident ${incidentId}`);
  const procedure = await procedureDefinitionOf(reader, row.procedureVersionId);
  const reports = await loadReports(reader, incidentId);
  return {
    procedure,
    world: {
      notifiedAt: row.notifiedAt,
      zone: row.zone,
      facts: await loadFacts(reader, incidentId),
      answers: await loadLatestAnswers(reader, incidentId),
      sectors: await loadSectorSlugs(reader, incidentId),
      categories: row.operatorId ? await loadCategories(reader, row.operatorId) : [],
      workingDays: row.operatorId ? await loadWorkingDays(reader, row.operatorId) : undefined,
      now,
      reports,
      isClosed: row.status === 'closed',
    },
  };
}

/** Reports in the order they were made, with their versions and the review of the latest one. */
export async function loadReports(reader: Reader, incidentId: string): Promise<ReportRow[]> {
  const rows = await reader.select().from(report).where(eq(report.incidentId, incidentId)).orderBy(asc(report.id));
  const covered = await loadCovered(reader, incidentId);
  const versions = await reader
    .select({
      id: submission.id,
      reportId: submission.reportId,
      at: submission.submittedAt,
      late: submission.late,
      verdict: review.verdict,
      reviewedAt: review.reviewedAt,
    })
    .from(submission)
    .innerJoin(report, eq(report.id, submission.reportId))
    .leftJoin(review, eq(review.submissionId, submission.id))
    .where(eq(report.incidentId, incidentId))
    .orderBy(asc(submission.no));
  return rows.map((stored) => {
    const own = versions.filter(({ reportId }) => reportId === stored.id);
    const latest = own.at(-1);
    return {
      id: stored.id,
      stored,
      stage: stored.stageKey,
      ordinal: stored.ordinal,
      submissions: own.map(({ at }) => at),
      latestSubmissionId: latest?.id,
      isLate: latest?.late ?? false,
      verdict: latest?.verdict ?? undefined,
      reviewedAt: latest?.reviewedAt ?? undefined,
      covered: covered.find(({ reportId }) => reportId === stored.id),
      isWaived: stored.waivedReason !== null && stored.waivedReason !== missedReason && stored.waivedReason !== voluntaryReason,
      request: stored.requestedAt
        ? { requestedAt: stored.requestedAt, dueAt: stored.dueSource === 'regulator' ? (stored.dueAt ?? undefined) : undefined }
        : undefined,
    };
  });
}

export async function loadFacts(reader: Reader, incidentId: string): Promise<Facts> {
  const rows = await reader
    .select({ fact: incidentFact.fact, at: incidentFact.at })
    .from(incidentFact)
    .where(and(eq(incidentFact.incidentId, incidentId), isNull(incidentFact.supersededAt), isNotNull(incidentFact.at)));
  return Object.fromEntries(rows.flatMap(({ fact, at }) => (at ? [[fact, at]] : [])));
}

/** For each question the most recent answer anywhere in the incident (incidents.md 3.8). */
export async function loadLatestAnswers(reader: Reader, incidentId: string): Promise<Map<string, AnswerValue>> {
  const rows = await rowsOf<{ question_key: string; value: AnswerValue }>(
    reader,
    sql`select distinct on (a.question_key) a.question_key, a.value
      from submission_answer a join submission s on s.id = a.submission_id join report r on r.id = s.report_id
      where r.incident_id = ${incidentId} order by a.question_key, s.submitted_at desc, s.id desc`,
  );
  return new Map(rows.map(({ question_key, value }) => [question_key, value]));
}

/** Slugs of the affected sectors and of their parents. */
async function loadSectorSlugs(reader: Reader, incidentId: string): Promise<string[]> {
  const affected = await reader
    .select({ slug: govSector.slug, parentId: govSector.parentId })
    .from(incidentSector)
    .innerJoin(govSector, eq(govSector.id, incidentSector.sectorId))
    .where(eq(incidentSector.incidentId, incidentId));
  const parentIds = affected.flatMap(({ parentId }) => parentId ?? []);
  const parents =
    parentIds.length > 0 ? await reader.select({ slug: govSector.slug }).from(govSector).where(inArray(govSector.id, parentIds)) : [];
  return [...new Set([...affected, ...parents].map(({ slug }) => slug))];
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
