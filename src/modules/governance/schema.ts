/** Organisations, people and reference data: migrations/0002_governance_tables.sql. Other modules read `views.ts`. */
import { bigint, boolean, date, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant, jsonb } from '#platform/db/columns.ts';
import { type Language, languages, type Translated } from '#platform/i18n/language.ts';

export const regulation = pgTable('regulation', {
  id: uuid().primaryKey(),
  key: text().notNull(),
  short: text().notNull(),
  citation: text().notNull(),
  /** Where an act has names of its own in other languages: `short` and `citation` are the English ones then. */
  shortTexts: jsonb('short_texts').$type<Translated>(),
  citationTexts: jsonb('citation_texts').$type<Translated>(),
  name: jsonb().$type<Translated>().notNull(),
  appliesFrom: date('applies_from'),
  appliesTo: date('applies_to'),
  active: boolean().notNull().default(true),
});

export const tlpLevels = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const;
export const regulator = pgTable('regulator', {
  id: uuid().primaryKey(),
  slug: text().notNull(),
  short: text().notNull(),
  name: jsonb().$type<Translated>().notNull(),
  email: text().notNull(),
  phone: text(),
  website: text(),
  country: text().notNull(),
  zone: text().notNull(),
  tlp: text({ enum: tlpLevels }).notNull().default('AMBER'),
  archivedAt: instant('archived_at'),
  version: integer().notNull().default(1),
});

export const regulationRegulator = pgTable(
  'regulation_regulator',
  { regulationId: uuid('regulation_id').notNull(), regulatorId: uuid('regulator_id').notNull() },
  (table) => [primaryKey({ columns: [table.regulationId, table.regulatorId] })],
);

export const observer = pgTable('observer', {
  id: uuid().primaryKey(),
  slug: text().notNull(),
  short: text().notNull(),
  name: jsonb().$type<Translated>().notNull(),
  email: text().notNull(),
  phone: text(),
  archivedAt: instant('archived_at'),
  version: integer().notNull().default(1),
});

export const sector = pgTable('sector', {
  id: uuid().primaryKey(),
  slug: text().notNull(),
  parentId: uuid('parent_id'),
  acronym: text().notNull(),
  codes: jsonb().$type<Record<string, string>>().notNull().default({}),
  name: jsonb().$type<Translated>().notNull(),
  archivedAt: instant('archived_at'),
});

export const operator = pgTable('operator', {
  id: uuid().primaryKey(),
  acronym: text().notNull(),
  name: text().notNull(),
  email: text().notNull(),
  phone: text(),
  country: text().notNull(),
  createdAt: instant('created_at').notNull(),
  archivedAt: instant('archived_at'),
  version: integer().notNull().default(1),
});

export const operatorCategory = pgTable('operator_category', {
  id: uuid().primaryKey(),
  code: text().notNull(),
  kind: text({ enum: ['type', 'size', 'designation', 'other'] }).notNull(),
  label: jsonb().$type<Translated>().notNull(),
});
export const operatorCategoryLink = pgTable(
  'operator_category_link',
  { operatorId: uuid('operator_id').notNull(), categoryId: uuid('category_id').notNull() },
  (table) => [primaryKey({ columns: [table.operatorId, table.categoryId] })],
);
export const operatorSector = pgTable(
  'operator_sector',
  { operatorId: uuid('operator_id').notNull(), sectorId: uuid('sector_id').notNull() },
  (table) => [primaryKey({ columns: [table.operatorId, table.sectorId] })],
);
export const operatorSupervision = pgTable(
  'operator_supervision',
  { operatorId: uuid('operator_id').notNull(), regulatorId: uuid('regulator_id').notNull() },
  (table) => [primaryKey({ columns: [table.operatorId, table.regulatorId] })],
);

export const holiday = pgTable(
  'holiday',
  { calendar: text().notNull(), date: date().notNull(), name: jsonb().$type<Translated>().notNull(), source: text().notNull() },
  (table) => [primaryKey({ columns: [table.calendar, table.date] })],
);

export const observerRule = pgTable('observer_rule', {
  id: uuid().primaryKey(),
  observerId: uuid('observer_id').notNull(),
  regulationId: uuid('regulation_id').notNull(),
  shareContacts: boolean('share_contacts').notNull().default(false),
});
export const observerRuleSector = pgTable(
  'observer_rule_sector',
  { ruleId: uuid('rule_id').notNull(), sectorId: uuid('sector_id').notNull() },
  (table) => [primaryKey({ columns: [table.ruleId, table.sectorId] })],
);
export const observerRuleCondition = pgTable('observer_rule_condition', { id: uuid().primaryKey(), ruleId: uuid('rule_id').notNull() });
export const observerRuleConditionCategory = pgTable(
  'observer_rule_condition_category',
  {
    conditionId: uuid('condition_id').notNull(),
    categoryId: uuid('category_id').notNull(),
    mode: text({ enum: ['include', 'exclude'] }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.conditionId, table.categoryId] })],
);

/** Which mails an account wants beside those the law or its security needs. */
export type NotificationChoices = Partial<Record<string, boolean>>;

export const account = pgTable('account', {
  id: uuid().primaryKey(),
  email: text().notNull(),
  firstName: text('first_name').notNull(),
  lastName: text('last_name').notNull(),
  jobTitle: text('job_title'),
  phone: text(),
  language: text({ enum: languages }).notNull(),
  /** IANA name; null: the zone of the installation. */
  timeZone: text('time_zone'),
  notifications: jsonb().$type<NotificationChoices>().notNull().default({}),
  /** null: invited or registered, and no password chosen yet. */
  passwordHash: text('password_hash'),
  /** Set when somebody used a link that was mailed there. */
  emailVerifiedAt: instant('email_verified_at'),
  /** What was accepted last; null after a reset. The history is in `termsAcceptance`. */
  termsVersion: text('terms_version'),
  termsAcceptedAt: instant('terms_accepted_at'),
  /** Of releases before `authenticator`, which still read it while an installation is updated. Dropped by a later migration. */
  formerTotpSecret: text('totp_secret'),
  formerTotpLastStep: bigint('totp_last_step', { mode: 'number' }).notNull().default(0),
  active: boolean().notNull().default(true),
  createdAt: instant('created_at').notNull(),
  previousSignInAt: instant('previous_sign_in_at'),
  previousSignInAddress: text('previous_sign_in_address').notNull().default(''),
  lastSignInAt: instant('last_sign_in_at'),
  lastSignInAddress: text('last_sign_in_address').notNull().default(''),
  deletionRequestedAt: instant('deletion_requested_at'),
  idleWarnedAt: instant('idle_warned_at'),
  version: integer().notNull().default(1),
});

export const platformAdministrator = pgTable('platform_administrator', { accountId: uuid('account_id').primaryKey() });
export const operatorMembership = pgTable(
  'operator_membership',
  {
    accountId: uuid('account_id').notNull(),
    operatorId: uuid('operator_id').notNull(),
    administrator: boolean().notNull().default(false),
    /** null: a suggestion that an operator administrator has not decided yet; it counts for nothing. */
    approvedAt: instant('approved_at'),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.operatorId] })],
);
export const regulatorMembership = pgTable('regulator_membership', {
  accountId: uuid('account_id').primaryKey(),
  regulatorId: uuid('regulator_id').notNull(),
  administrator: boolean().notNull().default(false),
  allSectors: boolean('all_sectors').notNull().default(false),
});
export const regulatorMembershipSector = pgTable(
  'regulator_membership_sector',
  { accountId: uuid('account_id').notNull(), sectorId: uuid('sector_id').notNull() },
  (table) => [primaryKey({ columns: [table.accountId, table.sectorId] })],
);
export const observerMembership = pgTable('observer_membership', {
  accountId: uuid('account_id').primaryKey(),
  observerId: uuid('observer_id').notNull(),
  administrator: boolean().notNull().default(false),
});

export const session = pgTable('session', {
  id: uuid().primaryKey(),
  tokenSha256: text('token_sha256').notNull(),
  accountId: uuid('account_id').notNull(),
  operatorId: uuid('operator_id'),
  /** `password`: the first step is done and only the code page is open. */
  stage: text({ enum: ['password', 'complete'] }).notNull(),
  createdAt: instant('created_at').notNull(),
  lastSeenAt: instant('last_seen_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  userAgent: text('user_agent').notNull().default(''),
  /** Network address of the sign-in. */
  address: text().notNull().default(''),
  /** When password and code were last given. */
  provenAt: instant('proven_at'),
});

/** Somebody without an account, as they said themselves. Proven: the e-mail address, and nothing more (decisions.md D4). */
export const notifier = pgTable('notifier', {
  id: uuid().primaryKey(),
  email: text().notNull(),
  name: text().notNull(),
  organisationTyped: text('organisation_typed').notNull(),
  phone: text(),
  country: text().notNull().default(''),
  language: text().$type<Language>().notNull().default('en'),
  termsVersion: text('terms_version'),
  termsAcceptedAt: instant('terms_accepted_at'),
  proofHash: text('proof_hash'),
  /** The link beside the code; both end together. */
  proofLinkHash: text('proof_link_hash'),
  proofExpiresAt: instant('proof_expires_at'),
  /** Wrong codes since the last one was made. */
  proofTries: integer('proof_tries').notNull().default(0),
  /** How many codes were asked for. */
  proofsAsked: integer('proofs_asked').notNull().default(0),
  provenAt: instant('proven_at'),
  accountId: uuid('account_id'),
  createdAt: instant('created_at').notNull(),
});

/** Reaches what its notifier files, and nothing else. */
export const notifierSession = pgTable('notifier_session', {
  id: uuid().primaryKey(),
  notifierId: uuid('notifier_id').notNull(),
  tokenSha256: text('token_sha256').notNull(),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
});

/** One row, rewritten by triggers with every change of sectors, regulations and regulators. */
export const referenceStamp = pgTable('reference_stamp', {
  onlyRow: boolean('only_row').primaryKey().default(true),
  stamp: uuid().notNull(),
});
