import { and, ne, sql } from 'drizzle-orm';
import type { Reader } from '#platform/db/database.ts';
import { account } from '../schema.ts';

/** Whether somebody else signs in with that address. */
export async function isEmailTaken(reader: Reader, email: string, accountId: string): Promise<boolean> {
  const theirs = and(sql`lower(${account.email}) = ${email.toLowerCase()}`, ne(account.id, accountId));
  return (await reader.$count(account, theirs)) > 0;
}
