import type { Ctx } from '#platform/context/ctx.ts';
import { lockIncident } from './lock-report.ts';
import { moveIncident, requireMove } from './move-incident.ts';

/** Opens a closed incident again; what was withdrawn stays withdrawn. Throws ConflictError when it is not closed. */
export async function reopenIncident(ctx: Ctx, input: { incidentId: string; reason: string }): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const record = await lockIncident(tx, ctx, input.incidentId, 'reopen');
    const move = requireMove(record, 'reopen');
    const change = { status: move.to, outcome: null, closedAt: null, closedBy: null };
    const detail = { before: record.outcome, closedAt: record.closedAt?.toString(), on: ctx.clock.now().toString(), reason: input.reason };
    await moveIncident(tx, ctx, record, { change, action: 'reopened', detail });
  });
}
