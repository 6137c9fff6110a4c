import { and, eq, lt, sql } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import { verifyPassword } from '#platform/auth/passwords.ts';
import type { SecretBox } from '#platform/auth/secret-box.ts';
import { digestOf, newToken } from '#platform/auth/tokens.ts';
import { matchTotp } from '#platform/auth/totp.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { newId } from '#platform/db/ids.ts';
import { account, session } from '../schema.ts';

/** The whole of signing in must be done within this time (governance.md 5.3). */
const signInMinutes = 10;

export interface SessionLimits {
  /** Longest life of a session, whatever its use. */
  sessionHours: number;
}

/** The first step. Answers with the token of a session that only the code page accepts, or undefined: nobody learns which part was wrong. */
export async function startSignIn(ctx: Ctx, input: { email: string; password: string; userAgent: string }): Promise<string | undefined> {
  const [found] = await ctx.db
    .select({ id: account.id, hash: account.passwordHash, active: account.active })
    .from(account)
    .where(sql`lower(${account.email}) = ${input.email.trim().toLowerCase()}`);
  const matches = await verifyPassword(found?.hash, input.password);
  if (!found || !matches || !found.active) {
    await ctx.db.transaction((tx) =>
      writeAudit(tx, ctx, {
        action: 'governance.signInRefused',
        subjectKind: 'account',
        ...(found && { subjectId: found.id }),
        detail: { step: 'password' },
      }),
    );
    return undefined;
  }
  const token = newToken();
  const now = ctx.wallClock.now();
  await ctx.db.transaction(async (tx) => {
    await tx.insert(session).values({
      id: newId(),
      tokenSha256: digestOf(token),
      accountId: found.id,
      stage: 'password',
      createdAt: now,
      lastSeenAt: now,
      expiresAt: now.add({ minutes: signInMinutes }),
      userAgent: input.userAgent,
    });
    await writeAudit(tx, ctx, { action: 'governance.passwordAccepted', subjectKind: 'account', subjectId: found.id });
  });
  return token;
}

/**
 * The second step: replaces the waiting session by a complete one with a new token. undefined: wrong, used or old code, or no
 * waiting session.
 */
export async function completeSignIn(
  ctx: Ctx,
  secrets: SecretBox,
  limits: SessionLimits,
  input: { sessionDigest: string; code: string },
): Promise<string | undefined> {
  const now = ctx.wallClock.now();
  return ctx.db.transaction(async (tx) => {
    const [waiting] = await tx
      .select({
        id: session.id,
        accountId: session.accountId,
        secret: account.totpSecret,
        lastStep: account.totpLastStep,
        lastSignInAt: account.lastSignInAt,
      })
      .from(session)
      .innerJoin(account, eq(account.id, session.accountId))
      .where(
        and(
          eq(session.tokenSha256, input.sessionDigest),
          eq(session.stage, 'password'),
          eq(account.active, true),
          sql`${session.expiresAt} > ${now.toString()}`,
        ),
      );
    if (!waiting) return undefined;
    const step = matchTotp(secrets.open(waiting.secret), input.code.replace(/\s/g, ''), now, waiting.lastStep);
    const accepted =
      step !== undefined &&
      // Two browsers with one code: the row is taken by whoever writes the step first.
      (
        await tx
          .update(account)
          .set({ totpLastStep: step, previousSignInAt: waiting.lastSignInAt, lastSignInAt: now })
          .where(and(eq(account.id, waiting.accountId), lt(account.totpLastStep, step)))
          .returning({ id: account.id })
      ).length === 1;
    if (!accepted) {
      await writeAudit(tx, ctx, {
        action: 'governance.signInRefused',
        subjectKind: 'account',
        subjectId: waiting.accountId,
        detail: { step: 'code' },
      });
      return undefined;
    }
    const token = newToken();
    await tx
      .update(session)
      .set({ tokenSha256: digestOf(token), stage: 'complete', lastSeenAt: now, expiresAt: now.add({ hours: limits.sessionHours }) })
      .where(eq(session.id, waiting.id));
    await writeAudit(tx, ctx, { action: 'governance.signedIn', subjectKind: 'account', subjectId: waiting.accountId });
    return token;
  });
}
