/** The platform's own tables: migrations/0001_platform_tables.sql, 0019_audit_seal.sql. */
import { sql } from 'drizzle-orm';
import { bigint, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { bytes, instant, jsonb } from './columns.ts';

export const setting = pgTable('setting', {
  key: text().primaryKey(),
  value: jsonb().$type<unknown>().notNull(),
  changedAt: instant('changed_at').notNull(),
});

export const auditEvent = pgTable('audit_event', {
  id: uuid().primaryKey(),
  seq: bigint({ mode: 'number' }).generatedAlwaysAsIdentity(),
  at: instant().notNull(),
  actorKind: text('actor_kind', { enum: ['anonymous', 'notifier', 'account', 'token', 'system'] }).notNull(),
  actorId: uuid('actor_id'),
  organisationId: uuid('organisation_id'),
  requestId: text('request_id').notNull(),
  action: text().notNull(),
  subjectKind: text('subject_kind').notNull(),
  subjectId: uuid('subject_id'),
  detailSha256: text('detail_sha256').notNull(),
});

export const auditDetail = pgTable('audit_detail', {
  eventId: uuid('event_id').primaryKey(),
  detail: jsonb().$type<Record<string, unknown>>().notNull(),
});

export const auditSeal = pgTable('audit_seal', {
  number: bigint({ mode: 'number' }).primaryKey(),
  firstPlace: bigint('first_place', { mode: 'number' }).notNull(),
  lastPlace: bigint('last_place', { mode: 'number' }).notNull(),
  head: text().notNull(),
  sealedAt: instant('sealed_at').notNull(),
  keyId: text('key_id').notNull(),
  signature: text().notNull(),
});

export const auditChain = pgTable('audit_chain', {
  place: bigint({ mode: 'number' }).primaryKey(),
  eventId: uuid('event_id').notNull(),
  hash: text().notNull(),
});

export const auditUnsealed = pgTable('audit_unsealed', { seq: bigint({ mode: 'number' }).primaryKey() });

export const jobStates = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;
export const job = pgTable(
  'job',
  {
    id: uuid().primaryKey(),
    name: text().notNull(),
    version: integer().notNull(),
    queue: text().notNull(),
    payload: jsonb().$type<unknown>().notNull(),
    state: text({ enum: jobStates }).notNull().default('queued'),
    runAt: instant('run_at').notNull(),
    attempts: integer().notNull().default(0),
    maxAttempts: integer('max_attempts').notNull(),
    heartbeatAt: instant('heartbeat_at'),
    leaseMs: integer('lease_ms').notNull(),
    dedupeKey: text('dedupe_key'),
    ownerAccountId: uuid('owner_account_id'),
    progress: integer().notNull().default(0),
    phrase: text(),
    lastError: text('last_error'),
    createdAt: instant('created_at').notNull(),
    finishedAt: instant('finished_at'),
  },
  (table) => [uniqueIndex('job_dedupe').on(table.name, table.dedupeKey).where(sql`state in ('queued', 'running')`)],
);

export const scheduleSlot = pgTable(
  'schedule_slot',
  { name: text().notNull(), dueAt: instant('due_at').notNull(), claimedAt: instant('claimed_at').notNull() },
  (table) => [primaryKey({ columns: [table.name, table.dueAt] })],
);

export const mailDelivery = pgTable('mail_delivery', {
  id: uuid().primaryKey(),
  eventKey: text('event_key').notNull(),
  recipient: text().notNull(),
  template: text().notNull(),
  language: text().notNull(),
  payload: jsonb().$type<unknown>().notNull(),
  state: text({ enum: ['queued', 'sent', 'declined', 'failed'] })
    .notNull()
    .default('queued'),
  attempts: integer().notNull().default(0),
  subject: text(),
  bodyText: text('body_text'),
  bodyHtml: text('body_html'),
  lastError: text('last_error'),
  createdAt: instant('created_at').notNull(),
  sentAt: instant('sent_at'),
});

export const document = pgTable('document', {
  id: uuid().primaryKey(),
  subjectKind: text('subject_kind').notNull(),
  subjectId: uuid('subject_id').notNull(),
  kind: text().notNull(),
  language: text().notNull(),
  audience: text().notNull(),
  contentSha256: text('content_sha256').notNull(),
  bytes: bytes().notNull(),
  createdAt: instant('created_at').notNull(),
});

/** What is counted against guessing and flooding (`src/platform/limits`). */
export const attempt = pgTable('attempt', {
  id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  kind: text().notNull(),
  subject: text().notNull(),
  at: instant().notNull(),
});
