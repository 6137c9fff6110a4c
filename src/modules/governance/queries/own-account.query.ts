import { eq } from 'drizzle-orm';
import type { Ctx } from '#platform/context/ctx.ts';
import { NotFoundError } from '#platform/context/errors.ts';
import { account } from '../schema.ts';

export type OwnAccount = Pick<
  typeof account.$inferSelect,
  | 'id'
  | 'email'
  | 'firstName'
  | 'lastName'
  | 'phone'
  | 'language'
  | 'timeZone'
  | 'notifications'
  | 'createdAt'
  | 'deletionRequestedAt'
  | 'version'
>;

/** What an account says of its owner; nothing that opens it. */
export async function ownAccount(ctx: Ctx, accountId: string): Promise<OwnAccount> {
  const [found] = await ctx.db
    .select({
      id: account.id,
      email: account.email,
      firstName: account.firstName,
      lastName: account.lastName,
      phone: account.phone,
      language: account.language,
      timeZone: account.timeZone,
      notifications: account.notifications,
      createdAt: account.createdAt,
      deletionRequestedAt: account.deletionRequestedAt,
      version: account.version,
    })
    .from(account)
    .where(eq(account.id, accountId));
  if (!found) throw new NotFoundError();
  return found;
}
