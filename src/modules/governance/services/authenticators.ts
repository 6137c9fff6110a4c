import { and, eq, ne } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import type { SecretBox } from '#platform/auth/secret-box.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { NotFoundError, RefusedError } from '#platform/context/errors.ts';
import type { Tx } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import { sendSecurityNotice } from '../mails/security-notice.mail.ts';
import { session } from '../schema.ts';
import { authenticator } from '../schema-credentials.ts';
import { replaceBackupCodes } from './backup-codes.ts';
import { lockAccount } from './lock-account.ts';
import { type NewAuthenticator, proveAuthenticator } from './set-up-authenticator.ts';
import { openSession, type SessionLimits } from './sign-in.ts';

/** More than anybody carries; each is tried against a typed code. */
const mostAuthenticators = 10;

interface Whose {
  accountId: string;
  /** Network address, for the notice. */
  address: string;
}

interface Added extends Whose {
  made: NewAuthenticator;
  code: string;
  name: string;
}

/** Stores it, with the code that proved it used up. Throws RefusedError for a wrong code, with the account locked by the caller. */
async function storeAuthenticator(tx: Tx, ctx: Ctx, secrets: SecretBox, { accountId, made, code, name }: Added): Promise<void> {
  const lastStep = proveAuthenticator(ctx, made, code);
  if (lastStep === undefined) throw new RefusedError('governance.enrol.code.refused', {}, 'code');
  const now = ctx.wallClock.now();
  const id = newId();
  const secret = secrets.seal(made.secret);
  await tx.insert(authenticator).values({ id, accountId, name, secret, lastStep, createdAt: now, lastUsedAt: now });
  await writeAudit(tx, ctx, {
    action: 'governance.authenticatorAdded',
    subjectKind: 'account',
    subjectId: accountId,
    detail: { authenticatorId: id, name },
  });
}

/**
 * The first authenticator of an account, at the gate (governance.md 5.6). Answers the token of the complete session, since the code
 * was the second factor, and the backup codes. Throws RefusedError for a wrong code, NotFoundError when there is one already.
 */
export async function enrolFactor(
  ctx: Ctx,
  secrets: SecretBox,
  limits: SessionLimits,
  input: Added & { sessionId: string },
): Promise<{ token: string; codes: string[] }> {
  const { accountId, sessionId, address } = input;
  return ctx.db.transaction(async (tx) => {
    await lockAccount(tx, accountId);
    const [waiting] = await tx.select({ id: session.id }).from(session).where(eq(session.id, sessionId));
    const known = await tx.$count(authenticator, eq(authenticator.accountId, accountId));
    if (!waiting || known > 0) throw new NotFoundError();
    await storeAuthenticator(tx, ctx, secrets, input);
    await sendSecurityNotice(tx, ctx, accountId, 'authenticatorAdded', { address });
    const codes = await replaceBackupCodes(tx, ctx, accountId, address);
    return { token: await openSession(tx, ctx, limits, { id: sessionId, accountId, address }), codes };
  });
}

/** One more, or one in the place of another. Throws RefusedError for a wrong code, NotFoundError when `replaces` is gone. */
export async function addAuthenticator(ctx: Ctx, secrets: SecretBox, input: Added & { replaces?: string | undefined }): Promise<void> {
  const { accountId, address, replaces } = input;
  await ctx.db.transaction(async (tx) => {
    await lockAccount(tx, accountId);
    const known = await tx.$count(authenticator, eq(authenticator.accountId, accountId));
    if (!replaces && known >= mostAuthenticators) throw new RefusedError('governance.authenticator.tooMany', { count: mostAuthenticators });
    await storeAuthenticator(tx, ctx, secrets, input);
    await sendSecurityNotice(tx, ctx, accountId, 'authenticatorAdded', { address });
    if (replaces) await takeAway(tx, ctx, { accountId, address, authenticatorId: replaces });
  });
}

/** Throws NotFoundError for one that is not the account's. */
export async function renameAuthenticator(ctx: Ctx, input: { accountId: string; authenticatorId: string; name: string }): Promise<void> {
  const { accountId, authenticatorId, name } = input;
  await ctx.db.transaction(async (tx) => {
    const renamed = await tx
      .update(authenticator)
      .set({ name })
      .where(and(eq(authenticator.id, authenticatorId), eq(authenticator.accountId, accountId)))
      .returning({ id: authenticator.id });
    if (renamed.length === 0) throw new NotFoundError();
    await writeAudit(tx, ctx, {
      action: 'governance.authenticatorRenamed',
      subjectKind: 'account',
      subjectId: accountId,
      detail: { authenticatorId, name },
    });
  });
}

/** Throws RefusedError for the last one: a second factor is replaced, never switched off. */
export async function removeAuthenticator(ctx: Ctx, input: Whose & { authenticatorId: string }): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await lockAccount(tx, input.accountId);
    await takeAway(tx, ctx, input);
  });
}

async function takeAway(tx: Tx, ctx: Ctx, input: Whose & { authenticatorId: string }): Promise<void> {
  const { accountId, authenticatorId, address } = input;
  const others = and(eq(authenticator.accountId, accountId), ne(authenticator.id, authenticatorId));
  const gone = and(eq(authenticator.accountId, accountId), eq(authenticator.id, authenticatorId));
  if ((await tx.$count(authenticator, gone)) === 0) throw new NotFoundError();
  if ((await tx.$count(authenticator, others)) === 0) throw new RefusedError('governance.authenticator.last');
  await tx.delete(authenticator).where(gone);
  await writeAudit(tx, ctx, {
    action: 'governance.authenticatorRemoved',
    subjectKind: 'account',
    subjectId: accountId,
    detail: { authenticatorId },
  });
  await sendSecurityNotice(tx, ctx, accountId, 'authenticatorRemoved', { address });
}
