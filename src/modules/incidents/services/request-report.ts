import { and, eq, sql } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import { actorId } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { ConflictError, RefusedError } from '#platform/context/errors.ts';
import { newId } from '#platform/db/ids.ts';
import { enqueue } from '#platform/jobs/enqueue.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { announceJob } from '../jobs/announce.job.ts';
import { procedureDefinitionOf } from '../queries/incident-world.query.ts';
import { incident, report } from '../schema/incident.ts';
import { isOngoing } from '../workflow.ts';
import { lockIncident } from './lock-report.ts';
import { refreshDeadlines } from './refresh-deadlines.ts';
import { writeAccess } from './write-access.ts';

export interface RequestInput {
  incidentId: string;
  stageKey: string;
  /** The operator reads it with the request. */
  note: string;
  /** Wins over the rules of the stage. */
  dueAt: Temporal.Instant | undefined;
}

/**
 * Asks the operator for a report that is due on request only, as often as needed (decisions.md D3). Throws ConflictError when the
 * incident is closed, RefusedError for a stage that cannot be asked for or a date that has passed. Answers the new report's id.
 */
export async function requestReport(ctx: Ctx, input: RequestInput): Promise<{ reportId: string }> {
  return ctx.db.transaction(async (tx) => {
    const record = await lockIncident(tx, ctx, input.incidentId, 'requestReport');
    if (!isOngoing(record)) throw new ConflictError('supervision.act.closed');
    const { stages } = await procedureDefinitionOf(tx, record.procedureVersionId);
    const stage = stages.find(({ key, kind }) => key === input.stageKey && kind === 'onRequest');
    if (!stage) throw new RefusedError('supervision.act.request.stage.missing', {}, 'stage');
    const now = ctx.clock.now();
    if (input.dueAt && Temporal.Instant.compare(input.dueAt, now) <= 0)
      throw new RefusedError('supervision.act.request.due.past', {}, 'due');
    const [last] = await tx
      .select({ ordinal: sql<number>`coalesce(max(${report.ordinal}), 0)::int` })
      .from(report)
      .where(and(eq(report.incidentId, record.id), eq(report.stageKey, stage.key)));
    const reportId = newId();
    const ordinal = (last?.ordinal ?? 0) + 1;
    await tx.insert(report).values({
      id: reportId,
      incidentId: record.id,
      stageKey: stage.key,
      ordinal,
      kind: stage.kind,
      requestedAt: now,
      requestedBy: actorId(ctx.actor),
      note: input.note || null,
      ...(input.dueAt && { dueAt: input.dueAt, dueSource: 'regulator' as const }),
    });
    await tx
      .update(incident)
      .set({ lastUpdateAt: now, version: sql`${incident.version} + 1` })
      .where(eq(incident.id, record.id));
    await refreshDeadlines(tx, ctx, record.id, 'request');
    const detail = { stage: stage.key, ordinal, dueAt: input.dueAt?.toString() ?? null };
    await writeAccess(tx, ctx, { incidentId: record.id, action: 'requested', detail });
    await writeAudit(tx, ctx, {
      action: 'incidents.requestReport',
      subjectKind: 'report',
      subjectId: reportId,
      detail: { reference: record.reference, ...detail, note: input.note },
    });
    await enqueue(tx, ctx, announceJob, { event: 'requested', incidentId: record.id, eventId: reportId, reportId });
    return { reportId };
  });
}
