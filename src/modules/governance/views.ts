/** What governance publishes: any module may join these views (decisions.md D12). They are read, never written. */
import { boolean, date, pgView, text, uuid } from 'drizzle-orm/pg-core';
import { instant, jsonb } from '#platform/db/columns.ts';
import { type Language, languages, type Name, type Translated } from '#platform/i18n/language.ts';
import { type NotificationChoices, tlpLevels } from './schema.ts';

export const govRegulation = pgView('gov_regulation', {
  id: uuid().notNull(),
  key: text().notNull(),
  /** "NIS2", or "GDPR" with what it is called in other languages. */
  short: jsonb('short_name').$type<Name>().notNull(),
  citation: jsonb('cited_as').$type<Name>().notNull(),
  /** In English; for the release before. */
  formerShort: text('short').notNull(),
  formerCitation: text('citation').notNull(),
  name: jsonb().$type<Translated>().notNull(),
  active: boolean().notNull(),
}).existing();

export const govRegulationRegulator = pgView('gov_regulation_regulator', {
  regulationId: uuid('regulation_id').notNull(),
  regulatorId: uuid('regulator_id').notNull(),
}).existing();

export const govRegulator = pgView('gov_regulator', {
  id: uuid().notNull(),
  slug: text().notNull(),
  short: text().notNull(),
  name: jsonb().$type<Translated>().notNull(),
  email: text().notNull(),
  phone: text(),
  website: text(),
  country: text().notNull(),
  zone: text().notNull(),
  tlp: text({ enum: tlpLevels }).notNull(),
  archivedAt: instant('archived_at'),
}).existing();

/** Whoever files without being a member of anything; `accountId` once there is an account behind it. */
export const govNotifier = pgView('gov_notifier', {
  id: uuid().notNull(),
  email: text().notNull(),
  name: text().notNull(),
  organisationTyped: text('organisation_typed').notNull(),
  phone: text(),
  country: text().notNull(),
  language: text().$type<Language>().notNull(),
  provenAt: instant('proven_at'),
  accountId: uuid('account_id'),
  createdAt: instant('created_at').notNull(),
}).existing();

export const govObserver = pgView('gov_observer', {
  id: uuid().notNull(),
  slug: text().notNull(),
  short: text().notNull(),
  name: jsonb().$type<Translated>().notNull(),
  email: text().notNull(),
  phone: text(),
}).existing();

export const govSector = pgView('gov_sector', {
  id: uuid().notNull(),
  slug: text().notNull(),
  parentId: uuid('parent_id'),
  acronym: text().notNull(),
  codes: jsonb().$type<Record<string, string>>().notNull(),
  name: jsonb().$type<Translated>().notNull(),
  archivedAt: instant('archived_at'),
}).existing();

export const govOperator = pgView('gov_operator', {
  id: uuid().notNull(),
  acronym: text().notNull(),
  name: text().notNull(),
  email: text().notNull(),
  phone: text(),
  country: text().notNull(),
  archivedAt: instant('archived_at'),
}).existing();

export const govOperatorSector = pgView('gov_operator_sector', {
  operatorId: uuid('operator_id').notNull(),
  sectorId: uuid('sector_id').notNull(),
}).existing();

export const govOperatorCategory = pgView('gov_operator_category', {
  operatorId: uuid('operator_id').notNull(),
  categoryId: uuid('category_id').notNull(),
  code: text().notNull(),
}).existing();

export const govHoliday = pgView('gov_holiday', { calendar: text().notNull(), date: date().notNull() }).existing();

export const govAccount = pgView('gov_account', {
  id: uuid().notNull(),
  email: text().notNull(),
  firstName: text('first_name').notNull(),
  lastName: text('last_name').notNull(),
  jobTitle: text('job_title'),
  phone: text(),
  language: text({ enum: languages }).notNull(),
  active: boolean().notNull(),
  /** By the key of an optional mail; false: switched off. */
  notifications: jsonb().$type<NotificationChoices>().notNull(),
}).existing();

const member = {
  accountId: uuid('account_id').notNull(),
  administrator: boolean().notNull(),
  email: text().notNull(),
  language: text({ enum: languages }).notNull(),
  active: boolean().notNull(),
};
/** Approved memberships only. */
export const govOperatorMember = pgView('gov_operator_member', { ...member, operatorId: uuid('operator_id').notNull() }).existing();
export const govRegulatorMember = pgView('gov_regulator_member', {
  ...member,
  regulatorId: uuid('regulator_id').notNull(),
  allSectors: boolean('all_sectors').notNull(),
}).existing();
export const govRegulatorMemberSector = pgView('gov_regulator_member_sector', {
  accountId: uuid('account_id').notNull(),
  sectorId: uuid('sector_id').notNull(),
}).existing();
export const govObserverMember = pgView('gov_observer_member', { ...member, observerId: uuid('observer_id').notNull() }).existing();

export const govObserverRule = pgView('gov_observer_rule', {
  id: uuid().notNull(),
  observerId: uuid('observer_id').notNull(),
  regulationId: uuid('regulation_id').notNull(),
  shareContacts: boolean('share_contacts').notNull(),
}).existing();
export const govObserverRuleSector = pgView('gov_observer_rule_sector', {
  ruleId: uuid('rule_id').notNull(),
  sectorId: uuid('sector_id').notNull(),
}).existing();
export const govObserverRuleCondition = pgView('gov_observer_rule_condition', {
  id: uuid().notNull(),
  ruleId: uuid('rule_id').notNull(),
}).existing();
export const govObserverRuleConditionCategory = pgView('gov_observer_rule_condition_category', {
  conditionId: uuid('condition_id').notNull(),
  categoryId: uuid('category_id').notNull(),
  mode: text({ enum: ['include', 'exclude'] }).notNull(),
}).existing();

/** Whom a reset of the second factor keeps from what is older than `seesFrom`, until `heldUntil` (decisions.md D8). */
export const govFactorHold = pgView('gov_factor_hold', {
  accountId: uuid('account_id').notNull(),
  operatorId: uuid('operator_id').notNull(),
  seesFrom: instant('sees_from').notNull(),
  heldUntil: instant('held_until').notNull(),
}).existing();
