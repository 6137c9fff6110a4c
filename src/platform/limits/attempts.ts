/** What is counted within a window of time. In the database: neither a restart nor an empty Redis forgets it (decisions.md D15). */
import { and, count, eq, gt, max, sql } from 'drizzle-orm';
import type { Reader, Tx } from '../db/database.ts';
import { attempt } from '../db/schema.ts';
import type { Temporal } from '../time/temporal.ts';

export interface AttemptLimit {
  /** `module.what`; stable, since counts outlive deployments. */
  kind: string;
  most: number;
  minutes: number;
}

/**
 * Counts one more attempt of the subject. Answers whether it was still within the limit; what is over it is not counted, so that
 * somebody who keeps trying is let in again when the window has passed. Attempts of one subject wait for each other.
 */
export async function takeAttempt(tx: Tx, limit: AttemptLimit, subject: string, now: Temporal.Instant): Promise<boolean> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${limit.kind} ${subject}`}, 0))`);
  if ((await countAttempts(tx, limit, subject, now)) >= limit.most) return false;
  await tx.insert(attempt).values({ kind: limit.kind, subject, at: now });
  return true;
}

/** How many attempts the subject had within the limit's window, up to and with now. */
export async function countAttempts(
  reader: Reader,
  { kind, minutes }: AttemptLimit,
  subject: string,
  now: Temporal.Instant,
): Promise<number> {
  const [row] = await reader
    .select({ count: count() })
    .from(attempt)
    .where(and(eq(attempt.kind, kind), eq(attempt.subject, subject), gt(attempt.at, now.subtract({ minutes }))));
  return row?.count ?? 0;
}

/** Takes the newest one back: it was never made, because the machine was too busy for it. */
export async function giveBackAttempt(tx: Tx, { kind }: AttemptLimit, subject: string): Promise<void> {
  const newest = tx
    .select({ id: max(attempt.id) })
    .from(attempt)
    .where(and(eq(attempt.kind, kind), eq(attempt.subject, subject)));
  await tx.delete(attempt).where(eq(attempt.id, newest));
}

/** After a success: what was counted before it says nothing any more. */
export async function forgetAttempts(tx: Tx, kind: string, subject: string): Promise<void> {
  await tx.delete(attempt).where(and(eq(attempt.kind, kind), eq(attempt.subject, subject)));
}
