import { eq } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import { verifyPassword } from '#platform/auth/passwords.ts';
import { digestOf, newToken } from '#platform/auth/tokens.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { type AttemptLimit, countAttempts, forgetAttempts, takeAttempt } from '#platform/limits/attempts.ts';
import { account, session } from '../schema.ts';
import { lockAccount } from './lock-account.ts';
import { acceptCode, type FactorCheck } from './second-factor.ts';

/** Whoever sits at an open session must not find the password by trying. */
const wrongPasswords: AttemptLimit = { kind: 'governance.stepUp', most: 10, minutes: 15 };

/**
 * Password and code once more, without ending the session (governance.md 5.7). Answers the session's new token; `refused` does not say
 * which of the two was wrong, and a code beside a wrong password is not used up.
 */
export async function proveAgain(
  ctx: Ctx,
  check: FactorCheck,
  input: { sessionId: string; accountId: string; password: string; code: string; address: string },
): Promise<{ token: string } | 'refused' | 'tooMany'> {
  const { sessionId, accountId, password, code, address } = input;
  const [known] = await ctx.db.select({ hash: account.passwordHash }).from(account).where(eq(account.id, accountId));
  const matches = await verifyPassword(known?.hash ?? undefined, password);
  return ctx.db.transaction(async (tx) => {
    const now = ctx.wallClock.now();
    const { passwordHash } = await lockAccount(tx, accountId);
    if ((await countAttempts(tx, wrongPasswords, accountId, now)) >= wrongPasswords.most) return 'tooMany';
    if (!matches || passwordHash !== known?.hash) {
      await takeAttempt(tx, wrongPasswords, accountId, now);
      await writeAudit(tx, ctx, {
        action: 'governance.signInRefused',
        subjectKind: 'account',
        subjectId: accountId,
        detail: { step: 'password', again: true },
      });
      return 'refused';
    }
    const answer = await acceptCode(tx, ctx, check, { accountId, code, address });
    if (answer !== 'accepted') return answer;
    const token = newToken();
    await forgetAttempts(tx, wrongPasswords.kind, accountId);
    await tx
      .update(session)
      .set({ tokenSha256: digestOf(token), provenAt: now })
      .where(eq(session.id, sessionId));
    await writeAudit(tx, ctx, { action: 'governance.provenAgain', subjectKind: 'account', subjectId: accountId });
    return { token };
  });
}
