import { eq } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { requireRole } from '#platform/permissions/permissions.ts';
import { filePermissions } from '../permissions.ts';
import { incidentFile } from '../schema/reporting-side.ts';
import { releaseNotifier } from './release-notifier.ts';
import { lockDraft } from './save-notify-step.ts';

/** Throws a draft notification away; nobody outside the operator has seen it. Throws ConflictError once its incidents are open. */
export async function discardNotify(ctx: Ctx, fileId: string): Promise<void> {
  requireRole(ctx, filePermissions, 'discard');
  await ctx.db.transaction(async (tx) => {
    const file = await lockDraft(tx, ctx, { fileId });
    await tx.delete(incidentFile).where(eq(incidentFile.id, file.id));
    if (file.notifierId) await releaseNotifier(tx, file.notifierId);
    await writeAudit(tx, ctx, {
      action: 'incidents.discardNotify',
      subjectKind: 'incidentFile',
      subjectId: file.id,
      detail: { title: file.title },
    });
  });
}
