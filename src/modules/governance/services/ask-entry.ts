import { eq } from 'drizzle-orm';
import { digestOf, newToken } from '#platform/auth/tokens.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Tx } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import { enqueue } from '#platform/jobs/enqueue.ts';
import { type AttemptLimit, takeAttempt } from '#platform/limits/attempts.ts';
import { networkOf } from '#platform/limits/network.ts';
import { answerRequestJob } from '../jobs/answer-request.job.ts';
import { entryRequest } from '../schema-credentials.ts';

/** decisions.md D16: three an hour for an e-mail address, twenty for a network. One mailbox is not filled twice as fast by two pages. */
const perEmail: AttemptLimit = { kind: 'governance.entry.email', most: 3, minutes: 60 };
const perNetwork: AttemptLimit = { kind: 'governance.entry.network', most: 20, minutes: 60 };
/** Sending again. */
const perMinute: AttemptLimit = { kind: 'governance.entry.again', most: 1, minutes: 1 };

export type EntryQuestion = { email: string; address: string } & (
  | { kind: 'register'; firstName: string; lastName: string; termsVersion: string }
  | { kind: 'reset' }
);

/** The token of the page that says "check your mail", or which limit is reached. */
export type EntryAnswer = { token: string } | 'tooMany';

/**
 * Somebody asks for an account or a new password. Does the same, whether the address is known or not: what follows from it is done by
 * a job (governance.md 5.2, 5.5, check 14).
 */
export async function askEntry(ctx: Ctx, { address, ...question }: EntryQuestion): Promise<EntryAnswer> {
  return ctx.db.transaction(async (tx) => {
    if (!(await mayAsk(tx, ctx, question.email, address))) return 'tooMany';
    await takeAttempt(tx, perMinute, digestOf(question.email), ctx.wallClock.now());
    return { token: await writeRequest(tx, ctx, { address, ...question }) };
  });
}

const mayAsk = async (tx: Tx, ctx: Ctx, email: string, address: string): Promise<boolean> =>
  (await takeAttempt(tx, perNetwork, networkOf(address), ctx.wallClock.now())) &&
  (await takeAttempt(tx, perEmail, digestOf(email), ctx.wallClock.now()));

/** Puts down what was asked, for the job that answers it. */
export async function writeRequest(
  tx: Tx,
  ctx: Ctx,
  values: Pick<typeof entryRequest.$inferInsert, 'kind' | 'email' | 'address' | 'firstName' | 'lastName' | 'termsVersion'>,
): Promise<string> {
  const [id, token] = [newId(), newToken()];
  await tx
    .insert(entryRequest)
    .values({ id, tokenSha256: digestOf(token), language: ctx.language, createdAt: ctx.wallClock.now(), ...values });
  await enqueue(tx, ctx, answerRequestJob, { requestId: id });
  return token;
}

export interface OpenRequest {
  id: string;
  kind: 'register' | 'reset';
  email: string;
}

/** What the page that says "check your mail" is about; undefined when it is unknown or more than a day old. */
export async function findRequest(ctx: Ctx, token: string): Promise<OpenRequest | undefined> {
  const [found] = await ctx.db
    .select({ id: entryRequest.id, kind: entryRequest.kind, email: entryRequest.email })
    .from(entryRequest)
    .where(eq(entryRequest.tokenSha256, digestOf(token)));
  return found && found.kind !== 'locked' ? { ...found, kind: found.kind } : undefined;
}

/** Has the same mail sent again, at most once a minute and within the limits of asking. */
export async function askAgain(ctx: Ctx, { id, email }: OpenRequest, address: string): Promise<'sent' | 'wait' | 'tooMany'> {
  return ctx.db.transaction(async (tx) => {
    if (!(await takeAttempt(tx, perMinute, digestOf(email), ctx.wallClock.now()))) return 'wait';
    if (!(await mayAsk(tx, ctx, email, address))) return 'tooMany';
    await enqueue(tx, ctx, answerRequestJob, { requestId: id });
    return 'sent';
  });
}
