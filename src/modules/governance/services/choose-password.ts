import { desc, eq, sql } from 'drizzle-orm';
import { isCommonPassword } from '#platform/auth/common-passwords.ts';
import { brokenWhileTyping, type PasswordRule, personalWords } from '#platform/auth/password-rules.ts';
import { hashPassword, verifyPassword } from '#platform/auth/passwords.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { ConflictError, NotFoundError, RefusedError } from '#platform/context/errors.ts';
import type { Reader, Tx } from '#platform/db/database.ts';
import { account } from '../schema.ts';
import { passwordHistory } from '../schema-credentials.ts';
import { endLinks } from './account-links.ts';
import { endSessionsOf } from './end-sessions.ts';

/** How many former passwords are refused beside the current one; as many digests are kept, so that the cost stays bounded (governance.md 5.5). */
const remembered = 24;

/** A password that keeps every rule, digested. Made before the transaction: it takes up to a second of a thread, and no connection. */
export interface AcceptedPassword {
  accountId: string;
  hash: string;
  /** What it replaces; a change that came between makes it worthless. */
  replaces: string | null;
}

/**
 * Holds a new password against every rule of governance.md 5.5. Changes nothing.
 * @throws RefusedError for the field `password`, naming the first rule it breaks; BusyError
 */
export async function acceptPassword(ctx: Ctx, accountId: string, password: string): Promise<AcceptedPassword> {
  const [owner] = await ctx.db.select().from(account).where(eq(account.id, accountId));
  if (!owner) throw new NotFoundError();
  const [broken] = brokenWhileTyping(password, personalWords(owner));
  if (broken) throw refusedBy(broken);
  if (await isCommonPassword(password)) throw refusedBy('common');
  for (const known of await knownHashes(ctx.db, accountId, owner.passwordHash)) {
    if (await verifyPassword(known, password)) throw refusedBy('reused');
  }
  return { accountId, hash: await hashPassword(password), replaces: owner.passwordHash };
}

const refusedBy = (rule: PasswordRule) => new RefusedError(`governance.password.broken.${rule}`, {}, 'password');

async function knownHashes(reader: Reader, accountId: string, current: string | null): Promise<string[]> {
  const former = await reader
    .select({ hash: passwordHistory.passwordHash })
    .from(passwordHistory)
    .where(eq(passwordHistory.accountId, accountId))
    .orderBy(desc(passwordHistory.replacedAt))
    .limit(remembered);
  return [...(current ? [current] : []), ...former.map(({ hash }) => hash)];
}

/**
 * Makes an accepted password the account's own. Ends every session but the one that is named, and every link that would set another;
 * the caller writes the audit of why, and tells the owner.
 * @throws ConflictError when the password was changed in the meantime
 */
export async function setPassword(
  tx: Tx,
  ctx: Ctx,
  { accountId, hash, replaces }: AcceptedPassword,
  { keepSession }: { keepSession?: string } = {},
): Promise<void> {
  const [before] = await tx.select({ hash: account.passwordHash }).from(account).where(eq(account.id, accountId)).for('update');
  if (!before) throw new NotFoundError();
  if (before.hash !== replaces) throw new ConflictError('error.conflict');
  if (before.hash) {
    await tx.insert(passwordHistory).values({ accountId, passwordHash: before.hash, replacedAt: ctx.wallClock.now() });
    await tx.execute(sql`
      delete from password_history where account_id = ${accountId} and replaced_at not in (
        select replaced_at from password_history where account_id = ${accountId} order by replaced_at desc limit ${remembered})`);
  }
  await tx.update(account).set({ passwordHash: hash }).where(eq(account.id, accountId));
  for (const purpose of ['activate', 'invite', 'reset'] as const) await endLinks(tx, ctx, accountId, purpose);
  await endSessionsOf(tx, ctx, accountId, 'password changed', keepSession);
}
