import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Ctx } from '#platform/context/ctx.ts';
import { auditEvent } from '#platform/db/schema.ts';
import {
  observer,
  observerMembership,
  operator,
  operatorMembership,
  platformAdministrator,
  regulator,
  regulatorMembership,
} from '../schema.ts';
import { termsAcceptance } from '../schema-credentials.ts';
import { ownAccount } from './own-account.query.ts';
import { ownDevices, ownSessions } from './own-sessions.query.ts';

const signIns = ['governance.signedIn', 'governance.signInRefused', 'governance.signedOut'];

/** What governance keeps of a person, as plain values: never a secret, nor what only looks like one to others. */
export async function ownGovernanceData(ctx: Ctx, accountId: string): Promise<Record<string, unknown>> {
  const { db } = ctx;
  const operators = await db
    .select({ organisation: operator.name, administrator: operatorMembership.administrator, approvedAt: operatorMembership.approvedAt })
    .from(operatorMembership)
    .innerJoin(operator, eq(operator.id, operatorMembership.operatorId))
    .where(eq(operatorMembership.accountId, accountId));
  const regulators = await db
    .select({ organisation: regulator.name, administrator: regulatorMembership.administrator })
    .from(regulatorMembership)
    .innerJoin(regulator, eq(regulator.id, regulatorMembership.regulatorId))
    .where(eq(regulatorMembership.accountId, accountId));
  const observers = await db
    .select({ organisation: observer.name, administrator: observerMembership.administrator })
    .from(observerMembership)
    .innerJoin(observer, eq(observer.id, observerMembership.observerId))
    .where(eq(observerMembership.accountId, accountId));
  const isPlatformAdministrator = (await db.$count(platformAdministrator, eq(platformAdministrator.accountId, accountId))) > 0;
  return {
    account: await ownAccount(ctx, accountId),
    memberships: { operators, regulators, observers, isPlatformAdministrator },
    sessions: await ownSessions(ctx, accountId),
    devices: await ownDevices(ctx, accountId),
    acceptedTerms: await db
      .select({ version: termsAcceptance.version, acceptedAt: termsAcceptance.acceptedAt })
      .from(termsAcceptance)
      .where(eq(termsAcceptance.accountId, accountId))
      .orderBy(asc(termsAcceptance.acceptedAt)),
    signIns: await db
      .select({ at: auditEvent.at, action: auditEvent.action })
      .from(auditEvent)
      .where(and(eq(auditEvent.subjectKind, 'account'), eq(auditEvent.subjectId, accountId), inArray(auditEvent.action, signIns)))
      .orderBy(asc(auditEvent.seq)),
  };
}
