import { eq } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { newId } from '#platform/db/ids.ts';
import { sendMail } from '#platform/mail/send-mail.ts';
import { deletionRequest } from '../mails/deletion-request.mail.ts';
import { sendSecurityNotice } from '../mails/security-notice.mail.ts';
import { administratorsOver } from '../queries/administrators-over.query.ts';
import { account } from '../schema.ts';
import { lockAccount } from './lock-account.ts';

/** Somebody wants to go. Administrators are told and decide; asking twice is asking once. */
export async function requestDeletion(ctx: Ctx, { accountId, address }: { accountId: string; address: string }): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const { deletionRequestedAt } = await lockAccount(tx, accountId);
    if (deletionRequestedAt) return;
    await tx.update(account).set({ deletionRequestedAt: ctx.wallClock.now() }).where(eq(account.id, accountId));
    await writeAudit(tx, ctx, { action: 'governance.deletionRequested', subjectKind: 'account', subjectId: accountId });
    await sendMail(tx, ctx, deletionRequest, {
      eventKey: `governance.deletion-request:${newId()}`,
      payload: { accountId },
      recipients: await administratorsOver(tx, accountId),
    });
    await sendSecurityNotice(tx, ctx, accountId, 'deletionRequested', { address });
  });
}

export async function withdrawDeletionRequest(ctx: Ctx, accountId: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const { deletionRequestedAt } = await lockAccount(tx, accountId);
    if (!deletionRequestedAt) return;
    await tx.update(account).set({ deletionRequestedAt: null }).where(eq(account.id, accountId));
    await writeAudit(tx, ctx, { action: 'governance.deletionRequestWithdrawn', subjectKind: 'account', subjectId: accountId });
  });
}
