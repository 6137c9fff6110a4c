import { eq } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Tx } from '#platform/db/database.ts';
import type { ModuleSeams } from '#platform/module-seams.ts';
import { account, notifier, observerMembership, operatorMembership, platformAdministrator, regulatorMembership } from '../schema.ts';

const memberships = [operatorMembership, regulatorMembership, observerMembership, platformAdministrator] as const;

/**
 * Deletes an account that nothing stands on: no membership, not even one that waits, no incident, nothing it answers for. Answers
 * whether it is gone. The trail keeps its id and no name; sessions, codes and links go with the row.
 */
export async function deleteAccount(tx: Tx, ctx: Ctx, seams: ModuleSeams, accountId: string, reason: string): Promise<boolean> {
  const [locked] = await tx.select({ id: account.id }).from(account).where(eq(account.id, accountId)).for('update');
  if (!locked || (await isNeeded(tx, seams, accountId))) return false;
  await tx.delete(account).where(eq(account.id, accountId));
  await writeAudit(tx, ctx, { action: 'governance.accountDeleted', subjectKind: 'account', subjectId: accountId, detail: { reason } });
  return true;
}

/** Whether something stands on the account, so that it stays. */
export async function isNeeded(tx: Tx, { usageOf }: ModuleSeams, accountId: string): Promise<boolean> {
  for (const table of [...memberships, notifier]) {
    const [row] = await tx.select({ accountId: table.accountId }).from(table).where(eq(table.accountId, accountId)).limit(1);
    if (row) return true;
  }
  return (await usageOf(tx, { kind: 'account', id: accountId })).length > 0;
}
