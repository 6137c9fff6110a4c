/** Makes organisations and people for tests. Every factory fills what the test does not care about. */
import { eq, inArray, or, sql } from 'drizzle-orm';
import type { AccountActor, ObserverRule, OrganisationRef, RegulatorActor } from '#platform/context/actor.ts';
import { type Database, rowsOf } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import type { Language } from '#platform/i18n/language.ts';
import { systemClock } from '#platform/time/clock.ts';
import { Temporal } from '#platform/time/temporal.ts';
import type { SessionRules } from '../queries/load-session.query.ts';
import { rulesOfObserver } from '../queries/observer-rules.ts';
import {
  account,
  observer,
  observerMembership,
  observerRule,
  observerRuleCondition,
  observerRuleConditionCategory,
  observerRuleSector,
  operator,
  operatorCategory,
  operatorCategoryLink,
  operatorMembership,
  operatorSector,
  platformAdministrator,
  regulation,
  regulator,
  regulatorMembership,
  regulatorMembershipSector,
  sector,
} from '../schema.ts';
import { authenticator } from '../schema-credentials.ts';
import { termsInForce } from './terms.ts';

const created = Temporal.Instant.from('2026-01-01T00:00:00Z');

export async function makeRegulator(db: Database, overrides: Partial<typeof regulator.$inferInsert> = {}): Promise<OrganisationRef> {
  const id = newId();
  const slug = overrides.slug ?? `regulator-${id.slice(-6)}`;
  const name = overrides.name ?? { en: `Regulator ${slug}` };
  await db.insert(regulator).values({
    id,
    slug,
    short: slug.slice(0, 10).toUpperCase(),
    name,
    email: `${slug}@authority.example`,
    country: 'LU',
    zone: 'Europe/Luxembourg',
    ...overrides,
  });
  return { kind: 'regulator', id, name: name.en };
}

export async function makeOperator(
  db: Database,
  overrides: Partial<typeof operator.$inferInsert> & { sectors?: string[]; categories?: string[] } = {},
): Promise<OrganisationRef> {
  const id = newId();
  const { sectors = [], categories = [], ...rest } = overrides;
  const name = rest.name ?? `Operator ${id.slice(-6)}`;
  await db.insert(operator).values({
    id,
    acronym: id.slice(-4).toUpperCase(),
    name,
    email: `info-${id.slice(-6)}@operator.example`,
    country: 'LU',
    createdAt: created,
    ...rest,
  });
  if (sectors.length > 0) {
    const rows = await db.select({ id: sector.id }).from(sector).where(inArray(sector.slug, sectors));
    await db.insert(operatorSector).values(rows.map((row) => ({ operatorId: id, sectorId: row.id })));
  }
  for (const code of categories) {
    const [known] = await db.select({ id: operatorCategory.id }).from(operatorCategory).where(eq(operatorCategory.code, code));
    const categoryId = known?.id ?? newId();
    if (!known) await db.insert(operatorCategory).values({ id: categoryId, code, kind: 'type', label: { en: code } });
    await db.insert(operatorCategoryLink).values({ operatorId: id, categoryId });
  }
  return { kind: 'operator', id, name };
}

export async function makeObserver(
  db: Database,
  overrides: {
    slug?: string;
    regulationKeys?: string[];
    sectors?: string[];
    /** Codes an operator must have, all of them, and codes it must not have. */
    categories?: string[];
    excluded?: string[];
    shareContacts?: boolean;
  } = {},
): Promise<OrganisationRef> {
  const id = newId();
  const slug = overrides.slug ?? `observer-${id.slice(-6)}`;
  await db
    .insert(observer)
    .values({ id, slug, short: slug.slice(0, 10).toUpperCase(), name: { en: slug }, email: `${slug}@observer.example` });
  for (const key of overrides.regulationKeys ?? []) {
    const [law] = await db.select({ id: regulation.id }).from(regulation).where(eq(regulation.key, key));
    if (!law) throw new Error(`No regulation ${key}`);
    const ruleId = newId();
    await db
      .insert(observerRule)
      .values({ id: ruleId, observerId: id, regulationId: law.id, shareContacts: overrides.shareContacts ?? false });
    const rows = overrides.sectors?.length
      ? await db.select({ id: sector.id }).from(sector).where(inArray(sector.slug, overrides.sectors))
      : [];
    if (rows.length > 0) await db.insert(observerRuleSector).values(rows.map((row) => ({ ruleId, sectorId: row.id })));
    const { categories = [], excluded = [] } = overrides;
    if (categories.length + excluded.length > 0) await makeCondition(db, ruleId, categories, excluded);
  }
  return { kind: 'observer', id, name: slug };
}

async function makeCondition(db: Database, ruleId: string, included: string[], excluded: string[]): Promise<void> {
  const conditionId = newId();
  const codes = [...included, ...excluded];
  const rows = await db
    .select({ id: operatorCategory.id, code: operatorCategory.code })
    .from(operatorCategory)
    .where(inArray(operatorCategory.code, codes));
  await db.insert(observerRuleCondition).values({ id: conditionId, ruleId });
  await db.insert(observerRuleConditionCategory).values(
    rows.map(({ id, code }) => ({
      conditionId,
      categoryId: id,
      mode: excluded.includes(code) ? ('exclude' as const) : ('include' as const),
    })),
  );
}

export interface AccountOptions {
  email?: string;
  name?: string;
  language?: Language;
  passwordHash?: string;
  /** Sealed; null: no second factor yet. */
  totpSecret?: string | null;
  /** null: never accepted any. */
  termsVersion?: string | null;
  active?: boolean;
}

async function makeAccount(db: Database, options: AccountOptions = {}) {
  const id = newId();
  const email = options.email ?? `person-${id.slice(-8)}@people.example`;
  const [firstName = 'Ada', lastName = `Person ${id.slice(-4)}`] = options.name?.split(' ') ?? [];
  await db.insert(account).values({
    id,
    email,
    firstName,
    lastName,
    phone: '+352 12 34 56',
    language: options.language ?? 'en',
    passwordHash: options.passwordHash ?? 'none',
    active: options.active ?? true,
    createdAt: created,
    emailVerifiedAt: created,
    termsVersion: options.termsVersion === undefined ? termsInForce : options.termsVersion,
    termsAcceptedAt: options.termsVersion === null ? null : systemClock.now(),
  });
  const secret = options.totpSecret === undefined ? 'none' : options.totpSecret;
  if (secret !== null) await db.insert(authenticator).values({ id: newId(), accountId: id, name: '', secret, createdAt: created });
  return { kind: 'account' as const, accountId: id, sessionId: newId(), name: `${firstName} ${lastName}`, email };
}

export async function makeOperatorAccount(
  db: Database,
  organisation: OrganisationRef,
  options: AccountOptions & { administrator?: boolean; approved?: boolean } = {},
): Promise<AccountActor> {
  const person = await makeAccount(db, options);
  const { administrator = false, approved = true } = options;
  await db
    .insert(operatorMembership)
    .values({ accountId: person.accountId, operatorId: organisation.id, administrator, approvedAt: approved ? created : null });
  return { ...person, role: administrator ? 'operatorAdministrator' : 'operatorUser', organisation };
}

/** `sectors` left out: all of them. */
export async function makeRegulatorAccount(
  db: Database,
  organisation: OrganisationRef,
  options: AccountOptions & { administrator?: boolean; sectors?: string[] } = {},
): Promise<RegulatorActor> {
  const person = await makeAccount(db, options);
  const { administrator = false, sectors } = options;
  await db
    .insert(regulatorMembership)
    .values({ accountId: person.accountId, regulatorId: organisation.id, administrator, allSectors: sectors === undefined });
  const rows = sectors?.length ? await db.select({ id: sector.id }).from(sector).where(inArray(sector.slug, sectors)) : [];
  if (rows.length > 0)
    await db.insert(regulatorMembershipSector).values(rows.map((row) => ({ accountId: person.accountId, sectorId: row.id })));
  const given = rows.map(({ id }) => id);
  const reached = await db
    .select({ id: sector.id })
    .from(sector)
    .where(or(inArray(sector.id, given), inArray(sector.parentId, given)));
  return {
    ...person,
    role: administrator ? 'regulatorAdministrator' : 'regulatorUser',
    organisation,
    sectors: administrator || sectors === undefined ? 'all' : reached.map(({ id }) => id),
  };
}

export async function makeObserverAccount(
  db: Database,
  organisation: OrganisationRef,
  options: AccountOptions & { administrator?: boolean } = {},
): Promise<AccountActor> {
  const person = await makeAccount(db, options);
  const { administrator = false } = options;
  await db.insert(observerMembership).values({ accountId: person.accountId, observerId: organisation.id, administrator });
  const [row] = await rowsOf<{ rules: ObserverRule[] }>(db, sql`select ${rulesOfObserver(sql`${organisation.id}::uuid`)} as rules`);
  return { ...person, role: administrator ? 'observerAdministrator' : 'observerUser', organisation, rules: row?.rules ?? [] };
}

export async function makeIncidentUser(db: Database, options: AccountOptions = {}): Promise<AccountActor> {
  return { ...(await makeAccount(db, options)), role: 'incidentUser' };
}

export async function makePlatformAdministrator(db: Database, options: AccountOptions = {}): Promise<AccountActor> {
  const person = await makeAccount(db, options);
  await db.insert(platformAdministrator).values({ accountId: person.accountId });
  return { ...person, role: 'platformAdministrator' };
}

/** How sessions are measured where a test does not care. */
export const sessionRules: SessionRules = { idleMinutes: 15, terms: { version: termsInForce, days: 365 } };
