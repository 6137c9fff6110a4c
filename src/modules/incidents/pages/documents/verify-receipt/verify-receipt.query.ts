import { and, eq } from 'drizzle-orm';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { submission } from '../../../schema/incident.ts';
import { notifierFiling } from '../../../schema/notifier-filing.ts';

/** When what has this digest was received, and nothing else of it: anybody may ask. */
export async function receivedAt({ db }: Ctx, digest: string): Promise<Temporal.Instant | undefined> {
  const [row] = await db.select({ at: submission.submittedAt }).from(submission).where(eq(submission.contentSha256, digest)).limit(1);
  if (row) return row.at;
  const [filing] = await db
    .select({ at: notifierFiling.sentAt })
    .from(notifierFiling)
    .where(and(eq(notifierFiling.contentSha256, digest), eq(notifierFiling.state, 'sent')));
  return filing?.at ?? undefined;
}
