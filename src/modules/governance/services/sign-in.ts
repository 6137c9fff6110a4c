import { and, eq, sql } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import { refuseWhenFull, verifyPassword } from '#platform/auth/passwords.ts';
import type { SecretBox } from '#platform/auth/secret-box.ts';
import { digestOf, newToken } from '#platform/auth/tokens.ts';
import type { SignInRules } from '#platform/config/config.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { BusyError } from '#platform/context/errors.ts';
import type { Tx } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import type { Pause } from '#platform/limits/pause.ts';
import { account, session } from '../schema.ts';
import { endLinks } from './account-links.ts';
import { findDevice } from './known-devices.ts';
import { acceptCode } from './second-factor.ts';
import { type Admission, type Attempt, admitAttempt, forgiveAttempts, giveBack, recordFailure } from './sign-in-limits.ts';

/** The whole of signing in must be done within this time (governance.md 5.3). */
const signInMinutes = 10;

export interface SessionLimits {
  /** Longest life of a session, whatever its use. */
  sessionHours: number;
}

/** What guessing the first step costs, and how somebody is kept waiting. */
export interface FirstStepRules {
  signIn: SignInRules;
  /** Waits that many milliseconds; no connection is held meanwhile. */
  pause: Pause;
}

interface FirstStep {
  email: string;
  password: string;
  userAgent: string;
  address: string;
  /** Of the cookie of known devices. */
  deviceTokens: readonly string[];
}

/**
 * The first step. Answers with the token of a session that only the code page accepts, or undefined: nobody learns which part was
 * wrong, or that it is locked. Takes as long and says the same to the database for an address that nobody has.
 * @throws BusyError when more people sign in than the machine can check
 */
export async function startSignIn(
  ctx: Ctx,
  { signIn, pause }: FirstStepRules,
  { password, userAgent, ...input }: FirstStep,
): Promise<string | undefined> {
  refuseWhenFull();
  const email = input.email.trim().toLowerCase();
  const [found] = await ctx.db
    .select({ id: account.id, hash: account.passwordHash, active: account.active })
    .from(account)
    .where(sql`lower(${account.email}) = ${email}`);
  const { attempt, admission } = await ctx.db.transaction(async (tx) => {
    const deviceId = await findDevice(tx, ctx, email, input.deviceTokens);
    const asked = { email, address: input.address, deviceId };
    return { attempt: asked, admission: await admitAttempt(tx, ctx, signIn, asked) };
  });
  const matches = await look(ctx, signIn, attempt, admission, async () => {
    if (admission.delay > 0) await pause(admission.delay);
    return verifyPassword(found?.hash ?? undefined, password);
  });
  if (!found || !matches || !found.active || admission.isLocked) {
    await ctx.db.transaction(async (tx) => {
      await recordFailure(tx, ctx, signIn, attempt, admission);
      await writeAudit(tx, ctx, {
        action: 'governance.signInRefused',
        subjectKind: 'account',
        ...(found && { subjectId: found.id }),
        detail: { step: 'password' },
      });
    });
    return undefined;
  }
  const token = newToken();
  const now = ctx.wallClock.now();
  await ctx.db.transaction(async (tx) => {
    await forgiveAttempts(tx, attempt);
    await tx.insert(session).values({
      id: newId(),
      tokenSha256: digestOf(token),
      accountId: found.id,
      stage: 'password',
      createdAt: now,
      lastSeenAt: now,
      expiresAt: now.add({ minutes: signInMinutes }),
      userAgent,
      address: input.address,
    });
    await writeAudit(tx, ctx, { action: 'governance.passwordAccepted', subjectKind: 'account', subjectId: found.id });
  });
  return token;
}

/** What nobody looked at, for lack of a place in the line, is not held against anybody. */
async function look(
  ctx: Ctx,
  rules: SignInRules,
  attempt: Attempt,
  { isLocked }: Admission,
  check: () => Promise<boolean>,
): Promise<boolean> {
  try {
    return await check();
  } catch (error) {
    if (error instanceof BusyError && !isLocked) await ctx.db.transaction((tx) => giveBack(tx, rules, attempt));
    throw error;
  }
}

/** A token, or why there is none: `refused` is a wrong, used or old code, or no waiting session. */
export type CodeAnswer = { token: string } | 'refused' | 'tooMany';

/** The second step: replaces the waiting session by a complete one with a new token. */
export async function completeSignIn(
  ctx: Ctx,
  secrets: SecretBox,
  limits: SessionLimits & { signIn: SignInRules },
  input: { sessionDigest: string; code: string; address: string },
): Promise<CodeAnswer> {
  const now = ctx.wallClock.now();
  return ctx.db.transaction(async (tx) => {
    const [waiting] = await tx
      .select({ id: session.id, accountId: session.accountId })
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
    const { code, address } = input;
    const answer = await acceptCode(tx, ctx, { secrets, rules: limits.signIn }, { accountId: waiting.accountId, code, address });
    if (answer !== 'accepted') return answer;
    return { token: await openSession(tx, ctx, limits, { ...waiting, address }) };
  });
}

/** Makes a waiting session a complete one, with a token that nobody has seen before (fixation). Answers the token. */
export async function openSession(
  tx: Tx,
  ctx: Ctx,
  { sessionHours }: SessionLimits,
  { id, accountId, address }: { id: string; accountId: string; address: string },
): Promise<string> {
  const token = newToken();
  const now = ctx.wallClock.now();
  await tx
    .update(session)
    .set({
      tokenSha256: digestOf(token),
      stage: 'complete',
      lastSeenAt: now,
      provenAt: now,
      address,
      expiresAt: now.add({ hours: sessionHours }),
    })
    .where(eq(session.id, id));
  await tx
    .update(account)
    .set({
      previousSignInAt: sql`${account.lastSignInAt}`,
      previousSignInAddress: sql`${account.lastSignInAddress}`,
      lastSignInAt: now,
      lastSignInAddress: address,
      idleWarnedAt: null,
    })
    .where(eq(account.id, accountId));
  await endLinks(tx, ctx, accountId, 'reset');
  await writeAudit(tx, ctx, { action: 'governance.signedIn', subjectKind: 'account', subjectId: accountId });
  return token;
}
