import { eq } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import { verifyPassword } from '#platform/auth/passwords.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { RefusedError } from '#platform/context/errors.ts';
import { type AttemptLimit, countAttempts, forgetAttempts, takeAttempt } from '#platform/limits/attempts.ts';
import { sendSecurityNotice } from '../mails/security-notice.mail.ts';
import { account } from '../schema.ts';
import { acceptPassword, setPassword } from './choose-password.ts';

const wrongPasswords: AttemptLimit = { kind: 'governance.changePassword', most: 10, minutes: 15 };

/**
 * A new password for somebody who knows the old one. Every other session ends, and the owner is told (governance.md 5.5).
 * @throws RefusedError for the field `current` or `password`; ConflictError, BusyError
 */
export async function changePassword(
  ctx: Ctx,
  input: { accountId: string; sessionId: string; current: string; password: string; address: string },
): Promise<void> {
  const { accountId, sessionId, current, password, address } = input;
  const now = ctx.wallClock.now();
  if ((await countAttempts(ctx.db, wrongPasswords, accountId, now)) >= wrongPasswords.most) {
    throw new RefusedError('governance.stepUp.tooMany', {}, 'current');
  }
  const [known] = await ctx.db.select({ hash: account.passwordHash }).from(account).where(eq(account.id, accountId));
  if (!(await verifyPassword(known?.hash ?? undefined, current))) {
    await ctx.db.transaction((tx) => takeAttempt(tx, wrongPasswords, accountId, now));
    throw new RefusedError('governance.changePassword.current.wrong', {}, 'current');
  }
  const accepted = await acceptPassword(ctx, accountId, password);
  await ctx.db.transaction(async (tx) => {
    await setPassword(tx, ctx, accepted, { keepSession: sessionId });
    await forgetAttempts(tx, wrongPasswords.kind, accountId);
    await writeAudit(tx, ctx, { action: 'governance.passwordChanged', subjectKind: 'account', subjectId: accountId });
    await sendSecurityNotice(tx, ctx, accountId, 'passwordChanged', { address });
  });
}
