import { and, eq, gt, lt, sql } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import { verifyPassword } from '#platform/auth/passwords.ts';
import type { SecretBox } from '#platform/auth/secret-box.ts';
import { digestOf, newToken } from '#platform/auth/tokens.ts';
import { matchTotp } from '#platform/auth/totp.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Tx } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import { auditDetail, auditEvent } from '#platform/db/schema.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { account, session } from '../schema.ts';

/** The whole of signing in must be done within this time (governance.md 5.3). */
const signInMinutes = 10;

/**
 * Wrong codes of one account within that many minutes, after which every code is refused: whoever has only the password would otherwise
 * find the six digits in hours. Nobody without the password comes as far as this, so it locks no duty officer out (decisions.md D15).
 */
export const wrongCodes = { most: 10, minutes: 15 };

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

/** A token, or why there is none: `refused` is a wrong, used or old code, or no waiting session. */
export type CodeAnswer = { token: string } | 'refused' | 'tooMany';

/** The second step: replaces the waiting session by a complete one with a new token. */
export async function completeSignIn(
  ctx: Ctx,
  secrets: SecretBox,
  limits: SessionLimits,
  input: { sessionDigest: string; code: string },
): Promise<CodeAnswer> {
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
      )
      // One code at a time: many at once would all be tried before the first one counts.
      .for('update', { of: account });
    if (!waiting) return 'refused';
    if ((await countWrongCodes(tx, waiting.accountId, now)) >= wrongCodes.most) return 'tooMany';
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
      return 'refused';
    }
    const token = newToken();
    await tx
      .update(session)
      .set({ tokenSha256: digestOf(token), stage: 'complete', lastSeenAt: now, expiresAt: now.add({ hours: limits.sessionHours }) })
      .where(eq(session.id, waiting.id));
    await writeAudit(tx, ctx, { action: 'governance.signedIn', subjectKind: 'account', subjectId: waiting.accountId });
    return { token };
  });
}

/** From the audit trail, which no restart forgets. */
async function countWrongCodes(tx: Tx, accountId: string, now: Temporal.Instant): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(auditEvent)
    .innerJoin(auditDetail, eq(auditDetail.eventId, auditEvent.id))
    .where(
      and(
        eq(auditEvent.subjectKind, 'account'),
        eq(auditEvent.subjectId, accountId),
        gt(auditEvent.at, now.subtract({ minutes: wrongCodes.minutes })),
        eq(auditEvent.action, 'governance.signInRefused'),
        sql`${auditDetail.detail} ->> 'step' = 'code'`,
      ),
    );
  return row?.count ?? 0;
}
