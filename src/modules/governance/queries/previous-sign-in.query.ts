import { eq } from 'drizzle-orm';
import type { Reader } from '#platform/db/database.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { account } from '../schema.ts';

/** The sign-in before the one that has just happened; undefined after the first one. `address` is empty where it was not kept. */
export async function previousSignIn(reader: Reader, accountId: string): Promise<{ at: Temporal.Instant; address: string } | undefined> {
  const [found] = await reader
    .select({ at: account.previousSignInAt, address: account.previousSignInAddress })
    .from(account)
    .where(eq(account.id, accountId));
  return found?.at ? { at: found.at, address: found.address } : undefined;
}
