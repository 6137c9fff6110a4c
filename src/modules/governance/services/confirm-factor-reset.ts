import { eq } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import { actorId } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { relationsOf, requirePermission } from '#platform/permissions/permissions.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { factorResetPermissions } from '../permissions.ts';
import { factorReset } from '../schema-credentials.ts';

type Reset = Pick<typeof factorReset.$inferSelect, 'confirmedAt' | 'heldUntil'>;

/** Whether the account does not see older incidents until somebody confirms it. */
export const isWaiting = ({ confirmedAt, heldUntil }: Reset, now: Temporal.Instant): boolean =>
  confirmedAt === null && now.epochMilliseconds < heldUntil.epochMilliseconds;

/**
 * An administrator of the operator says that a reset by a regulator was wanted: the account sees older incidents again (decisions.md D8).
 * Answers whether there was still something to confirm. Throws NotFoundError.
 */
export async function confirmFactorReset(ctx: Ctx, resetId: string): Promise<boolean> {
  return ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .select({ record: factorReset, relations: relationsOf(ctx, factorResetPermissions, factorReset) })
      .from(factorReset)
      .where(eq(factorReset.id, resetId))
      .for('update');
    requirePermission(ctx, factorResetPermissions, 'confirm', row);
    const now = ctx.wallClock.now();
    const record = row?.record;
    if (!record || !isWaiting(record, now)) return false;
    await tx
      .update(factorReset)
      .set({ confirmedAt: now, confirmedBy: actorId(ctx.actor) })
      .where(eq(factorReset.id, resetId));
    const detail = { resetId, operatorId: record.operatorId };
    await writeAudit(tx, ctx, { action: 'governance.factorResetConfirmed', subjectKind: 'account', subjectId: record.accountId, detail });
    return true;
  });
}
