import { eq } from 'drizzle-orm';
import { claimableNotifier } from '#modules/governance/index.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { notifierFiling } from '../schema/notifier-filing.ts';
import { mailedFiling } from './mailed-filing.query.ts';

/** What was filed in this browser without an account, proven, and in no account yet. @param session digest of the notifier's session */
export async function claimableFiling(ctx: Ctx, session: string) {
  const notifierId = await claimableNotifier(ctx.db, ctx, session);
  if (!notifierId) return undefined;
  const [row] = await ctx.db.select({ id: notifierFiling.id }).from(notifierFiling).where(eq(notifierFiling.notifierId, notifierId));
  return row && mailedFiling(ctx.db, row.id);
}
