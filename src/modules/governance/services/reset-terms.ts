import { isNotNull } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { requireRole } from '#platform/permissions/permissions.ts';
import { termsPermissions } from '../permissions.ts';
import { account } from '../schema.ts';

/**
 * Everybody is asked to accept the terms again at their next page, whoever is signed in now as well (governance.md 5.9). What was
 * accepted, and when, stays on record. Answers how many accounts it concerns. Throws NotFoundError.
 */
export async function resetTerms(ctx: Ctx): Promise<number> {
  requireRole(ctx, termsPermissions, 'reset');
  return ctx.db.transaction(async (tx) => {
    const asked = await tx
      .update(account)
      .set({ termsVersion: null, termsAcceptedAt: null })
      .where(isNotNull(account.termsAcceptedAt))
      .returning({ id: account.id });
    await writeAudit(tx, ctx, { action: 'governance.termsReset', subjectKind: 'terms', detail: { accounts: asked.length } });
    return asked.length;
  });
}
