import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Ctx } from '../context/ctx.ts';
import { isDatabaseAway, type Tx } from '../db/database.ts';
import { mailDelivery } from '../db/schema.ts';
import { isLanguage, type Language } from '../i18n/language.ts';
import { explainFailure, LeaseLostError, PermanentFailure } from '../jobs/failures.ts';
import { defineJob, type JobDefinition, type JobRun } from '../jobs/job.ts';
import { loadOnce } from './load-once.ts';
import { DeclinedMail, type LoadOnce, type MailRegistry } from './mail.ts';
import { deliveryPayloadSchema, mailJob } from './mail-job.ts';
import { MailRefusedError, type MailTransport, RelayAwayError } from './transport.ts';
import { type MailSettings, type Rendering, writeMessage } from './write-message.ts';

export interface MailDelivery extends MailSettings {
  mails: MailRegistry;
  transport: MailTransport;
  /** Of `MAIL_FROM`, for message ids. */
  domain: string;
}

type Delivery = typeof mailDelivery.$inferSelect;

/** The job that sends what `sendMail` put down, made once by the process that runs jobs. */
export function createMailJob(mail: MailDelivery): JobDefinition<{ deliveryIds: string[] }> {
  return defineJob({
    ...mailJob,
    load: async () => ({
      default: (ctx, { deliveryIds }, run) => deliverAll(mail, ctx, deliveryIds, run),
      abandoned: (tx, _ctx, { deliveryIds }, reason) => recordFailure(tx, deliveryIds, reason),
    }),
  });
}

/**
 * One message after the other, each recorded before the next one goes out: whoever takes the job over, or tries it again, sends only
 * what is left. What stops one recipient's mail does not hold up the others'.
 */
async function deliverAll(mail: MailDelivery, ctx: Ctx, deliveryIds: readonly string[], run: JobRun): Promise<void> {
  const failures: unknown[] = [];
  const once = loadOnce();
  for (const delivery of await deliveriesToSend(ctx, deliveryIds)) {
    try {
      await deliver(mail, ctx, delivery, run, once);
    } catch (error) {
      run.signal.throwIfAborted();
      if (error instanceof LeaseLostError || isDatabaseAway(error)) throw error;
      await recordProblem(delivery, error, run);
      if (error instanceof RelayAwayError) throw error;
      failures.push(error);
    }
  }
  // As long as another attempt can help one of them, the job is tried again.
  const problem = failures.find((error) => !isFinal(error)) ?? failures[0];
  if (problem !== undefined) throw isFinal(problem) ? new PermanentFailure(explainFailure(problem)) : problem;
}

const isFinal = (error: unknown): boolean => error instanceof MailRefusedError || error instanceof PermanentFailure;

/** When none is waiting any more, somebody has asked to try those again that failed. */
async function deliveriesToSend(ctx: Ctx, ids: readonly string[]): Promise<Delivery[]> {
  const isOfJob = inArray(mailDelivery.id, [...ids]);
  const deliveries = await ctx.db.select().from(mailDelivery).where(isOfJob).orderBy(asc(mailDelivery.id));
  if (deliveries.length === 0) throw new PermanentFailure('The delivery is gone');
  const waiting = deliveries.filter(({ state }) => state === 'queued');
  return waiting.length > 0 ? waiting : deliveries.filter(({ state }) => state === 'failed');
}

/** The message goes out first and the row is written after: see docs/decisions/0002-mail-once.md for what a crash between means. */
async function deliver(mail: MailDelivery, ctx: Ctx, delivery: Delivery, run: JobRun, once: LoadOnce): Promise<void> {
  const { language, render } = await prepare(mail, ctx, delivery, once);
  if (render instanceof DeclinedMail) return record(delivery, { state: 'declined', lastError: render.reason }, run);
  const message = writeMessage(mail, render, language, ctx.clock.now());
  const { subject, text, html } = message;
  run.signal.throwIfAborted();
  const messageId = `${delivery.id}@${mail.domain}`;
  await mail.transport.send({ ...message, to: delivery.recipient, messageId }, run.signal);
  // Beside a relay the body is not kept: it may hold a link that opens something.
  const kept = mail.transport.keepsContent ? { bodyText: text, bodyHtml: html } : {};
  const forgotten = mail.mails.find(delivery.template)?.isForgotten ? { payload: {} } : {};
  await record(delivery, { state: 'sent', sentAt: ctx.wallClock.now(), lastError: null, subject, ...kept, ...forgotten }, run);
}

const record = ({ id }: Delivery, values: Partial<Delivery>, run: JobRun): Promise<void> =>
  run.record((db, isHeld) =>
    db
      .update(mailDelivery)
      .set({ ...values, attempts: run.attempt })
      .where(and(eq(mailDelivery.id, id), isHeld))
      .returning({ id: mailDelivery.id }),
  );

/** The row tells what holds the mail up while it waits for its next attempt, or why it gets none. */
const recordProblem = (delivery: Delivery, error: unknown, run: JobRun): Promise<void> =>
  record(delivery, { lastError: explainFailure(error), ...(isFinal(error) && { state: 'failed' }) }, run);

interface Prepared {
  language: Language | undefined;
  render: Rendering | DeclinedMail;
}

async function prepare({ mails }: MailDelivery, ctx: Ctx, delivery: Delivery, once: LoadOnce): Promise<Prepared> {
  const definition = mails.find(delivery.template);
  if (!definition) throw new PermanentFailure(`This program has no mail called ${delivery.template}`);
  const envelope = deliveryPayloadSchema.safeParse(delivery.payload);
  const payload = definition.payload.safeParse(envelope.data?.data);
  if (!envelope.success || !payload.success) throw new PermanentFailure(`The delivery does not fit ${delivery.template}`);
  const language = isLanguage(delivery.language) ? delivery.language : undefined;
  const recipient = { email: delivery.recipient, language, accountId: envelope.data.accountId };
  const props = await definition.load(ctx, payload.data, recipient, once);
  if (props instanceof DeclinedMail) return { language, render: props };
  if (props === undefined) return { language, render: new DeclinedMail('There is nothing to tell any more') };
  return { language, render: { name: definition.name, render: (ui) => definition.render(props, ui) } };
}

async function recordFailure(tx: Tx, ids: readonly string[], reason: string): Promise<void> {
  await tx
    .update(mailDelivery)
    .set({ state: 'failed', lastError: reason })
    .where(and(inArray(mailDelivery.id, [...ids]), eq(mailDelivery.state, 'queued')));
}
