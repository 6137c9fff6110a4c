import { eq } from 'drizzle-orm';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { submission } from '../../../schema/incident.ts';

/** When the submission with this digest was received, and nothing else of it: anybody may ask. */
export async function receivedAt({ db }: Ctx, digest: string): Promise<Temporal.Instant | undefined> {
  const [row] = await db.select({ at: submission.submittedAt }).from(submission).where(eq(submission.contentSha256, digest)).limit(1);
  return row?.at;
}
