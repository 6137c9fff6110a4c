/** How people prove who they are, and what is counted against guessing: migrations/0020_accounts.sql. */
import { bigint, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant, jsonb } from '#platform/db/columns.ts';
import { languages } from '#platform/i18n/language.ts';

export const termsAcceptance = pgTable(
  'terms_acceptance',
  { accountId: uuid('account_id').notNull(), version: text().notNull(), acceptedAt: instant('accepted_at').notNull() },
  (table) => [primaryKey({ columns: [table.accountId, table.version, table.acceptedAt] })],
);

/** An account may have several: a phone and a spare one. */
export const authenticator = pgTable('authenticator', {
  id: uuid().primaryKey(),
  accountId: uuid('account_id').notNull(),
  /** Given by its owner; may be empty. */
  name: text().notNull(),
  /** Encrypted with the key ring. */
  secret: text().notNull(),
  /** The newest time step a code was accepted for: a code works once. */
  lastStep: bigint('last_step', { mode: 'number' }).notNull().default(0),
  createdAt: instant('created_at').notNull(),
  lastUsedAt: instant('last_used_at'),
});

export const backupCode = pgTable(
  'backup_code',
  {
    accountId: uuid('account_id').notNull(),
    codeHash: text('code_hash').notNull(),
    createdAt: instant('created_at').notNull(),
    usedAt: instant('used_at'),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.codeHash] })],
);

export const passwordHistory = pgTable(
  'password_history',
  {
    accountId: uuid('account_id').notNull(),
    passwordHash: text('password_hash').notNull(),
    replacedAt: instant('replaced_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.replacedAt] })],
);

export const linkPurposes = ['activate', 'invite', 'reset', 'emailOld', 'emailNew'] as const;
export type LinkPurpose = (typeof linkPurposes)[number];

/** One-time links in mails: good for their purpose, once, until they expire. */
export const accountLink = pgTable('account_link', {
  id: uuid().primaryKey(),
  accountId: uuid('account_id').notNull(),
  purpose: text({ enum: linkPurposes }).notNull(),
  tokenSha256: text('token_sha256').notNull(),
  detail: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  usedAt: instant('used_at'),
});

/** An e-mail address changes when both mailboxes have said yes. */
export const emailChange = pgTable('email_change', {
  accountId: uuid('account_id').primaryKey(),
  newEmail: text('new_email').notNull(),
  requestedAt: instant('requested_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  oldConfirmedAt: instant('old_confirmed_at'),
  newConfirmedAt: instant('new_confirmed_at'),
});

/** A regulator reset the second factor of somebody of an operator; one row for each operator of that account (decisions.md D8). */
export const factorReset = pgTable('factor_reset', {
  id: uuid().primaryKey(),
  accountId: uuid('account_id').notNull(),
  operatorId: uuid('operator_id').notNull(),
  regulatorId: uuid('regulator_id').notNull(),
  resetAt: instant('reset_at').notNull(),
  /** The same moment by the domain's clock, which incidents are dated by. */
  seesFrom: instant('sees_from').notNull(),
  heldUntil: instant('held_until').notNull(),
  confirmedAt: instant('confirmed_at'),
  confirmedBy: uuid('confirmed_by'),
});

/** Wrong passwords lock an account for one network, never for everybody (decisions.md D15). */
export const signInLock = pgTable(
  'sign_in_lock',
  {
    /** A digest of the address that was typed, whether anybody has it or not. */
    person: text().notNull(),
    /** A network, or a device that the account has signed in from. */
    place: text().notNull(),
    lockedUntil: instant('locked_until').notNull(),
    /** How often in a row: each doubles the time. */
    level: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.person, table.place] })],
);

/** A browser that an account has signed in with before: no lock keeps it waiting. */
export const knownDevice = pgTable('known_device', {
  id: uuid().primaryKey(),
  accountId: uuid('account_id').notNull(),
  tokenSha256: text('token_sha256').notNull(),
  userAgent: text('user_agent').notNull().default(''),
  createdAt: instant('created_at').notNull(),
  lastSeenAt: instant('last_seen_at').notNull(),
});

export const entryRequestKinds = ['register', 'reset', 'locked'] as const;

/** What somebody asks for from outside; a job answers it, so that no page tells whether the address is known. Kept for a day. */
export const entryRequest = pgTable('entry_request', {
  id: uuid().primaryKey(),
  kind: text({ enum: entryRequestKinds }).notNull(),
  /** Of the address of the page that says "check your mail". */
  tokenSha256: text('token_sha256').notNull(),
  email: text().notNull(),
  firstName: text('first_name').notNull().default(''),
  lastName: text('last_name').notNull().default(''),
  language: text({ enum: languages }).notNull(),
  /** Accepted with a registration. */
  termsVersion: text('terms_version').notNull().default(''),
  /** Network address of whoever asked. */
  address: text().notNull(),
  createdAt: instant('created_at').notNull(),
});
