import { and, eq, gt } from 'drizzle-orm';
import type { Ctx } from '#platform/context/ctx.ts';
import { emailChange } from '../schema-credentials.ts';

/** The address an account is to get, while its mailboxes may still say yes. */
export async function findEmailChange(ctx: Ctx, accountId: string): Promise<typeof emailChange.$inferSelect | undefined> {
  const isOpen = and(eq(emailChange.accountId, accountId), gt(emailChange.expiresAt, ctx.wallClock.now()));
  const [found] = await ctx.db.select().from(emailChange).where(isOpen);
  return found;
}
