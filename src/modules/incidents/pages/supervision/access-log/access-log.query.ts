import { and, desc, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { isObserver } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { NotFoundError } from '#platform/context/errors.ts';
import type { Translated } from '#platform/i18n/language.ts';
import { scope } from '#platform/permissions/permissions.ts';
import { lastMillisecond, Temporal } from '#platform/time/temporal.ts';
import { incidentPermissions } from '../../../permissions.ts';
import { procedureDefinitionOf } from '../../../queries/incident-world.query.ts';
import { report, submission, supervisedIncident } from '../../../schema/incident.ts';
import { incidentAccess, type SharedAction, sharedActions } from '../../../schema/traces.ts';

export interface LogEntry {
  id: string;
  at: Temporal.Instant;
  organisation: string;
  person: string;
  role: string;
  action: SharedAction;
  /** The version it is about. */
  version: { stage: Translated; no: number } | undefined;
  detail: Record<string, unknown>;
}

export interface LogPage {
  entries: readonly LogEntry[];
  after: string | undefined;
}

/**
 * The incident's access log, newest first: all of it but drafts for the supervising regulator, the own organisation's entries and
 * the submissions for observers (incidents.md 5.4, decisions.md D2 and D5).
 */
export async function loadLog(
  ctx: Ctx,
  incidentId: string,
  { size, after }: { size: number; after?: string | undefined },
): Promise<LogPage> {
  const rows = await ctx.db
    .select({
      id: incidentAccess.id,
      at: incidentAccess.at,
      organisation: incidentAccess.organisationName,
      person: incidentAccess.accountName,
      role: incidentAccess.role,
      action: sql<SharedAction>`${incidentAccess.action}`,
      detail: incidentAccess.detail,
      stageKey: report.stageKey,
      no: submission.no,
      procedureVersionId: supervisedIncident.procedureVersionId,
    })
    .from(incidentAccess)
    .innerJoin(supervisedIncident, eq(supervisedIncident.id, incidentAccess.incidentId))
    .leftJoin(submission, eq(submission.id, incidentAccess.submissionId))
    .leftJoin(report, eq(report.id, submission.reportId))
    .where(
      and(
        eq(incidentAccess.incidentId, incidentId),
        inArray(incidentAccess.action, [...sharedActions]),
        scope(ctx, incidentPermissions, 'read', supervisedIncident),
        mayReadEntry(ctx),
        behind(after),
      ),
    )
    .orderBy(desc(incidentAccess.at), desc(incidentAccess.id))
    .limit(size + 1);
  const shown = rows.slice(0, size);
  const last = rows.length > size ? shown.at(-1) : undefined;
  const [first] = rows;
  const procedure = first && (await procedureDefinitionOf(ctx.db, first.procedureVersionId));
  const labelOf = (key: string): Translated => procedure?.stages.find((stage) => stage.key === key)?.label ?? { en: key };
  return {
    entries: shown.map(({ stageKey, no, procedureVersionId: _, ...entry }) => ({
      ...entry,
      version: stageKey !== null && no !== null ? { stage: labelOf(stageKey), no } : undefined,
    })),
    after: last && `${last.at.epochMilliseconds}~${last.id}`,
  };
}

/** The side and the organisation were frozen when the entry was written, so what deleted accounts did stays where it was. */
function mayReadEntry({ actor }: Ctx): SQL | undefined {
  if (!isObserver(actor)) return undefined;
  return or(
    and(eq(incidentAccess.side, 'observer'), eq(incidentAccess.organisationId, actor.organisation.id)),
    eq(incidentAccess.action, 'submitted'),
  );
}

const cursorSchema = z.tuple([z.coerce.number().int().min(0).max(lastMillisecond), z.uuid()]);

/** A cursor that is none begins at the newest entry. */
function behind(after: string | undefined): SQL | undefined {
  const cursor = cursorSchema.safeParse(after?.split('~'));
  if (!cursor.success) return undefined;
  const [milliseconds, id] = cursor.data;
  const at = Temporal.Instant.fromEpochMilliseconds(milliseconds).toString();
  return sql`(${incidentAccess.at}, ${incidentAccess.id}) < (${at}::timestamptz, ${id}::uuid)`;
}

/** What the log's page says about its incident. Throws NotFoundError for one the actor may not see. */
export async function loggedIncident(ctx: Ctx, incidentId: string) {
  const [row] = await ctx.db
    .select({
      id: supervisedIncident.id,
      reference: supervisedIncident.reference,
      title: supervisedIncident.title,
      zone: supervisedIncident.zone,
    })
    .from(supervisedIncident)
    .where(and(eq(supervisedIncident.id, incidentId), scope(ctx, incidentPermissions, 'read', supervisedIncident)));
  if (!row) throw new NotFoundError();
  return row;
}
