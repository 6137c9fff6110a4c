import { eq } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import { actorId } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Tx } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import { canonicalJson, type JsonValue } from '#platform/text/canonical-json.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { nextDueAt, type StageState, stageStates } from '../domain/stage-states.ts';
import { isVoluntary, type LoadedWorld, loadIncidentWorld, type ReportRow } from '../queries/incident-world.query.ts';
import { incident, missedReason, report, reportDueChange } from '../schema/incident.ts';
import { reportMarksOf } from '../workflow.ts';
import { planReminders } from './plan-reminders.ts';

type Cause = (typeof reportDueChange.$inferInsert)['cause'];

/**
 * Computes every deadline of an incident anew after something moved, in the transaction of that change: stores what differs with
 * its history, the incident's next deadline, and plans the reminders. Deadlines of submitted reports stay as they were (3.5).
 */
export async function refreshDeadlines(tx: Tx, ctx: Ctx, incidentId: string, cause: Cause, factId?: string): Promise<LoadedWorld> {
  const loaded = await loadIncidentWorld(tx, incidentId, ctx.clock.now());
  await storeDeadlines(tx, ctx, loaded, { incidentId, cause, factId });
  return loaded;
}

interface Refreshing {
  incidentId: string;
  cause: Cause;
  factId?: string | undefined;
  /** What the change itself says of the incident: its row is in many indexes, so it is written once. */
  changed?: PgUpdateSetSource<typeof incident>;
}

/** The same for a world that was read after the change. */
export async function storeDeadlines(
  tx: Tx,
  ctx: Ctx,
  loaded: LoadedWorld,
  { incidentId, cause, factId, changed }: Refreshing,
): Promise<void> {
  const { world, procedure } = loaded;
  const states = stageStates(procedure, world);
  for (const row of world.reports) {
    const state = states.find(({ stage, ordinal }) => stage === row.stage && ordinal === row.ordinal);
    if (!state || state.isSubmitted) continue;
    await storeDue(tx, ctx, row, state, cause, factId);
  }
  await planReminders(
    tx,
    loaded,
    states.filter((state) => !isMissed(state)),
  );
  const dues = [
    nextDueAt(states),
    ...world.reports.filter(({ verdict }) => verdict === 'revision').map(({ stored }) => stored.revisionDueAt),
  ];
  const next = dues.flatMap((at) => at ?? []).sort((a, b) => a.epochMilliseconds - b.epochMilliseconds)[0];
  await tx
    .update(incident)
    .set({ ...changed, nextDueAt: world.isClosed ? null : (next ?? null), reportStates: marksOf(world.reports, states) })
    .where(eq(incident.id, incidentId));
}

const isMissed = ({ access }: StageState) => access.kind === 'locked' && access.because === 'missed';

/** Reports that are not asked for, and those another one answers, have no status of their own; the latter may have come late. */
function marksOf(reports: readonly ReportRow[], states: readonly StageState[]) {
  const counted = reports.filter((row) => {
    if (row.submissions.length > 0) return true;
    const state = states.find(({ stage, ordinal }) => stage === row.stage && ordinal === row.ordinal);
    if (isVoluntary(row)) return false;
    return state !== undefined && !state.isSubmitted && !row.isWaived && !isMissed(state) && state.access.kind !== 'absent';
  });
  const isCoveredLate = reports.some(({ submissions, covered }) => submissions.length === 0 && covered?.late);
  return reportMarksOf(
    counted.map(({ submissions, isLate, verdict }) => ({ isSubmitted: submissions.length > 0, isLate, verdict })),
    isCoveredLate || states.some(isMissed),
  );
}

async function storeDue(
  tx: Tx,
  ctx: Ctx,
  { id, stored }: ReportRow,
  state: StageState,
  cause: Cause,
  factId: string | undefined,
): Promise<void> {
  const { due } = state;
  const dueAt = due.kind === 'due' ? due.at : null;
  const dueExplained = due.kind === 'due' || due.kind === 'waiting' ? due.explanation : null;
  const isSame = sameInstant(stored.dueAt, dueAt) && canonicalJson(asJson(stored.dueExplained)) === canonicalJson(asJson(dueExplained));
  if (isSame && !isMissed(state)) return;
  const moved = tx
    .update(report)
    .set({ dueAt, dueExplained, ...(isMissed(state) && { waivedReason: missedReason }) })
    .where(eq(report.id, id));
  if (sameInstant(stored.dueAt, dueAt)) {
    await moved;
    return;
  }
  const written = tx.$with('moved').as(moved.returning({ id: report.id }));
  await tx
    .with(written)
    .insert(reportDueChange)
    .values({
      id: newId(),
      reportId: id,
      oldDueAt: stored.dueAt,
      newDueAt: dueAt,
      cause,
      factId: factId ?? null,
      by: actorId(ctx.actor),
      at: ctx.clock.now(),
    });
}

/** As it comes back from the database: members that are undefined are not there. */
const asJson = (value: unknown): JsonValue => JSON.parse(JSON.stringify(value));

const sameInstant = (one: Temporal.Instant | null, other: Temporal.Instant | null) => (one && other ? one.equals(other) : one === other);
