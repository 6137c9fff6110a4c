import type { Ctx } from '../context/ctx.ts';
import type { Tx } from '../db/database.ts';
import { newId } from '../db/ids.ts';
import { mailDelivery } from '../db/schema.ts';
import { enqueueAll } from '../jobs/enqueue.ts';
import { normaliseEmail } from './address.ts';
import type { MailDefinition, MailRecipient } from './mail.ts';
import { everyLanguage, mailJob, mailsOfOneJob } from './mail-job.ts';

export interface MailRequest<Payload> {
  /** What happened, e.g. `incidents.opened:<id>`. A recipient gets one mail for it, however often it is asked for. */
  eventKey: string;
  payload: Payload;
  recipients: readonly MailRecipient[];
}

/** A mail and whom it goes to. */
export interface AskedMail<Payload> extends MailRequest<Payload> {
  mail: MailDefinition<Payload, unknown>;
}

/** Rows of one insert; a multiple of what one job takes. */
const batch = 500;

/**
 * Puts one mail for each recipient into the caller's transaction: no commit, no mail. Answers how many are new. An address that is
 * none is recorded as failed, so that somebody can see it.
 */
export const sendMail = <Payload>(
  tx: Tx,
  ctx: Ctx,
  mail: MailDefinition<Payload, unknown>,
  request: MailRequest<Payload>,
): Promise<number> => sendMails(tx, ctx, [{ mail, ...request }]);

/** The mails of one event: sent together, so that what they tell is read once. */
export async function sendMails<Payload>(tx: Tx, ctx: Ctx, asked: readonly AskedMail<Payload>[]): Promise<number> {
  const rows = asked.flatMap((one) => deliveriesOf(ctx, one));
  let added = 0;
  for (let start = 0; start < rows.length; start += batch) {
    const inserted = await tx
      .insert(mailDelivery)
      .values(rows.slice(start, start + batch))
      .onConflictDoNothing()
      .returning({ id: mailDelivery.id, state: mailDelivery.state });
    const ids = inserted.flatMap(({ id, state }) => (state === 'queued' ? [id] : []));
    const jobs = Array.from({ length: Math.ceil(ids.length / mailsOfOneJob) }, (_, index) => index * mailsOfOneJob);
    await enqueueAll(
      tx,
      ctx,
      mailJob,
      jobs.map((from) => ({ deliveryIds: ids.slice(from, from + mailsOfOneJob) })),
    );
    added += ids.length;
  }
  return added;
}

function deliveriesOf<Payload>(
  ctx: Ctx,
  { mail, eventKey, payload, recipients }: AskedMail<Payload>,
): (typeof mailDelivery.$inferInsert)[] {
  const data = mail.payload.parse(payload);
  const createdAt = ctx.wallClock.now();
  if (recipients.length === 0) ctx.log.warn({ mail: mail.name, eventKey }, 'mail without a recipient');
  return [...byAddress(recipients)].map(([recipient, { language, accountId, isAddress }]) => ({
    id: newId(),
    eventKey,
    recipient,
    template: mail.name,
    language: language ?? everyLanguage,
    payload: { data, accountId },
    createdAt,
    ...(!isAddress && { state: 'failed' as const, lastError: 'Not an e-mail address' }),
  }));
}

/** The same address once, with the first language given for it. What is no address is cut and kept to be shown. */
function byAddress(recipients: readonly MailRecipient[]): Map<string, MailRecipient & { isAddress: boolean }> {
  const found = new Map<string, MailRecipient & { isAddress: boolean }>();
  for (const recipient of recipients) {
    const email = normaliseEmail(recipient.email);
    const key = email ?? recipient.email.replace(/\p{Cc}+/gu, ' ').slice(0, 254);
    const known = found.get(key);
    if (!known) found.set(key, { ...recipient, isAddress: email !== undefined });
    else found.set(key, { ...known, language: known.language ?? recipient.language, accountId: known.accountId ?? recipient.accountId });
  }
  return found;
}
