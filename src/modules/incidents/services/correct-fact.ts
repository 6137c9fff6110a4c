import { and, eq, isNull, sql } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import { actorId, actorName } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { ConflictError, RefusedError } from '#platform/context/errors.ts';
import type { Tx } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import { enqueue } from '#platform/jobs/enqueue.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import type { Fact } from '../domain/condition.ts';
import { checkFacts } from '../domain/facts.ts';
import { announceJob } from '../jobs/announce.job.ts';
import { procedureDefinitionOf } from '../queries/incident-world.query.ts';
import { incident, incidentFact } from '../schema/incident.ts';
import { forgetDraftedFact } from './forget-drafted-fact.ts';
import { lockIncident } from './lock-report.ts';
import { refreshDeadlines } from './refresh-deadlines.ts';
import { sideOf, writeAccess } from './write-access.ts';

export interface CorrectFactInput {
  incidentId: string;
  fact: Fact;
  /** null takes the fact back: "not resolved after all". */
  at: Temporal.Instant | null;
  /** IANA name. */
  zone: string;
  reason: string;
  /** The row the person was looking at: null when there was none. A newer one is a conflict. */
  seenFactId: string | null;
  /** The person said that the incident was notified before it was detected, or before they were aware. */
  isLateDetectionConfirmed?: boolean;
}

type FactRow = typeof incidentFact.$inferSelect;

/**
 * Corrects one moment of an incident with a reason, by either side: the old row stays as history, deadlines of what is not yet
 * submitted move, a stored "late" stays (decisions.md D3). Answers the id of the new row.
 *
 * Throws ConflictError when the incident is closed or the fact has changed since `seenFactId`; RefusedError (field `at`, `reason` or
 * `fact`) when the moment does not fit. In texts under `incidents.fact.`, the values are codes of facts.
 */
export async function correctFact(ctx: Ctx, input: CorrectFactInput): Promise<{ factId: string }> {
  return ctx.db.transaction(async (tx) => {
    const record = await lockIncident(tx, ctx, input.incidentId, 'correctFact');
    if (record.status === 'closed') throw new ConflictError('file.correct.closed');
    const rows = await tx
      .select()
      .from(incidentFact)
      .where(and(eq(incidentFact.incidentId, record.id), isNull(incidentFact.supersededAt)));
    const before = rows.find(({ fact }) => fact === input.fact);
    if ((before?.id ?? null) !== input.seenFactId) throw new ConflictError('file.correct.changed');
    await requireSensible(tx, ctx, record, rows, input);

    const factId = await replaceFact(tx, ctx, input, before);
    await forgetDraftedFact(tx, record.id, input.fact);
    await tx
      .update(incident)
      .set({ lastUpdateAt: ctx.clock.now(), version: sql`${incident.version} + 1` })
      .where(eq(incident.id, record.id));
    await refreshDeadlines(tx, ctx, record.id, 'fact', factId);
    const detail = { fact: input.fact, from: before?.at?.toString() ?? null, to: input.at?.toString() ?? null, reason: input.reason };
    await writeAccess(tx, ctx, { incidentId: record.id, action: 'factCorrected', detail });
    await writeAudit(tx, ctx, {
      action: 'incidents.correctFact',
      subjectKind: 'incident',
      subjectId: record.id,
      detail: { reference: record.reference, ...detail },
    });
    await enqueue(tx, ctx, announceJob, { event: 'factCorrected', incidentId: record.id, eventId: factId });
    return { factId };
  });
}

async function requireSensible(
  tx: Tx,
  ctx: Ctx,
  record: typeof incident.$inferSelect,
  rows: readonly FactRow[],
  input: CorrectFactInput,
): Promise<void> {
  const { fact, at, zone } = input;
  if (input.reason.trim() === '') throw new RefusedError('file.correct.reason.missing', {}, 'reason');
  const { facts: asked } = await procedureDefinitionOf(tx, record.procedureVersionId);
  const before = rows.find((row) => row.fact === fact);
  if (!before && !asked.some((one) => one.fact === fact)) throw new RefusedError('file.correct.notAsked', {}, 'fact');
  const same = at ? before?.at?.equals(at) && before.zone === zone : !before?.at;
  if (same) throw new RefusedError('file.correct.same', {}, 'at');
  const others = rows.filter((row) => row.fact !== fact).flatMap((row) => (row.at ? [[row.fact, row.at] as const] : []));
  const problems = checkFacts(
    { ...Object.fromEntries(others), ...(at && { [fact]: at }) },
    {
      now: ctx.clock.now(),
      mandatory: asked.flatMap((one) => (one.mandatory ? [one.fact] : [])),
      notifiedAt: record.notifiedAt,
      isLateDetectionConfirmed: input.isLateDetectionConfirmed ?? false,
    },
  );
  // What was wrong with another fact before is not this correction's fault.
  const own = problems.find((problem) => problem.fact === fact || (problem.code === 'beforeOther' && problem.other === fact));
  if (own) {
    const values = { fact: own.fact, ...(own.code === 'beforeOther' && { other: own.other }) };
    throw new RefusedError(`incidents.fact.${own.code}`, values, own.code === 'afterNotification' ? 'confirm' : 'at');
  }
}

async function replaceFact(tx: Tx, ctx: Ctx, input: CorrectFactInput, before: FactRow | undefined): Promise<string> {
  const now = ctx.clock.now();
  if (before) await tx.update(incidentFact).set({ supersededAt: now }).where(eq(incidentFact.id, before.id));
  const id = newId();
  await tx.insert(incidentFact).values({
    id,
    incidentId: input.incidentId,
    fact: input.fact,
    at: input.at,
    zone: input.zone,
    source: sideOf(ctx.actor) === 'supervising' ? 'regulator' : 'correction',
    reason: input.reason.trim(),
    by: actorId(ctx.actor),
    byName: actorName(ctx.actor),
    recordedAt: now,
  });
  return id;
}
