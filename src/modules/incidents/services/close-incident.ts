import { actorId } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { RefusedError } from '#platform/context/errors.ts';
import type { Outcome } from '../domain/outcome.ts';
import { lockIncident } from './lock-report.ts';
import { moveIncident, requireMove } from './move-incident.ts';

/**
 * Closes an incident with an outcome (incidents.md 2.1, decisions.md D2): reminders are cancelled, drafts stay for a reopening.
 * Throws ConflictError when it is not open any more, RefusedError for an outcome that is none of a regulator's.
 */
export async function closeIncident(ctx: Ctx, input: { incidentId: string; outcome: Outcome; reason: string }): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const record = await lockIncident(tx, ctx, input.incidentId, 'close');
    const move = requireMove(record, 'close');
    if (!move.outcomes.includes(input.outcome)) throw new RefusedError('supervision.act.outcome.missing', {}, 'outcome');
    const change = { status: move.to, outcome: input.outcome, closedAt: ctx.clock.now(), closedBy: actorId(ctx.actor) };
    await moveIncident(tx, ctx, record, { change, action: 'closed', detail: { outcome: input.outcome, reason: input.reason } });
  });
}
