import { and, eq, ne } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Tx } from '#platform/db/database.ts';
import { session } from '../schema.ts';

export async function signOut(ctx: Ctx, input: { sessionId: string; accountId: string }): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await tx.delete(session).where(eq(session.id, input.sessionId));
    await writeAudit(tx, ctx, { action: 'governance.signedOut', subjectKind: 'account', subjectId: input.accountId });
  });
}

/**
 * Forced sign-out: ends every session of an account in the transaction of the change that asks for it (governance.md 5.8).
 * @param except the session in which its owner asked for the change
 */
export async function endSessionsOf(tx: Tx, ctx: Ctx, accountId: string, reason: string, except?: string): Promise<void> {
  await tx.delete(session).where(and(eq(session.accountId, accountId), except ? ne(session.id, except) : undefined));
  await writeAudit(tx, ctx, { action: 'governance.sessionsEnded', subjectKind: 'account', subjectId: accountId, detail: { reason } });
}
