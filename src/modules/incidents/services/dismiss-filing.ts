import { and, eq } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import { actorId, actorName } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { ConflictError, NotFoundError } from '#platform/context/errors.ts';
import type { Tx } from '#platform/db/database.ts';
import { requireRole, scope } from '#platform/permissions/permissions.ts';
import { filingPermissions } from '../permissions.ts';
import { notifierFiling } from '../schema/notifier-filing.ts';

/** The regulator sets an unproven filing aside; it is deleted 30 days later unless its address is proven before (decisions.md D4). */
export async function dismissFiling(ctx: Ctx, { filingId, reason }: { filingId: string; reason: string }): Promise<void> {
  requireRole(ctx, filingPermissions, 'dismiss');
  await ctx.db.transaction(async (tx) => {
    const row = await lockQueued(tx, ctx, filingId);
    if (row.dismissedAt) throw new ConflictError('outside.queue.dismissed');
    const by = { dismissedBy: actorId(ctx.actor), dismissedByName: actorName(ctx.actor) };
    await tx
      .update(notifierFiling)
      .set({ ...by, dismissedAt: ctx.wallClock.now(), dismissedReason: reason })
      .where(eq(notifierFiling.id, filingId));
    await writeAudit(tx, ctx, {
      action: 'incidents.dismissFiling',
      subjectKind: 'notifierFiling',
      subjectId: filingId,
      detail: { reference: row.reference, reason },
    });
  });
}

/** Takes a dismissal back while it can be. */
export async function restoreFiling(ctx: Ctx, filingId: string): Promise<void> {
  requireRole(ctx, filingPermissions, 'dismiss');
  await ctx.db.transaction(async (tx) => {
    const { reference, dismissedAt } = await lockQueued(tx, ctx, filingId);
    if (!dismissedAt) return;
    const none = { dismissedAt: null, dismissedBy: null, dismissedByName: null, dismissedReason: null };
    await tx.update(notifierFiling).set(none).where(eq(notifierFiling.id, filingId));
    await writeAudit(tx, ctx, {
      action: 'incidents.restoreFiling',
      subjectKind: 'notifierFiling',
      subjectId: filingId,
      detail: { reference },
    });
  });
}

async function lockQueued(tx: Tx, ctx: Ctx, filingId: string) {
  const [row] = await tx
    .select()
    .from(notifierFiling)
    .where(and(eq(notifierFiling.id, filingId), eq(notifierFiling.state, 'sent'), scope(ctx, filingPermissions, 'dismiss', notifierFiling)))
    .for('update');
  if (!row) throw new NotFoundError();
  return row;
}
