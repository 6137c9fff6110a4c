import { eq, sql } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import { actorId } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { ConflictError, RefusedError } from '#platform/context/errors.ts';
import { overrideSignificance, releaseSignificance } from '../domain/significance.ts';
import { computedSignificance } from '../queries/computed-significance.query.ts';
import { loadIncidentWorld } from '../queries/incident-world.query.ts';
import { incident } from '../schema/incident.ts';
import { isOngoing } from '../workflow.ts';
import { lockIncident } from './lock-report.ts';
import { refreshDeadlines } from './refresh-deadlines.ts';
import { writeAccess } from './write-access.ts';

/** What the person saw; another value in the record means that somebody else decided meanwhile. */
export interface SeenSignificance {
  significant: boolean | null;
  source: 'computed' | 'override' | null;
}

export interface SignificanceInput {
  incidentId: string;
  /** `release` gives the decision back to what the operator submits. */
  decision: 'significant' | 'notSignificant' | 'release';
  reason: string;
  seen: SeenSignificance;
}

/**
 * Sets or releases the regulator's own word on significance (incidents.md 3.9): it holds against later submissions until released.
 * Throws ConflictError when the incident is closed or `seen` is not the present value; RefusedError when nothing would change.
 */
export async function setSignificance(ctx: Ctx, input: SignificanceInput): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const record = await lockIncident(tx, ctx, input.incidentId, 'setSignificance');
    if (!isOngoing(record)) throw new ConflictError('supervision.act.closed');
    const { significant: before, significantSource: source } = record;
    if (before !== input.seen.significant || source !== input.seen.source) throw new ConflictError('supervision.act.significance.changed');
    if (input.decision === 'release' && source !== 'override')
      throw new RefusedError('supervision.act.significance.notSet', {}, 'decision');
    const { procedure, world } = await loadIncidentWorld(tx, record.id, ctx.clock.now());
    const decided =
      input.decision === 'release'
        ? releaseSignificance(await computedSignificance(tx, record.id, procedure, world.sectors))
        : overrideSignificance(input.decision === 'significant', actorId(ctx.actor) ?? '', ctx.wallClock.now());
    const isOverride = decided.source === 'override';
    await tx
      .update(incident)
      .set({
        significant: decided.significant,
        significantSource: decided.source,
        significantBy: isOverride ? decided.by : null,
        significantAt: isOverride ? decided.at : null,
        lastUpdateAt: ctx.clock.now(),
        version: sql`${incident.version} + 1`,
      })
      .where(eq(incident.id, record.id));
    await refreshDeadlines(tx, ctx, record.id, 'regulator');
    const detail = { decision: input.decision, from: before, to: decided.significant, reason: input.reason };
    await writeAccess(tx, ctx, { incidentId: record.id, action: 'significanceSet', detail });
    await writeAudit(tx, ctx, {
      action: 'incidents.setSignificance',
      subjectKind: 'incident',
      subjectId: record.id,
      detail: { reference: record.reference, ...detail },
    });
  });
}
