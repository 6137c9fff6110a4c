/** When the phone and the backup codes are gone: an administrator takes the second factor away, and the next sign-in sets up a new one. */
import { and, eq, isNotNull, sql } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import { isRegulator } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Tx } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import { sendMail } from '#platform/mail/send-mail.ts';
import { relationsOf, requirePermission } from '#platform/permissions/permissions.ts';
import { factorResetReport } from '../mails/factor-reset.mail.ts';
import { sendSecurityNotice } from '../mails/security-notice.mail.ts';
import type { PeoplePermissions } from '../permissions.ts';
import { administratorsOfOperator } from '../queries/administrators-over.query.ts';
import { account, operatorMembership, platformAdministrator } from '../schema.ts';
import { authenticator, backupCode, factorReset } from '../schema-credentials.ts';
import { endSessionsOf } from './end-sessions.ts';
import { lockAccount } from './lock-account.ts';
import { unlock } from './sign-in-limits.ts';

/** For so long somebody whose factor a regulator reset sees nothing older, unless a colleague confirms it (decisions.md D8). */
const holdHours = 24;

interface Input {
  accountId: string;
  /** Network address of whoever does it, for the notice. */
  address: string;
}

/**
 * Removes every authenticator and backup code of an account and ends its sessions (governance.md 5.6, decisions.md D8). One entry in
 * the trail, one mail to the owner; when a regulator does it, one to every administrator of the operator as well.
 * @throws NotFoundError for oneself, for pending members, and for everybody out of reach: nobody can tell which
 */
export async function resetFactor(ctx: Ctx, permissions: PeoplePermissions, { accountId, address }: Input): Promise<void> {
  const { actor } = ctx;
  await ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .select({ email: account.email, relations: relationsOf(ctx, permissions, account) })
      .from(account)
      .where(eq(account.id, accountId))
      .for('update');
    requirePermission(ctx, permissions, 'resetFactor', row);
    await takeFactorAway(tx, ctx, { accountId, email: row?.email ?? '' }, address);
    if (isRegulator(actor)) await withholdAndTell(tx, ctx, accountId, actor.organisation.id);
  });
}

/** Every operator of the account is told, and keeps its older incidents from it for a while. */
async function withholdAndTell(tx: Tx, ctx: Ctx, accountId: string, regulatorId: string): Promise<void> {
  const resetAt = ctx.wallClock.now();
  const times = { resetAt, seesFrom: ctx.clock.now(), heldUntil: resetAt.add({ hours: holdHours }) };
  const memberships = await tx
    .select({ operatorId: operatorMembership.operatorId })
    .from(operatorMembership)
    .where(and(eq(operatorMembership.accountId, accountId), isNotNull(operatorMembership.approvedAt)))
    .orderBy(operatorMembership.operatorId);
  for (const { operatorId } of memberships) {
    const id = newId();
    await tx.insert(factorReset).values({ id, accountId, operatorId, regulatorId, ...times });
    const recipients = await administratorsOfOperator(tx, operatorId, accountId);
    if (recipients.length === 0) continue;
    const eventKey = `governance.factor-reset:${id}`;
    await sendMail(tx, ctx, factorResetReport, { eventKey, payload: { resetId: id }, recipients });
  }
}

/**
 * From the machine's own console, for an installation that has lost its last platform administrator's second factor: everybody else
 * has an administrator who can. Answers whether there was such an account.
 */
export async function resetPlatformAdministrator(ctx: Ctx, email: string): Promise<boolean> {
  return ctx.db.transaction(async (tx) => {
    const [found] = await tx
      .select({ id: account.id })
      .from(account)
      .innerJoin(platformAdministrator, eq(platformAdministrator.accountId, account.id))
      .where(sql`lower(${account.email}) = ${email.trim().toLowerCase()}`);
    if (!found) return false;
    const { email: known } = await lockAccount(tx, found.id);
    await takeFactorAway(tx, ctx, { accountId: found.id, email: known }, '');
    return true;
  });
}

/** Whoever may do this may also lift a lock (governance.md 5.4): guessing at the password must not keep its owner from the next sign-in. */
async function takeFactorAway(
  tx: Tx,
  ctx: Ctx,
  { accountId, email }: { accountId: string; email: string },
  address: string,
): Promise<void> {
  await tx.delete(authenticator).where(eq(authenticator.accountId, accountId));
  await tx.delete(backupCode).where(eq(backupCode.accountId, accountId));
  await tx.update(account).set({ formerTotpSecret: null }).where(eq(account.id, accountId));
  await unlock(tx, email);
  await endSessionsOf(tx, ctx, accountId, 'second factor reset');
  await writeAudit(tx, ctx, { action: 'governance.factorReset', subjectKind: 'account', subjectId: accountId });
  await sendSecurityNotice(tx, ctx, accountId, 'factorReset', { address });
}
