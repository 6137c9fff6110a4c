import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { isIncidentUser } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { NotFoundError } from '#platform/context/errors.ts';
import type { Name, Translated } from '#platform/i18n/language.ts';
import { scope } from '#platform/permissions/permissions.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { actOf, type ProcedureDefinition } from '../../../domain/definition.ts';
import { filePermissions } from '../../../permissions.ts';
import { procedureDefinitionOf } from '../../../queries/incident-world.query.ts';
import { incident, report, submission } from '../../../schema/incident.ts';
import { incidentFile } from '../../../schema/reporting-side.ts';
import { type AccessAction, incidentAccess } from '../../../schema/traces.ts';

export interface LogEntry {
  id: string;
  at: Temporal.Instant;
  who: string;
  /** Operators do not see more of a role than this (incidents.md 5.4). */
  isAdministrator: boolean;
  action: AccessAction;
  law: Name;
  /** The report and its version, or what the incident is called. */
  document: { stage: Translated; no: number | undefined } | { reference: string };
}

export interface LogPage {
  title: string;
  zone: string;
  entries: LogEntry[];
  /** Cursors; absent where there is nothing more. */
  next: string | undefined;
  previous: string | undefined;
}

const pageSize = 10;

/** Newest first; `after` and `before` are ids of entries of this file. Throws NotFoundError for a file of somebody else. */
export async function loadLogPage(
  ctx: Ctx,
  fileId: string,
  cursor: { after?: string | undefined; before?: string | undefined },
): Promise<LogPage> {
  const [file] = await ctx.db
    .select({ id: incidentFile.id, title: incidentFile.title, zone: incidentFile.zone })
    .from(incidentFile)
    .where(and(eq(incidentFile.id, fileId), scope(ctx, filePermissions, 'read', incidentFile)));
  if (!file) throw new NotFoundError();
  const ids = (await ctx.db.select({ id: incident.id }).from(incident).where(eq(incident.fileId, file.id))).map(({ id }) => id);
  const backwards = cursor.before !== undefined && cursor.after === undefined;
  const from = backwards ? cursor.before : cursor.after;
  const rows = await logRows(ctx, ids, { limit: pageSize + 1, from, backwards });
  const hasMore = rows.length > pageSize;
  const shown = rows.slice(0, pageSize);
  if (backwards) shown.reverse();
  return {
    title: file.title,
    zone: file.zone,
    entries: shown,
    next: (backwards || hasMore) && shown.length > 0 ? shown.at(-1)?.id : undefined,
    previous: (backwards ? hasMore : from !== undefined) && shown.length > 0 ? shown[0]?.id : undefined,
  };
}

/** The newest entries, and how many there are. */
export async function loadLogExcerpt(
  ctx: Ctx,
  incidentIds: readonly string[],
  limit: number,
): Promise<{ entries: LogEntry[]; count: number }> {
  if (incidentIds.length === 0) return { entries: [], count: 0 };
  const entries = await logRows(ctx, incidentIds, { limit, from: undefined, backwards: false });
  const [counted] = await ctx.db.select({ count: sql<number>`count(*)::int` }).from(incidentAccess).where(ownSide(ctx, incidentIds));
  return { entries, count: counted?.count ?? 0 };
}

/**
 * By the side frozen in the entry: also when the account was deleted or moved since, nothing of another side shows (check 28). An incident user
 * reads nothing of an operator's people who had the incident for a time.
 */
const ownSide = ({ actor }: Ctx, incidentIds: readonly string[]) =>
  and(
    inArray(incidentAccess.incidentId, [...incidentIds]),
    eq(incidentAccess.side, 'reporting'),
    isIncidentUser(actor) ? isNull(incidentAccess.organisationId) : undefined,
  );

async function logRows(
  ctx: Ctx,
  incidentIds: readonly string[],
  { limit, from, backwards }: { limit: number; from: string | undefined; backwards: boolean },
): Promise<LogEntry[]> {
  if (incidentIds.length === 0) return [];
  const start = from
    ? sql`(${incidentAccess.at}, ${incidentAccess.id}) ${sql.raw(backwards ? '>' : '<')} (select c.at, c.id from incident_access c where c.id = ${from})`
    : undefined;
  const order = backwards ? [incidentAccess.at, incidentAccess.id] : [desc(incidentAccess.at), desc(incidentAccess.id)];
  const rows = await ctx.db
    .select({
      entry: incidentAccess,
      reference: incident.reference,
      procedureVersionId: incident.procedureVersionId,
      stageKey: report.stageKey,
      no: submission.no,
    })
    .from(incidentAccess)
    .innerJoin(incident, eq(incident.id, incidentAccess.incidentId))
    .leftJoin(submission, eq(submission.id, incidentAccess.submissionId))
    .leftJoin(report, eq(report.id, submission.reportId))
    .where(and(ownSide(ctx, incidentIds), start))
    .orderBy(...order)
    .limit(limit);
  return Promise.all(
    rows.map(async ({ entry, reference, procedureVersionId, stageKey, no }) => {
      const procedure = await procedureDefinitionOf(ctx.db, procedureVersionId);
      const key = stageKey ?? (typeof entry.detail.stage === 'string' ? entry.detail.stage : undefined);
      return {
        id: entry.id,
        at: entry.at,
        who: entry.accountName,
        isAdministrator: entry.role === 'operatorAdministrator',
        action: entry.action,
        law: actOf(procedure),
        document: documentOf(procedure, key, no, reference),
      };
    }),
  );
}

function documentOf(
  procedure: ProcedureDefinition,
  stageKey: string | undefined,
  no: number | null,
  reference: string,
): LogEntry['document'] {
  const stage = procedure.stages.find(({ key }) => key === stageKey);
  return stage ? { stage: stage.label, no: no ?? undefined } : { reference };
}
