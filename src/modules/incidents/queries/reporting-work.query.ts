import { and, sql } from 'drizzle-orm';
import { isReporting } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { written } from '#platform/db/columns.ts';
import { rowsOf } from '#platform/db/database.ts';
import { epoch, pointOf } from '#platform/db/epoch.ts';
import { wordsIn } from '#platform/i18n/foreign-text.ts';
import type { Translated } from '#platform/i18n/language.ts';
import type { WorkItem, WorkText } from '#platform/module.ts';
import { scope } from '#platform/permissions/permissions.ts';
import type { PointInTime, Temporal } from '#platform/time/temporal.ts';
import { isLate } from '../domain/deadlines.ts';
import { actOf, type ProcedureDefinition } from '../domain/definition.ts';
import type { DueExplanation } from '../domain/due-explanation.ts';
import { incidentPaths } from '../paths.ts';
import { filePermissions, incidentPermissions } from '../permissions.ts';
import { incident, voluntaryReason } from '../schema/incident.ts';
import { incidentFile } from '../schema/reporting-side.ts';
import { combinedName } from '../views/combined-name.ts';
import { dueStart, dueText, stageLabel } from '../views/due-words.ts';
import { procedureDefinitionOf } from './incident-world.query.ts';

/** Of each kind; Home is for what is next, the lists are for the rest. */
const limit = 50;

/** What waits for an operator's people, or an incident user: reports due, revisions asked, drafts. Soonest first, two statements. */
export async function reportingWork(ctx: Ctx): Promise<readonly WorkItem[]> {
  if (!isReporting(ctx.actor)) return [];
  const reports = await rowsOf<ReportRow>(ctx.db, openReportsStatement(ctx));
  const now = ctx.clock.now();
  const shown = withoutTwins(reports, now);
  const items = await Promise.all(
    shown.map(async (row) => reportItem(row, await procedureDefinitionOf(ctx.db, row.procedure_version_id), now)),
  );
  return [...items.flatMap((item) => item ?? []), ...(await draftItems(ctx))];
}

interface ReportRow {
  incident_id: string;
  title: string;
  file_id: string;
  zone: string;
  procedure_version_id: string;
  notified_ms: number;
  regulator: Translated;
  report_id: string;
  stage_key: string;
  due_ms: number | null;
  due_explained: DueExplanation | null;
  requested_ms: number | null;
  revision_ms: number | null;
  verdict: 'passed' | 'revision' | null;
  reviewed_ms: number | null;
  saved_ms: number | null;
  saved_by: string | null;
  /** Stages of the incident that were submitted, or given with another one. */
  given: string[];
}

/**
 * The open reports of the incidents that are due soonest: an incident's own next deadline is the earliest of its reports, so the
 * first fifty incidents hold the first fifty reports. What may be sent without being asked is work once somebody has begun it. The
 * laterals with a limit keep the database at looking up few rows where it might read a table whole. Exported for the test that
 * explains it.
 */
export const openReportsStatement = (ctx: Ctx) => sql`
  select i.id as incident_id, i.title, i.file_id, i.zone, i.procedure_version_id, ${epoch('i.notified_at')} as notified_ms, o.name as regulator, r.id as report_id,
    r.stage_key, ${epoch('r.due_at')} as due_ms, r.due_explained, ${epoch('r.requested_at')} as requested_ms,
    ${epoch('r.revision_due_at')} as revision_ms, r.verdict, ${epoch('r.reviewed_at')} as reviewed_ms, ${epoch('d.saved_at')} as saved_ms,
    d.saved_by_name as saved_by, array(
      select x.stage_key from report x where x.incident_id = i.id and (x.sent_id is not null or x.is_covered)) as given
  from (
    select ${incident.id} as id, ${incident.title} as title, ${incident.fileId} as file_id, ${incident.zone} as zone,
      ${incident.procedureVersionId} as procedure_version_id, ${incident.notifiedAt} as notified_at, ${incident.regulatorId} as regulator_id
    from ${incident} where ${and(sql`${incident.status} = 'ongoing'`, scope(ctx, incidentPermissions, 'readReported', incident))}
    order by coalesce(${incident.nextDueAt}, timestamptz 'infinity'), ${incident.id} limit ${written(limit)}
  ) i
  join gov_regulator o on o.id = i.regulator_id
  join report r on r.incident_id = i.id and (r.waived_reason is null or r.waived_reason = ${voluntaryReason})
  left join lateral (select e.id, e.saved_at, e.saved_by_name from draft e where e.report_id = r.id limit 1) d on true
  where r.verdict = 'revision' or d.id is not null or (r.sent_id is null and r.waived_reason is null and not r.is_covered
    and (r.due_at is not null or r.requested_at is not null or r.due_explained is null))
  order by coalesce(case when r.sent_id is null then r.due_at else r.revision_due_at end, timestamptz 'infinity'), r.id
  limit ${written(limit)}`;

/**
 * Until it is clear whether the final or the progress report will be due, both share one line; once the moment has passed
 * unresolved it is the progress report. A report somebody has begun keeps its own line.
 */
function withoutTwins(rows: readonly ReportRow[], now: Temporal.Instant): (ReportRow & { isCombined: boolean })[] {
  const hidden = new Set<string>();
  const combined = new Set<string>();
  for (const main of rows) {
    const key = main.due_explained?.combinedWith;
    const twin = rows.find((row) => row.incident_id === main.incident_id && row.stage_key === key);
    if (!key || !twin || main.due_explained?.onlyWhileOngoing || main.saved_ms !== null || twin.saved_ms !== null) continue;
    const isDecided = main.due_ms !== null && isLate(now, pointOf(main.due_ms));
    hidden.add(isDecided ? main.report_id : twin.report_id);
    if (!isDecided) combined.add(main.report_id);
  }
  return rows.filter((row) => !hidden.has(row.report_id)).map((row) => ({ ...row, isCombined: combined.has(row.report_id) }));
}

function reportItem(row: ReportRow & { isCombined: boolean }, procedure: ProcedureDefinition, now: Temporal.Instant): WorkItem | undefined {
  const stage = procedure.stages.find(({ key }) => key === row.stage_key);
  if (!stage) return undefined;
  const isRevision = row.verdict === 'revision';
  const isDraft = row.saved_ms !== null;
  const combined = row.isCombined ? (row.due_explained?.combinedWith ?? null) : null;
  const waits = stage.requires.some((key) => !stage.covers.includes(key) && !row.given.includes(key));
  const isOnlyPossible = !isDraft && !isRevision && row.due_ms === null && row.requested_ms === null;
  if (waits || (isOnlyPossible && stage.kind !== 'required')) return undefined;
  const due = dueOf(row, procedure, isRevision);
  return {
    id: row.report_id,
    kind: isRevision ? 'revision' : row.requested_ms === null ? 'report' : 'request',
    title: titleOf(procedure, row.stage_key, isRevision, combined),
    subject: row.title,
    party: ({ language }) => wordsIn(row.regulator, language),
    regulation: actOf(procedure),
    href: incidentPaths.report.link({ params: { reportId: row.report_id } }),
    parentHref: incidentPaths.file.link({ params: { fileId: row.file_id } }),
    ...(due && { due }),
    status: isRevision ? 'revisionRequired' : due && isLate(now, due.at) ? 'overdue' : isDraft ? 'draft' : 'unsubmitted',
    action: ({ t }) => t(isDraft ? 'file.action.continue' : isRevision ? 'file.action.revise' : 'file.action.start'),
    ...(row.saved_ms !== null && { note: savedNote(pointOf(row.saved_ms), row.saved_by ?? '', row.zone) }),
  };
}

function dueOf(row: ReportRow, procedure: ProcedureDefinition, isRevision: boolean): WorkItem['due'] {
  const milliseconds = isRevision ? row.revision_ms : row.due_ms;
  if (milliseconds === null) return undefined;
  const explained = row.due_explained;
  const begin = pointOf((isRevision ? row.reviewed_ms : row.requested_ms) ?? row.notified_ms);
  const explanation: WorkText | undefined = isRevision
    ? ({ t }) => t('file.revision.explained')
    : explained
      ? (reader) => dueText(explained, procedure, reader, 'reporting')
      : undefined;
  return {
    at: pointOf(milliseconds),
    from: isRevision ? begin : dueStart(explained, begin),
    zone: row.zone,
    ...(explanation && { explanation }),
  };
}

function titleOf(procedure: ProcedureDefinition, stageKey: string, isRevision: boolean, combined: string | null): WorkText {
  return ({ t, language }) => {
    const stage = stageLabel(procedure, stageKey, language);
    if (combined) return combinedName({ t, language }, stage, stageLabel(procedure, combined, language));
    return isRevision ? t('file.stage.revision', { stage }) : stage;
  };
}

const savedNote =
  (at: PointInTime, who: string, zone: string): WorkText =>
  ({ t, format }) =>
    t('file.work.saved', { who, when: format.shortDateTime(at, zone) });

/** Notifications that were begun and not yet sent to anybody. */
async function draftItems(ctx: Ctx): Promise<WorkItem[]> {
  const rows = await rowsOf<{ id: string; title: string; zone: string; begun_ms: number }>(ctx.db, draftsStatement(ctx));
  return rows.map(({ id, title, zone, begun_ms: begun }) => ({
    id,
    kind: 'draft',
    title: ({ t }) => t('file.work.notify'),
    subject: title,
    party: ({ t }) => t('file.work.nobodyYet'),
    href: incidentPaths.notifyStep.link({ params: { fileId: id, step: 'regulations' } }),
    since: ({ t, format }) => t('file.work.begun', { when: format.shortDateTime(pointOf(begun), zone) }),
    status: 'draft',
    action: ({ t }) => t('file.action.continue'),
  }));
}

export const draftsStatement = (ctx: Ctx) => sql`
  select ${incidentFile.id} as id, ${incidentFile.title} as title, ${incidentFile.zone} as zone,
    (extract(epoch from ${incidentFile.createdAt}) * 1000)::float8 as begun_ms from ${incidentFile}
  where ${and(sql`${incidentFile.state} = 'draft'`, scope(ctx, filePermissions, 'list', incidentFile))}
  order by ${incidentFile.id} desc limit ${written(limit)}`;
