import { claimNotifier } from '#modules/governance/index.ts';
import { isIncidentUser } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { NotFoundError } from '#platform/context/errors.ts';

/**
 * What was filed in this browser without an account becomes the actor's (ADR 0016). Throws ConflictError when there is nothing to take,
 * or somebody was faster. @param session digest of the notifier's session
 */
export async function claimFiling(ctx: Ctx, session: string): Promise<void> {
  const { actor } = ctx;
  if (!isIncidentUser(actor)) throw new NotFoundError();
  await ctx.db.transaction((tx) => claimNotifier(tx, ctx, actor.accountId, session));
}
