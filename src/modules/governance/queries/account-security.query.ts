import { asc, eq } from 'drizzle-orm';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { session } from '../schema.ts';
import { authenticator } from '../schema-credentials.ts';
import { countBackupCodes } from '../services/backup-codes.ts';

export interface ShownAuthenticator {
  id: string;
  /** May be empty. */
  name: string;
  createdAt: Temporal.Instant;
  lastUsedAt: Temporal.Instant | null;
}

export interface AccountSecurity {
  /** Oldest first. */
  authenticators: readonly ShownAuthenticator[];
  backupCodesLeft: number;
  sessions: number;
}

/** How an account is protected; without any secret. */
export async function accountSecurity(ctx: Ctx, accountId: string): Promise<AccountSecurity> {
  return {
    authenticators: await authenticatorsOf(ctx, accountId),
    backupCodesLeft: await countBackupCodes(ctx.db, accountId),
    sessions: await ctx.db.$count(session, eq(session.accountId, accountId)),
  };
}

export const authenticatorsOf = (ctx: Ctx, accountId: string): Promise<ShownAuthenticator[]> =>
  ctx.db
    .select({
      id: authenticator.id,
      name: authenticator.name,
      createdAt: authenticator.createdAt,
      lastUsedAt: authenticator.lastUsedAt,
    })
    .from(authenticator)
    .where(eq(authenticator.accountId, accountId))
    .orderBy(asc(authenticator.createdAt), asc(authenticator.id));
