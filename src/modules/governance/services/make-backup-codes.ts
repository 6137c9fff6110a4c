import type { Ctx } from '#platform/context/ctx.ts';
import { replaceBackupCodes } from './backup-codes.ts';
import { lockAccount } from './lock-account.ts';

/** The old set is good for nothing from now on. Answers the new codes, which nobody can read again. */
export async function makeBackupCodes(ctx: Ctx, { accountId, address }: { accountId: string; address: string }): Promise<string[]> {
  return ctx.db.transaction(async (tx) => {
    await lockAccount(tx, accountId);
    return replaceBackupCodes(tx, ctx, accountId, address);
  });
}
