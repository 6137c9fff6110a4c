import { and, eq, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm';
import {
  govNotifier,
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
import type { ProcedureDefinition } from '../domain/definition.ts';
import type { RecipientGroup } from '../domain/mail-template.ts';
import { inSectors, observerRuleMatches } from '../permissions.ts';
import { supervisedIncident } from '../schema/incident.ts';
import { procedureDefinitionOf } from './incident-world.query.ts';

/** Everybody in these groups who has a right to the incident now (incidents.md 7.3, decisions.md D5). Inactive accounts never. */
export async function recipientsOf(reader: Reader, incidentId: string, groups: readonly RecipientGroup[]): Promise<MailRecipient[]> {
  if (groups.length === 0) return [];
  const isTheOne = eq(supervisedIncident.id, incidentId);
  return [
    ...(await operatorPeople(reader, isTheOne, groups)),
    ...(groups.includes('account') ? await notifierOf(reader, isTheOne) : []),
    ...(await regulatorPeople(reader, isTheOne, groups)),
    ...(groups.includes('observers') ? await entitledObservers(reader, isTheOne) : []),
    ...(await addresses(reader, isTheOne, groups)),
  ];
}

/** Asked again when a mail is sent: memberships, addresses and rules may have changed since it was queued. */
export async function isStillEntitled(
  reader: Reader,
  incidentId: string,
  groups: readonly RecipientGroup[],
  { email }: MailRecipient,
): Promise<boolean> {
  const wanted = normaliseEmail(email);
  const recipients = await recipientsOf(reader, incidentId, groups);
  return recipients.some((recipient) => normaliseEmail(recipient.email) === wanted);
}

/** Pinned when the incident was opened: who is told follows the version that held then. */
export async function procedureOfIncident(reader: Reader, incidentId: string): Promise<ProcedureDefinition> {
  const [row] = await reader
    .select({ versionId: supervisedIncident.procedureVersionId })
    .from(supervisedIncident)
    .where(eq(supervisedIncident.id, incidentId));
  if (!row) throw new Error(`No incident ${incidentId}`);
  return procedureDefinitionOf(reader, row.versionId);
}

type Groups = readonly RecipientGroup[];

/** Whoever opened the incident while a member, the operator's administrators, or all its people. */
async function operatorPeople(reader: Reader, isTheOne: SQL, groups: Groups): Promise<MailRecipient[]> {
  const opened = sql`${govOperatorMember.accountId} in (
    select a.account_id from incident_access a where a.incident_id = ${supervisedIncident.id} and a.action = 'opened' and a.side = 'reporting')`;
  const ticked = [
    ...(groups.includes('account') ? [opened] : []),
    ...(groups.includes('operatorAdministrators') ? [sql`${govOperatorMember.administrator}`] : []),
    ...(groups.includes('operatorUsers') ? [sql`true`] : []),
  ];
  if (ticked.length === 0) return [];
  return reader
    .select({ accountId: govOperatorMember.accountId, email: govOperatorMember.email, language: govOperatorMember.language })
    .from(supervisedIncident)
    .innerJoin(govOperatorMember, eq(govOperatorMember.operatorId, supervisedIncident.operatorId))
    .where(and(isTheOne, govOperatorMember.active, or(...ticked)));
}

/** Somebody without an account who filed it, at the address that was proven. */
const notifierOf = (reader: Reader, isTheOne: SQL): Promise<MailRecipient[]> =>
  reader
    .select({ email: govNotifier.email, language: govNotifier.language })
    .from(supervisedIncident)
    .innerJoin(govNotifier, eq(govNotifier.id, supervisedIncident.notifierId))
    .where(and(isTheOne, isNotNull(govNotifier.provenAt)));

/** The regulator's administrators, and its users whose sectors reach the incident. */
async function regulatorPeople(reader: Reader, isTheOne: SQL, groups: Groups): Promise<MailRecipient[]> {
  const own = sql`array(select s.sector_id from gov_regulator_member_sector s where s.account_id = ${govRegulatorMember.accountId})`;
  // Without any sector of one's own one sees nothing, not even incidents without a sector (decisions.md D5).
  const reached = or(
    sql`${govRegulatorMember.allSectors}`,
    and(sql`cardinality(${own}) > 0`, inSectors(own, supervisedIncident.sectorIds)),
  );
  const ticked = [
    ...(groups.includes('regulatorAdministrators') ? [sql`${govRegulatorMember.administrator}`] : []),
    ...(groups.includes('regulatorUsers') ? [and(sql`not ${govRegulatorMember.administrator}`, reached)] : []),
  ];
  if (ticked.length === 0) return [];
  return reader
    .select({ accountId: govRegulatorMember.accountId, email: govRegulatorMember.email, language: govRegulatorMember.language })
    .from(supervisedIncident)
    .innerJoin(govRegulatorMember, eq(govRegulatorMember.regulatorId, supervisedIncident.regulatorId))
    .where(and(isTheOne, govRegulatorMember.active, or(...ticked)));
}

/** Addresses that belong to no account: of the organisations, and those that were typed as contacts. */
async function addresses(reader: Reader, isTheOne: SQL, groups: Groups): Promise<MailRecipient[]> {
  const [row] = await reader
    .select({ operator: govOperator.email, regulator: govRegulator.email, contacts: supervisedIncident.contacts })
    .from(supervisedIncident)
    .leftJoin(govOperator, and(eq(govOperator.id, supervisedIncident.operatorId), isNull(govOperator.archivedAt)))
    .leftJoin(govRegulator, and(eq(govRegulator.id, supervisedIncident.regulatorId), isNull(govRegulator.archivedAt)))
    .where(isTheOne);
  if (!row) return [];
  const { primary, technical = primary, second, dpo } = row.contacts;
  const byGroup: Partial<Record<RecipientGroup, string | null | undefined>> = {
    operatorAddress: row.operator,
    regulatorAddress: row.regulator,
    contact: primary.email,
    technicalContact: technical.email,
    secondContact: second?.email,
    dataProtectionOfficer: dpo?.email,
  };
  return groups.flatMap((group) => {
    const email = byGroup[group];
    return email ? [{ email }] : [];
  });
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
