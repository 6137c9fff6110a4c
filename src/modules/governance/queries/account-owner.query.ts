import { eq } from 'drizzle-orm';
import type { Reader } from '#platform/db/database.ts';
import { account } from '../schema.ts';

export interface AccountOwner {
  id: string;
  email: string;
  firstName: string;
  lastName: string;
  active: boolean;
  hasPassword: boolean;
}

/** Whom a mail or a link is for; undefined once the account is gone. */
export async function findOwner(reader: Reader, accountId: string): Promise<AccountOwner | undefined> {
  const [found] = await reader.select().from(account).where(eq(account.id, accountId));
  if (!found) return undefined;
  const { id, email, firstName, lastName, active, passwordHash } = found;
  return { id, email, firstName, lastName, active, hasPassword: passwordHash !== null };
}
