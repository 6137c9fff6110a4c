/** The address an account is signed in with changes when both mailboxes have said yes (governance.md 8.2). */
import { and, eq, gt } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { RefusedError } from '#platform/context/errors.ts';
import type { Tx } from '#platform/db/database.ts';
import { normaliseEmail } from '#platform/mail/address.ts';
import { sendMail } from '#platform/mail/send-mail.ts';
import { confirmEmail } from '../mails/confirm-email.mail.ts';
import { sendSecurityNotice } from '../mails/security-notice.mail.ts';
import { findEmailChange } from '../queries/email-change.query.ts';
import { isEmailTaken } from '../queries/is-email-taken.query.ts';
import { account } from '../schema.ts';
import { emailChange } from '../schema-credentials.ts';
import { endLinks, findLink, useLink } from './account-links.ts';
import { endSessionsOf } from './end-sessions.ts';
import { linkOfSameMailbox } from './link-notifier.ts';
import { lockAccount } from './lock-account.ts';

const hours = 24;

export type Mailbox = 'old' | 'new';
const purposes = { old: 'emailOld', new: 'emailNew' } as const;

/**
 * Asks both mailboxes. What was asked before is off. An address that somebody else has is not refused, which would tell who has an
 * account here: nobody can confirm it, and it lapses.
 */
export async function askEmailChange(ctx: Ctx, input: { accountId: string; email: string; address: string }): Promise<void> {
  const { accountId, address } = input;
  const newEmail = normaliseEmail(input.email);
  if (!newEmail) throw new RefusedError('governance.changeEmail.invalid', {}, 'email');
  await ctx.db.transaction(async (tx) => {
    const owner = await lockAccount(tx, accountId);
    if (newEmail === owner.email.toLowerCase()) throw new RefusedError('governance.changeEmail.same', {}, 'email');
    const requestedAt = ctx.wallClock.now();
    await forgetChange(tx, ctx, accountId);
    await tx.insert(emailChange).values({ accountId, newEmail, requestedAt, expiresAt: requestedAt.add({ hours }) });
    await writeAudit(tx, ctx, {
      action: 'governance.emailChangeAsked',
      subjectKind: 'account',
      subjectId: accountId,
      detail: { from: owner.email, to: newEmail },
    });
    for (const [box, email] of [['old', owner.email] as const, ['new', newEmail] as const]) {
      await sendMail(tx, ctx, confirmEmail, {
        eventKey: `governance.confirm-email:${accountId}:${requestedAt}:${box}`,
        payload: { accountId, box, requestedAt: requestedAt.toString() },
        recipients: [{ email, language: owner.language, accountId }],
      });
    }
    await sendSecurityNotice(tx, ctx, accountId, 'emailChangeAsked', { address });
  });
}

async function forgetChange(tx: Tx, ctx: Ctx, accountId: string): Promise<void> {
  await tx.delete(emailChange).where(eq(emailChange.accountId, accountId));
  for (const purpose of Object.values(purposes)) await endLinks(tx, ctx, accountId, purpose);
}

/** Takes the wish back, while it is one. */
export async function cancelEmailChange(ctx: Ctx, accountId: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await lockAccount(tx, accountId);
    if ((await tx.$count(emailChange, eq(emailChange.accountId, accountId))) === 0) return;
    await forgetChange(tx, ctx, accountId);
    await writeAudit(tx, ctx, { action: 'governance.emailChangeCancelled', subjectKind: 'account', subjectId: accountId });
  });
}

/** The address that the link would confirm; undefined when it is good for nothing. Changes nothing: mail scanners open links. */
export async function emailOfLink(ctx: Ctx, box: Mailbox, token: string): Promise<string | undefined> {
  const link = await findLink(ctx.db, ctx, purposes[box], token);
  return link && (await findEmailChange(ctx, link.accountId))?.newEmail;
}

/** `waiting`: the other mailbox is still to come. `changed`: it was the second. */
type Confirmation = 'waiting' | 'changed' | 'invalid';

/** Says yes for one mailbox, once; with the second yes the address is another, and every session ends. */
export async function confirmEmailChange(
  ctx: Ctx,
  { box, token, address }: { box: Mailbox; token: string; address: string },
): Promise<Confirmation> {
  const now = ctx.wallClock.now();
  return ctx.db.transaction(async (tx) => {
    const link = await useLink(tx, ctx, purposes[box], token);
    if (!link) return 'invalid';
    const { accountId } = link;
    const owner = await lockAccount(tx, accountId);
    const [change] = await tx
      .update(emailChange)
      .set(box === 'old' ? { oldConfirmedAt: now } : { newConfirmedAt: now })
      .where(and(eq(emailChange.accountId, accountId), gt(emailChange.expiresAt, now)))
      .returning();
    if (!change || !owner.active || (await isEmailTaken(tx, change.newEmail, accountId))) return 'invalid';
    await writeAudit(tx, ctx, {
      action: 'governance.emailConfirmed',
      subjectKind: 'account',
      subjectId: accountId,
      detail: { box },
    });
    if (!change.oldConfirmedAt || !change.newConfirmedAt) return 'waiting';
    await tx
      .update(account)
      .set({ email: change.newEmail, emailVerifiedAt: now, version: owner.version + 1 })
      .where(eq(account.id, accountId));
    await linkOfSameMailbox(tx, ctx, accountId);
    await forgetChange(tx, ctx, accountId);
    // Mailed to a mailbox that is no longer the account's.
    for (const purpose of ['activate', 'invite', 'reset'] as const) await endLinks(tx, ctx, accountId, purpose);
    await endSessionsOf(tx, ctx, accountId, 'e-mail address changed');
    await writeAudit(tx, ctx, {
      action: 'governance.emailChanged',
      subjectKind: 'account',
      subjectId: accountId,
      detail: { from: owner.email, to: change.newEmail },
    });
    await sendSecurityNotice(tx, ctx, accountId, 'emailChanged', { address, to: owner.email });
    await sendSecurityNotice(tx, ctx, accountId, 'emailChanged', { address });
    return 'changed';
  });
}
