import { and, eq, isNull, or, type SQL, sql } from 'drizzle-orm';
import {
  govObserver,
  govObserverMember,
  govOperator,
  govOperatorMember,
  govRegulator,
  govRegulatorMember,
} from '#modules/governance/index.ts';
import type { Reader } from '#platform/db/database.ts';
import { normaliseEmail } from '#platform/mail/address.ts';
import type { MailRecipient } from '#platform/mail/mail.ts';
import { inSectors, observerRuleMatches } from '../permissions.ts';
import { supervisedIncident } from '../schema/incident.ts';

/** Who reads a mail decides what it may hold: each audience has mails of its own. */
export const audiences = ['reporting', 'supervising', 'observers'] as const;
export type Audience = (typeof audiences)[number];

/** Everybody of the audience who has a right to the incident now (incidents.md 7.3, decisions.md D5). Inactive accounts never. */
export function recipientsOf(reader: Reader, incidentId: string, audience: Audience): Promise<MailRecipient[]> {
  const of = { reporting: reportingSide, supervising: supervisingSide, observers: entitledObservers }[audience];
  return of(reader, eq(supervisedIncident.id, incidentId));
}

/** Asked again when a mail is sent: memberships, addresses and rules may have changed since it was queued. */
export async function isStillEntitled(reader: Reader, incidentId: string, audience: Audience, { email }: MailRecipient): Promise<boolean> {
  const wanted = normaliseEmail(email);
  const recipients = await recipientsOf(reader, incidentId, audience);
  return recipients.some((recipient) => normaliseEmail(recipient.email) === wanted);
}

/** The operator's address, its administrators, and whoever opened the incident while a member. */
async function reportingSide(reader: Reader, isTheOne: SQL): Promise<MailRecipient[]> {
  const addresses = await reader
    .select({ email: govOperator.email })
    .from(supervisedIncident)
    .innerJoin(govOperator, eq(govOperator.id, supervisedIncident.operatorId))
    .where(and(isTheOne, isNull(govOperator.archivedAt)));
  const opened = sql`${govOperatorMember.accountId} in (
    select a.account_id from incident_access a where a.incident_id = ${supervisedIncident.id} and a.action = 'opened' and a.side = 'reporting')`;
  const members = await reader
    .select({ accountId: govOperatorMember.accountId, email: govOperatorMember.email, language: govOperatorMember.language })
    .from(supervisedIncident)
    .innerJoin(govOperatorMember, eq(govOperatorMember.operatorId, supervisedIncident.operatorId))
    .where(and(isTheOne, govOperatorMember.active, or(govOperatorMember.administrator, opened)));
  return [...members, ...addresses];
}

/** The regulator's address, its administrators, and its users whose sectors reach the incident. */
async function supervisingSide(reader: Reader, isTheOne: SQL): Promise<MailRecipient[]> {
  const addresses = await reader
    .select({ email: govRegulator.email })
    .from(supervisedIncident)
    .innerJoin(govRegulator, eq(govRegulator.id, supervisedIncident.regulatorId))
    .where(and(isTheOne, isNull(govRegulator.archivedAt)));
  const own = sql`array(select s.sector_id from gov_regulator_member_sector s where s.account_id = ${govRegulatorMember.accountId})`;
  // Without any sector of one's own one sees nothing, not even incidents without a sector (decisions.md D5).
  const reached = and(sql`cardinality(${own}) > 0`, inSectors(own, supervisedIncident.sectorIds));
  const members = await reader
    .select({ accountId: govRegulatorMember.accountId, email: govRegulatorMember.email, language: govRegulatorMember.language })
    .from(supervisedIncident)
    .innerJoin(govRegulatorMember, eq(govRegulatorMember.regulatorId, supervisedIncident.regulatorId))
    .where(and(isTheOne, govRegulatorMember.active, or(govRegulatorMember.administrator, govRegulatorMember.allSectors, reached)));
  return [...members, ...addresses];
}

/** The address of each observer whose rule matches, and all its people. */
async function entitledObservers(reader: Reader, isTheOne: SQL): Promise<MailRecipient[]> {
  const addresses = await reader
    .select({ email: govObserver.email })
    .from(supervisedIncident)
    .innerJoin(govObserver, observerRuleMatches(govObserver.id, supervisedIncident))
    .where(isTheOne);
  const members = await reader
    .select({ accountId: govObserverMember.accountId, email: govObserverMember.email, language: govObserverMember.language })
    .from(supervisedIncident)
    .innerJoin(govObserver, observerRuleMatches(govObserver.id, supervisedIncident))
    .innerJoin(govObserverMember, eq(govObserverMember.observerId, govObserver.id))
    .where(and(isTheOne, govObserverMember.active));
  return [...members, ...addresses];
}
