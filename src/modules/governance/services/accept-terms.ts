import { eq } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { account } from '../schema.ts';
import { termsAcceptance } from '../schema-credentials.ts';

/** Records that somebody accepts the terms of use as they are now (governance.md 5.9). */
export async function acceptTerms(ctx: Ctx, { accountId, version }: { accountId: string; version: string }): Promise<void> {
  const acceptedAt = ctx.wallClock.now();
  await ctx.db.transaction(async (tx) => {
    await tx.update(account).set({ termsVersion: version, termsAcceptedAt: acceptedAt }).where(eq(account.id, accountId));
    // Two clicks within a millisecond are one acceptance.
    await tx.insert(termsAcceptance).values({ accountId, version, acceptedAt }).onConflictDoNothing();
    await writeAudit(tx, ctx, { action: 'governance.termsAccepted', subjectKind: 'account', subjectId: accountId, detail: { version } });
  });
}
