/** Planned reminders and the access log of an incident. */
import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant, jsonb } from '#platform/db/columns.ts';

/** A ledger: unique per report, rule and anchor, so that a reminder goes out once (incidents.md 7.4). */
export const reminder = pgTable('reminder', {
  id: uuid().primaryKey(),
  reportId: uuid('report_id').notNull(),
  ruleKey: text('rule_key').notNull(),
  anchorAt: instant('anchor_at').notNull(),
  dueAt: instant('due_at').notNull(),
  state: text({ enum: ['planned', 'sent', 'cancelled', 'missed', 'failed'] })
    .notNull()
    .default('planned'),
  /** null: by a version of the program that did not keep it. */
  plannedAt: instant('planned_at'),
  sentAt: instant('sent_at'),
});

export const accessSides = ['reporting', 'supervising', 'observer', 'system'] as const;
/** Of drafts only their own side knows, the supervising side not even that there are any (decisions.md D2). */
export const draftActions = ['draftStarted', 'draftDiscarded', 'draftTakenOver'] as const;
/** What everybody may read who may read the incident's log. */
export const sharedActions = [
  'opened',
  'withdrawn',
  'submitted',
  'read',
  'downloaded',
  'reviewed',
  'commented',
  'requested',
  'factCorrected',
  'significanceSet',
  'closed',
  'reopened',
  'referenceChanged',
  'adopted',
  'adoptionUndone',
] as const;
const accessActions = [...draftActions, ...sharedActions] as const;
export type SharedAction = (typeof sharedActions)[number];
export type AccessAction = (typeof accessActions)[number];

export const incidentAccess = pgTable('incident_access', {
  id: uuid().primaryKey(),
  incidentId: uuid('incident_id').notNull(),
  submissionId: uuid('submission_id'),
  at: instant().notNull(),
  /** Frozen when written: accounts move and go, the entry stays where it was. */
  side: text({ enum: accessSides }).notNull(),
  organisationId: uuid('organisation_id'),
  organisationName: text('organisation_name').notNull(),
  accountId: uuid('account_id'),
  accountName: text('account_name').notNull(),
  role: text().notNull(),
  action: text({ enum: accessActions }).notNull(),
  detail: jsonb().$type<Record<string, unknown>>().notNull().default({}),
});
