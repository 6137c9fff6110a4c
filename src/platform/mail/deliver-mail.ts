import { and, eq, ne } from 'drizzle-orm';
import type { Ctx } from '../context/ctx.ts';
import type { Tx } from '../db/database.ts';
import { mailDelivery } from '../db/schema.ts';
import { isLanguage, type Language } from '../i18n/language.ts';
import { explainFailure, PermanentFailure } from '../jobs/failures.ts';
import { defineJob, type JobDefinition, type JobRun } from '../jobs/job.ts';
import { DeclinedMail, type MailContent, type MailRegistry, type MailUi } from './mail.ts';
import { deliveryPayloadSchema, mailJob } from './mail-job.ts';
import { MailRefusedError, type MailTransport } from './transport.ts';
import { type MailSettings, type WrittenMail, writeMessage } from './write-message.ts';

export interface MailDelivery extends MailSettings {
  mails: MailRegistry;
  transport: MailTransport;
  /** Of `MAIL_FROM`, for message ids. */
  domain: string;
}

type Delivery = typeof mailDelivery.$inferSelect;

/** The job that sends what `sendMail` put down, made once by the process that runs jobs. */
export function createMailJob(mail: MailDelivery): JobDefinition<{ deliveryId: string }> {
  return defineJob({
    ...mailJob,
    load: async () => ({
      default: (ctx, { deliveryId }, run) => deliver(mail, ctx, deliveryId, run),
      abandoned: (tx, _ctx, { deliveryId }, reason) => recordFailure(tx, deliveryId, reason),
    }),
  });
}

/** The message goes out first and the row is written after: see docs/decisions/0002-mail-once.md for what a crash between means. */
async function deliver(mail: MailDelivery, ctx: Ctx, deliveryId: string, run: JobRun): Promise<void> {
  const [delivery] = await ctx.db.select().from(mailDelivery).where(eq(mailDelivery.id, deliveryId));
  if (!delivery) throw new PermanentFailure('The delivery is gone');
  if (delivery.state === 'sent' || delivery.state === 'declined') return;
  const { language, render } = await prepare(mail, ctx, delivery);
  if (render instanceof DeclinedMail) {
    const declined = { state: 'declined' as const, lastError: render.reason, attempts: run.attempt };
    return run.finish((tx) => update(tx, deliveryId, declined));
  }
  const message = writeMessage(mail, render, language, ctx.clock.now());
  await send(mail, ctx, delivery, message, run);
  const { subject, text, html } = message;
  // Beside a relay the body is not kept: it may hold a link that opens something.
  const kept = mail.transport.keepsContent ? { bodyText: text, bodyHtml: html } : {};
  const sent = { state: 'sent' as const, sentAt: ctx.wallClock.now(), attempts: run.attempt, lastError: null, subject, ...kept };
  await run.finish((tx) => update(tx, deliveryId, sent));
}

async function update(tx: Tx, id: string, values: Partial<Delivery>): Promise<void> {
  await tx.update(mailDelivery).set(values).where(eq(mailDelivery.id, id));
}

interface Prepared {
  language: Language | undefined;
  render: ((ui: MailUi) => MailContent) | DeclinedMail;
}

async function prepare({ mails }: MailDelivery, ctx: Ctx, delivery: Delivery): Promise<Prepared> {
  const definition = mails.find(delivery.template);
  if (!definition) throw new PermanentFailure(`This program has no mail called ${delivery.template}`);
  const envelope = deliveryPayloadSchema.safeParse(delivery.payload);
  const payload = definition.payload.safeParse(envelope.data?.data);
  if (!envelope.success || !payload.success) throw new PermanentFailure(`The delivery does not fit ${delivery.template}`);
  const language = isLanguage(delivery.language) ? delivery.language : undefined;
  const recipient = { email: delivery.recipient, language, accountId: envelope.data.accountId };
  const props = await definition.load(ctx, payload.data, recipient);
  if (props instanceof DeclinedMail) return { language, render: props };
  if (props === undefined) return { language, render: new DeclinedMail('There is nothing to tell any more') };
  return { language, render: (ui) => definition.render(props, ui) };
}

async function send(mail: MailDelivery, ctx: Ctx, delivery: Delivery, message: WrittenMail, run: JobRun): Promise<void> {
  run.signal.throwIfAborted();
  try {
    await mail.transport.send({ ...message, to: delivery.recipient, messageId: `${delivery.id}@${mail.domain}` }, run.signal);
  } catch (error) {
    run.signal.throwIfAborted();
    // The row tells what holds the mail up while it waits for its next attempt.
    const progress = { attempts: run.attempt, lastError: explainFailure(error) };
    await ctx.db.update(mailDelivery).set(progress).where(eq(mailDelivery.id, delivery.id));
    throw error instanceof MailRefusedError ? new PermanentFailure(error.message) : error;
  }
}

async function recordFailure(tx: Tx, id: string, reason: string): Promise<void> {
  await tx
    .update(mailDelivery)
    .set({ state: 'failed', lastError: reason })
    .where(and(eq(mailDelivery.id, id), ne(mailDelivery.state, 'sent')));
}
