import { eq, type SQL, sql } from 'drizzle-orm';
import {
  govAccount,
  govNotifier,
  govObserver,
  govObserverMember,
  govOperator,
  govOperatorMember,
  govRegulator,
  govRegulatorMember,
} from '#modules/governance/index.ts';
import { type Reader, rowsOf } from '#platform/db/database.ts';
import { isLanguage } from '#platform/i18n/language.ts';
import type { MailRecipient } from '#platform/mail/mail.ts';
import type { ProcedureDefinition } from '../domain/definition.ts';
import { type Audience, audienceOf, type RecipientGroup } from '../domain/mail-template.ts';
import { inSectors, observerRuleMatches } from '../permissions.ts';
import { supervisedIncident } from '../schema/incident.ts';
import { procedureDefinitionOf } from './incident-world.query.ts';

interface Found {
  audience: Audience;
  account_id: string | null;
  email: string;
  language: string | null;
}

/**
 * Everybody in these groups who has a right to the incident now (incidents.md 7.3, decisions.md D5), by audience. Inactive accounts
 * never. Asked again when a mail is sent: memberships, addresses and rules may have changed since it was queued.
 */
export async function recipientsOf(
  reader: Reader,
  incidentId: string,
  groups: readonly RecipientGroup[],
): Promise<Record<Audience, MailRecipient[]>> {
  const found: Record<Audience, MailRecipient[]> = { reporting: [], supervising: [], observers: [] };
  const parts = [
    ...operatorPeople(groups),
    ...notifierOf(groups),
    ...regulatorPeople(groups),
    ...entitledObservers(groups),
    ...addresses(groups),
  ];
  if (parts.length === 0) return found;
  const isTheOne = eq(supervisedIncident.id, incidentId);
  const selects = parts.map(({ audience, who, from, where }) => {
    const told = sql`select ${sql.raw(`'${audience}'`)}::text as audience, ${who} from ${supervisedIncident} ${from} where ${isTheOne}`;
    return where ? sql`${told} and ${where}` : told;
  });
  for (const { audience, account_id, email, language } of await rowsOf<Found>(reader, sql.join(selects, sql` union all `))) {
    found[audience].push({ email, ...(account_id && { accountId: account_id }), ...(isLanguage(language) && { language }) });
  }
  return found;
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

/** Who of those around the incident is told: `who` are account, address and language. */
interface Part {
  audience: Audience;
  who: SQL;
  from: SQL;
  where?: SQL;
}

const person = ({ accountId, email, language }: typeof govOperatorMember | typeof govRegulatorMember) =>
  sql`${accountId} as account_id, ${email} as email, ${language} as language`;
/** One that belongs to no account: nobody knows the language. */
const addressOnly = (email: SQL) => sql`null::uuid as account_id, ${email} as email, null::text as language`;

/** Whoever opened the incident while a member, the operator's administrators, or all its people. */
function operatorPeople(groups: Groups): Part[] {
  const opened = sql`${govOperatorMember.accountId} in (
    select a.account_id from incident_access a where a.incident_id = ${supervisedIncident.id} and a.action = 'opened' and a.side = 'reporting')`;
  const ticked = [
    ...(groups.includes('account') ? [opened] : []),
    ...(groups.includes('operatorAdministrators') ? [sql`${govOperatorMember.administrator}`] : []),
    ...(groups.includes('operatorUsers') ? [sql`true`] : []),
  ];
  if (ticked.length === 0) return [];
  const from = sql`join ${govOperatorMember} on ${govOperatorMember.operatorId} = ${supervisedIncident.operatorId}`;
  return [{ audience: 'reporting', who: person(govOperatorMember), from, where: sql`${govOperatorMember.active} and ${anyOf(ticked)}` }];
}

const anyOf = (conditions: readonly SQL[]) => sql`(${sql.join([...conditions], sql` or `)})`;

/**
 * Whoever filed it from outside: at the address that was proven, and through the account behind it. The first is told as well when an
 * account with another address has claimed it, so that nobody loses a filing without hearing of it.
 */
function notifierOf(groups: Groups): Part[] {
  if (!groups.includes('account')) return [];
  const { id, accountId, email, language, provenAt } = govNotifier;
  const notifier = sql`join ${govNotifier} on ${id} = ${supervisedIncident.notifierId}`;
  const account = sql`${govAccount} on ${govAccount.id} = ${accountId} and ${govAccount.active}`;
  return [
    {
      audience: 'reporting',
      who: sql`${govAccount.id} as account_id, ${govAccount.email} as email, ${govAccount.language} as language`,
      from: sql`${notifier} join ${account}`,
    },
    {
      audience: 'reporting',
      who: sql`null::uuid as account_id, ${email} as email, ${language} as language`,
      from: sql`${notifier} left join ${account}`,
      where: sql`${provenAt} is not null and lower(${email}) is distinct from lower(${govAccount.email})`,
    },
  ];
}

/** The regulator's administrators, and its users whose sectors reach the incident. */
function regulatorPeople(groups: Groups): Part[] {
  const own = sql`array(select s.sector_id from gov_regulator_member_sector s where s.account_id = ${govRegulatorMember.accountId})`;
  // Without any sector of one's own one sees nothing, not even incidents without a sector (decisions.md D5).
  const reached = sql`(${govRegulatorMember.allSectors} or (cardinality(${own}) > 0 and ${inSectors(own, supervisedIncident.sectorIds)}))`;
  const ticked = [
    ...(groups.includes('regulatorAdministrators') ? [sql`${govRegulatorMember.administrator}`] : []),
    ...(groups.includes('regulatorUsers') ? [sql`(not ${govRegulatorMember.administrator} and ${reached})`] : []),
  ];
  if (ticked.length === 0) return [];
  const from = sql`join ${govRegulatorMember} on ${govRegulatorMember.regulatorId} = ${supervisedIncident.regulatorId}`;
  return [
    { audience: 'supervising', who: person(govRegulatorMember), from, where: sql`${govRegulatorMember.active} and ${anyOf(ticked)}` },
  ];
}

/** All people of each observer whose rule matches, and its address. */
function entitledObservers(groups: Groups): Part[] {
  if (!groups.includes('observers')) return [];
  const { observerId, accountId, email, language, active } = govObserverMember;
  const from = sql`join ${govObserver} on ${observerRuleMatches(govObserver.id, supervisedIncident)} cross join lateral (
    select ${accountId}, ${email}, ${language} from ${govObserverMember} where ${observerId} = ${govObserver.id} and ${active}
    union all select null, ${govObserver.email}, null) told`;
  return [{ audience: 'observers', who: sql`told.account_id, told.email, told.language`, from }];
}

/** Addresses that belong to no account: of the organisations, and those that were typed as contacts. */
function addresses(groups: Groups): Part[] {
  const { contacts, operatorId, regulatorId } = supervisedIncident;
  const operator = sql`join ${govOperator} on ${govOperator.id} = ${operatorId} and ${govOperator.archivedAt} is null`;
  const regulator = sql`join ${govRegulator} on ${govRegulator.id} = ${regulatorId} and ${govRegulator.archivedAt} is null`;
  const typed = (contact: SQL) => ({ email: sql`${contact} ->> 'email'`, from: sql`` });
  const byGroup: Partial<Record<RecipientGroup, { email: SQL; from: SQL }>> = {
    operatorAddress: { email: sql`${govOperator.email}`, from: operator },
    regulatorAddress: { email: sql`${govRegulator.email}`, from: regulator },
    contact: typed(sql`(${contacts} -> 'primary')`),
    technicalContact: typed(sql`coalesce(${contacts} -> 'technical', ${contacts} -> 'primary')`),
    secondContact: typed(sql`(${contacts} -> 'second')`),
    dataProtectionOfficer: typed(sql`(${contacts} -> 'dpo')`),
  };
  return groups.flatMap((group) => {
    const address = byGroup[group];
    if (!address) return [];
    const { email, from } = address;
    return [{ audience: audienceOf(group), who: addressOnly(email), from, where: sql`${email} <> ''` }];
  });
}
