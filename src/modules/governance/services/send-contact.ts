import { writeAudit } from '#platform/audit/write-audit.ts';
import { organisationOf } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { NotFoundError, RefusedError } from '#platform/context/errors.ts';
import { newId } from '#platform/db/ids.ts';
import { defaultLanguage } from '#platform/i18n/language.ts';
import { type AttemptLimit, takeAttempt } from '#platform/limits/attempts.ts';
import { sendMail } from '#platform/mail/send-mail.ts';
import { contactMail } from '../mails/contact.mail.ts';

/** governance.md 8.3. */
const perSender: AttemptLimit = { kind: 'governance.contact', most: 5, minutes: 60 };

export interface ContactMessage {
  firstName: string;
  lastName: string;
  phone: string;
  message: string;
  /** Only read of somebody without an account: everybody else is answered at the address of their account. */
  email?: string;
}

interface ContactSettings {
  to: string;
  /** Counts for a stranger, who has no other name. */
  network: string;
  isOpenToStrangers: boolean;
}

/**
 * Queues the message to whoever runs the service.
 * @throws NotFoundError for a stranger where the form is not for strangers; RefusedError after five messages within an hour.
 */
export async function sendContact(ctx: Ctx, { to, network, isOpenToStrangers }: ContactSettings, input: ContactMessage): Promise<void> {
  const { actor } = ctx;
  const account = actor.kind === 'account' ? actor : undefined;
  const email = account?.email ?? (isOpenToStrangers ? input.email : undefined);
  if (!email) throw new NotFoundError();
  const { firstName, lastName, phone, message } = input;
  const sender = account?.accountId ?? network;
  await ctx.db.transaction(async (tx) => {
    if (!(await takeAttempt(tx, perSender, sender, ctx.wallClock.now())))
      throw new RefusedError('governance.contact.tooMany', { email: to });
    const id = newId();
    await sendMail(tx, ctx, contactMail, {
      eventKey: `${contactMail.name}:${id}`,
      payload: { firstName, lastName, email, phone, organisation: organisationOf(actor)?.name ?? '', message },
      recipients: [{ email: to, language: defaultLanguage }],
    });
    await writeAudit(tx, ctx, { action: 'governance.contactSent', subjectKind: 'contactMessage', subjectId: id });
  });
}
