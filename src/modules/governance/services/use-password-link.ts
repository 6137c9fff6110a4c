import { eq } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { sendSecurityNotice } from '../mails/security-notice.mail.ts';
import { type AccountOwner, findOwner } from '../queries/account-owner.query.ts';
import { account } from '../schema.ts';
import type { LinkPurpose } from '../schema-credentials.ts';
import { findLink, useLink } from './account-links.ts';
import { acceptPassword, setPassword } from './choose-password.ts';
import { linkOfSameMailbox } from './link-notifier.ts';
import { unlock } from './sign-in-limits.ts';

export type PasswordLink = { purpose: Extract<LinkPurpose, 'activate' | 'invite' | 'reset'>; token: string };

/** Whose password the link sets; undefined when it is good for nothing any more. Changes nothing: mail scanners open links. */
export async function ownerOfLink(ctx: Ctx, { purpose, token }: PasswordLink): Promise<AccountOwner | undefined> {
  const link = await findLink(ctx.db, ctx, purpose, token);
  const owner = link && (await findOwner(ctx.db, link.accountId));
  return owner?.active ? owner : undefined;
}

/**
 * Sets the password, once. Whoever came by the link has the mailbox, so its address is proven; a second factor stays what it is, and
 * every session ends (governance.md 5.5, check 19). False when the link is good for nothing.
 * @throws RefusedError when the password breaks a rule: the link can be used again
 */
export async function usePasswordLink(ctx: Ctx, link: PasswordLink, { password, address }: { password: string; address: string }) {
  const owner = await ownerOfLink(ctx, link);
  if (!owner) return false;
  const accepted = await acceptPassword(ctx, owner.id, password);
  return ctx.db.transaction(async (tx) => {
    const used = await useLink(tx, ctx, link.purpose, link.token);
    if (!used) return false;
    await setPassword(tx, ctx, accepted);
    const [verified] = await tx.select({ at: account.emailVerifiedAt }).from(account).where(eq(account.id, owner.id));
    if (!verified?.at) await tx.update(account).set({ emailVerifiedAt: ctx.wallClock.now() }).where(eq(account.id, owner.id));
    await linkOfSameMailbox(tx, ctx, owner.id);
    await unlock(tx, owner.email);
    const subject = { subjectKind: 'account', subjectId: owner.id };
    await writeAudit(tx, ctx, { action: 'governance.passwordChosen', ...subject, detail: { by: link.purpose } });
    if (owner.hasPassword) await sendSecurityNotice(tx, ctx, owner.id, 'passwordReset', { address });
    return true;
  });
}
