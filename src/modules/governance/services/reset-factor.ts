/** When the phone and the backup codes are gone: an administrator takes the second factor away, and the next sign-in sets up a new one. */
import { and, eq, exists, isNotNull, not, type SQL, sql } from 'drizzle-orm';
import { writeAudit } from '#platform/audit/write-audit.ts';
import { type AccountActor, isRegulator } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { NotFoundError } from '#platform/context/errors.ts';
import type { Tx } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import { sendMail } from '#platform/mail/send-mail.ts';
import type { ModuleSeams } from '#platform/module-seams.ts';
import { factorResetReport } from '../mails/factor-reset.mail.ts';
import { sendSecurityNotice } from '../mails/security-notice.mail.ts';
import { operatorAdministratorsOver } from '../queries/administrators-over.query.ts';
import {
  account,
  observerMembership,
  operatorMembership,
  operatorSupervision,
  platformAdministrator,
  regulatorMembership,
} from '../schema.ts';
import { authenticator, backupCode } from '../schema-credentials.ts';
import { endSessionsOf } from './end-sessions.ts';
import { lockAccount } from './lock-account.ts';

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
export async function resetFactor(ctx: Ctx, { filedWith }: Pick<ModuleSeams, 'filedWith'>, { accountId, address }: Input): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== 'account' || actor.accountId === accountId) throw new NotFoundError();
  await ctx.db.transaction(async (tx) => {
    await lockAccount(tx, accountId);
    const isInReach = await tx.$count(account, and(eq(account.id, accountId), reach(tx, actor)));
    if (isInReach === 0 && !(await isOwnIncidentUser(tx, actor, accountId, filedWith))) throw new NotFoundError();
    await takeFactorAway(tx, ctx, accountId, address);
    if (!isRegulator(actor)) return;
    const recipients = await operatorAdministratorsOver(tx, accountId);
    if (recipients.length === 0) return;
    await sendMail(tx, ctx, factorResetReport, {
      eventKey: `governance.factor-reset:${newId()}`,
      payload: { accountId, regulatorId: actor.organisation.id, at: ctx.wallClock.now().toString() },
      recipients,
    });
  });
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
    await lockAccount(tx, found.id);
    await takeFactorAway(tx, ctx, found.id, '');
    return true;
  });
}

async function takeFactorAway(tx: Tx, ctx: Ctx, accountId: string, address: string): Promise<void> {
  await tx.delete(authenticator).where(eq(authenticator.accountId, accountId));
  await tx.delete(backupCode).where(eq(backupCode.accountId, accountId));
  await tx.update(account).set({ formerTotpSecret: null }).where(eq(account.id, accountId));
  await endSessionsOf(tx, ctx, accountId, 'second factor reset');
  await writeAudit(tx, ctx, { action: 'governance.factorReset', subjectKind: 'account', subjectId: accountId });
  await sendSecurityNotice(tx, ctx, accountId, 'factorReset', { address });
}

/** Whose factor a role may reset, as a condition on the account: governance.md 5.6, as restated by decisions.md D8. */
function reach(tx: Tx, { role, organisation }: AccountActor): SQL | undefined {
  const organisationId = organisation?.id ?? '';
  const platform = tx.select().from(platformAdministrator).where(eq(platformAdministrator.accountId, account.id));
  const regulators = tx.select().from(regulatorMembership).where(eq(regulatorMembership.accountId, account.id));
  const observers = tx.select().from(observerMembership).where(eq(observerMembership.accountId, account.id));
  const approved = and(eq(operatorMembership.accountId, account.id), isNotNull(operatorMembership.approvedAt));
  // Whoever is more than a member of an operator has an administrator of that kind.
  const isNoMore = and(not(exists(platform)), not(exists(regulators)), not(exists(observers)));
  switch (role) {
    case 'platformAdministrator':
      return sql`true`;
    case 'regulatorAdministrator':
      return memberOf(tx, regulatorMembership, eq(regulatorMembership.regulatorId, organisationId));
    case 'observerAdministrator':
      return memberOf(tx, observerMembership, eq(observerMembership.observerId, organisationId));
    case 'operatorAdministrator':
      return and(memberOf(tx, operatorMembership, and(approved, eq(operatorMembership.operatorId, organisationId))), isNoMore);
    case 'regulatorUser': {
      const supervised = tx
        .select()
        .from(operatorMembership)
        .innerJoin(operatorSupervision, eq(operatorSupervision.operatorId, operatorMembership.operatorId))
        .where(and(approved, eq(operatorSupervision.regulatorId, organisationId)));
      return and(exists(supervised), isNoMore);
    }
    default:
      return sql`false`;
  }
}

type Membership = typeof regulatorMembership | typeof observerMembership | typeof operatorMembership;
const memberOf = (tx: Tx, membership: Membership, where: SQL | undefined): SQL =>
  exists(
    tx
      .select({ accountId: membership.accountId })
      .from(membership)
      .where(and(eq(membership.accountId, account.id), where)),
  );

/** An incident user belongs to nobody; a regulator knows one that has filed with it. */
async function isOwnIncidentUser(tx: Tx, actor: AccountActor, accountId: string, filedWith: ModuleSeams['filedWith']): Promise<boolean> {
  if (actor.role !== 'regulatorUser') return false;
  const memberships = [operatorMembership, regulatorMembership, observerMembership, platformAdministrator] as const;
  for (const membership of memberships) {
    const isOne = membership === operatorMembership ? isNotNull(operatorMembership.approvedAt) : undefined;
    if ((await tx.$count(membership, and(eq(membership.accountId, accountId), isOne))) > 0) return false;
  }
  return filedWith(tx, { accountId, regulatorId: actor.organisation.id });
}
