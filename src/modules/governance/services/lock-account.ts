import { eq } from 'drizzle-orm';
import { NotFoundError } from '#platform/context/errors.ts';
import type { Tx } from '#platform/db/database.ts';
import { account } from '../schema.ts';

/** The account as it is now; until the transaction ends, nobody else changes it or tries its codes. Throws NotFoundError. */
export async function lockAccount(tx: Tx, accountId: string): Promise<typeof account.$inferSelect> {
  const [found] = await tx.select().from(account).where(eq(account.id, accountId)).for('update');
  if (!found) throw new NotFoundError();
  return found;
}
