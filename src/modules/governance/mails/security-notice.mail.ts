import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Tx } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import { declineMail, defineMail } from '#platform/mail/mail.ts';
import { sendMail } from '#platform/mail/send-mail.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { governancePaths } from '../paths.ts';
import { account } from '../schema.ts';

/** What somebody must hear about their account, whoever did it (governance.md 14.2). It cannot be switched off. */
export const securityEvents = [
  'locked',
  'newDevice',
  'passwordChanged',
  'passwordReset',
  'authenticatorAdded',
  'authenticatorRemoved',
  'factorReset',
  'backupCodesMade',
  'backupCodeUsed',
  'backupCodesLow',
  'emailChangeAsked',
  'emailChanged',
  'deletionRequested',
] as const;
export type SecurityEvent = (typeof securityEvents)[number];

const payload = z.strictObject({
  accountId: z.uuid(),
  event: z.enum(securityEvents),
  /** An instant. */
  at: z.string(),
  /** Network address of whoever did it; empty: not by a browser. */
  address: z.string(),
});

export const securityNotice = defineMail({
  name: 'governance.security-notice',
  payload,
  async load(ctx, { accountId, event, at, address }) {
    const [person] = await ctx.db.select({ name: account.firstName }).from(account).where(eq(account.id, accountId));
    return person ? { name: person.name, event, at, address } : declineMail('The account is gone');
  },
  samples: ({ person, now }) =>
    securityEvents.map((event) => ({ name: person.firstName, event, at: now.toString(), address: '192.0.2.17' })),
  render({ event, at, address }, { t, format, url }) {
    const facts = [
      { label: t('governance.notice.when'), value: format.dateTime(Temporal.Instant.from(at)) },
      ...(address ? [{ label: t('governance.notice.address'), value: address }] : []),
    ];
    const title = t('governance.notice.what', { event });
    return {
      subject: title,
      title,
      blocks: [
        { kind: 'paragraph', text: t('governance.notice.text', { event }) },
        { kind: 'facts', items: facts },
        { kind: 'paragraph', text: t('governance.notice.notYou') },
        { kind: 'action', label: t('governance.notice.open'), url: url(governancePaths.signIn.link()) },
      ],
      reason: t('governance.notice.reason'),
    };
  },
});

/** Tells the owner of an account, in the transaction of what happened. `to`: an address the account no longer has. */
export async function sendSecurityNotice(
  tx: Tx,
  ctx: Ctx,
  accountId: string,
  event: SecurityEvent,
  { address = '', to }: { address?: string; to?: string } = {},
): Promise<void> {
  const [owner] = await tx.select({ email: account.email, language: account.language }).from(account).where(eq(account.id, accountId));
  if (!owner) return;
  await sendMail(tx, ctx, securityNotice, {
    eventKey: `governance.security:${newId()}`,
    payload: { accountId, event, at: ctx.wallClock.now().toString(), address },
    recipients: [{ email: to ?? owner.email, language: owner.language, accountId }],
  });
}
