import { eq } from 'drizzle-orm';
import type { Ctx } from '#platform/context/ctx.ts';
import { platformAdministrator } from '../schema.ts';
import { issueLink } from './account-links.ts';
import { findInvited, type InvitedPerson, inviteAccount, sendInvitation } from './invite-account.ts';

/** `link`: the token of one, because there is no server to mail it. `taken`: the address has an account of another kind, or an active one. */
export type CreatedAdministrator = { kind: 'mailed' } | { kind: 'link'; token: string } | { kind: 'taken' };

/**
 * Makes an account for a platform administrator and invites its owner; for one that waits for its first password, invites again. Only
 * the command line calls this: whoever has the machine has the installation (governance.md 13.2).
 */
export async function createAdministrator(
  ctx: Ctx,
  person: InvitedPerson,
  { canMail }: { canMail: boolean },
): Promise<CreatedAdministrator> {
  return ctx.db.transaction(async (tx) => {
    const known = await findInvited(tx, person.email);
    if (known) {
      const [row] = await tx.select().from(platformAdministrator).where(eq(platformAdministrator.accountId, known.id));
      if (known.isActivated || !row) return { kind: 'taken' };
    }
    const accountId = known?.id ?? (await inviteAccount(tx, ctx, person));
    if (!known) await tx.insert(platformAdministrator).values({ accountId });
    if (!canMail) return { kind: 'link', token: await issueLink(tx, ctx, { accountId, purpose: 'invite' }) };
    await sendInvitation(tx, ctx, accountId);
    return { kind: 'mailed' };
  });
}
