import { eq } from 'drizzle-orm';
import type { Ctx } from '#platform/context/ctx.ts';
import { account } from '../schema.ts';

/** What a form that asks who one is can fill in already; nothing for somebody without an account. */
export async function ownContact({ actor, db }: Ctx): Promise<Record<'firstName' | 'lastName' | 'phone', string> | undefined> {
  if (actor.kind !== 'account') return undefined;
  const [own] = await db
    .select({ firstName: account.firstName, lastName: account.lastName, phone: account.phone })
    .from(account)
    .where(eq(account.id, actor.accountId));
  return own && { ...own, phone: own.phone ?? '' };
}
