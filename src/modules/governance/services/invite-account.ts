import { eq, sql } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import { actorId } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { ConflictError, NotFoundError, RefusedError } from '#platform/context/errors.ts';
import type { Tx } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import type { Language } from '#platform/i18n/language.ts';
import { normaliseEmail } from '#platform/mail/address.ts';
import { sendMail } from '#platform/mail/send-mail.ts';
import { invitation } from '../mails/invitation.mail.ts';
import { account } from '../schema.ts';

export interface InvitedPerson {
  email: string;
  firstName: string;
  lastName: string;
  language: Language;
}

/**
 * An account without a password, for whoever the caller has decided may have one: it gives the membership in the same transaction and
 * then sends the invitation (governance.md 4). Answers the account's id.
 * @throws RefusedError for the field `email`
 */
export async function inviteAccount(tx: Tx, ctx: Ctx, { email: typed, ...person }: InvitedPerson): Promise<string> {
  const email = normaliseEmail(typed);
  if (email === undefined) throw new RefusedError('governance.entry.email.invalid', {}, 'email');
  const [added] = await tx
    .insert(account)
    .values({ id: newId(), email, createdAt: ctx.wallClock.now(), ...person })
    .onConflictDoNothing()
    .returning({ id: account.id });
  if (!added) throw new RefusedError('governance.invite.taken', {}, 'email');
  await writeAudit(tx, ctx, {
    action: 'governance.accountInvited',
    subjectKind: 'account',
    subjectId: added.id,
    detail: { email, ...person },
  });
  return added.id;
}

/**
 * Mails the invitation, or mails it again: its link is good for seven days and ends the one before.
 * @throws ConflictError when the account has a password already
 */
export async function sendInvitation(tx: Tx, ctx: Ctx, accountId: string): Promise<void> {
  const [invited] = await tx.select().from(account).where(eq(account.id, accountId)).for('update');
  if (!invited) throw new NotFoundError();
  if (invited.passwordHash !== null) throw new ConflictError('governance.invite.active');
  const { email, language } = invited;
  await sendMail(tx, ctx, invitation, {
    eventKey: `${invitation.name}:${newId()}`,
    payload: { accountId, inviterId: ctx.actor.kind === 'account' ? actorId(ctx.actor) : null },
    recipients: [{ email, language, accountId }],
  });
}

/** An account that waits for its first password, by its address. */
export async function findInvited(tx: Tx, email: string): Promise<{ id: string; isActivated: boolean } | undefined> {
  const [found] = await tx
    .select({ id: account.id, hash: account.passwordHash })
    .from(account)
    .where(eq(sql`lower(${account.email})`, email.trim().toLowerCase()));
  return found && { id: found.id, isActivated: found.hash !== null };
}
