import { and, eq, lte, or } from 'drizzle-orm';
import { forgetNotifier } from '#modules/governance/index.ts';
import { writeAudit } from '#platform/audit/write-audit.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { notifierFiling } from '../schema/notifier-filing.ts';

/** How long a dismissed filing can still be looked at. */
export const dismissedDays = 30;

/**
 * Deletes drafts without an account after their 24 hours, and what a regulator dismissed 30 days ago, with everything of the person
 * (decisions.md D4); at most `batch`. Answers how many there were. The trail keeps that it happened, and the reference.
 */
export async function expireFilings(ctx: Ctx, batch: number): Promise<number> {
  const now = ctx.wallClock.now();
  return ctx.db.transaction(async (tx) => {
    const old = await tx
      .select({
        id: notifierFiling.id,
        notifierId: notifierFiling.notifierId,
        state: notifierFiling.state,
        reference: notifierFiling.reference,
      })
      .from(notifierFiling)
      .where(
        or(
          and(eq(notifierFiling.state, 'draft'), lte(notifierFiling.expiresAt, now)),
          and(eq(notifierFiling.state, 'sent'), lte(notifierFiling.dismissedAt, now.subtract({ hours: 24 * dismissedDays }))),
        ),
      )
      .limit(batch)
      .for('update', { skipLocked: true });
    for (const { id, notifierId, state, reference } of old) {
      await tx.delete(notifierFiling).where(eq(notifierFiling.id, id));
      await forgetNotifier(tx, notifierId);
      await writeAudit(tx, ctx, {
        action: state === 'draft' ? 'incidents.expireFiling' : 'incidents.purgeFiling',
        subjectKind: 'notifierFiling',
        subjectId: id,
        detail: { reference },
      });
    }
    return old.length;
  });
}
