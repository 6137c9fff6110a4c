import { eq } from 'drizzle-orm';
import { forgetNotifier } from '#modules/governance/index.ts';
import { writeAudit } from '#platform/audit/write-audit.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { ConflictError } from '#platform/context/errors.ts';
import { requireRole } from '#platform/permissions/permissions.ts';
import { filingPermissions } from '../permissions.ts';
import { notifierFiling } from '../schema/notifier-filing.ts';
import { lockOwnFiling } from './save-filing-step.ts';

/** Takes a draft away, with the notifier and its session. Throws ConflictError once it was sent. */
export async function discardFiling(ctx: Ctx): Promise<void> {
  requireRole(ctx, filingPermissions, 'fill');
  await ctx.db.transaction(async (tx) => {
    const row = await lockOwnFiling(tx, ctx);
    if (row.state !== 'draft') throw new ConflictError('notify.changed');
    await tx.delete(notifierFiling).where(eq(notifierFiling.id, row.id));
    await forgetNotifier(tx, row.notifierId);
    await writeAudit(tx, ctx, { action: 'incidents.discardFiling', subjectKind: 'notifierFiling', subjectId: row.id });
  });
}
