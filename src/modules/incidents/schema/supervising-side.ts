/** What the supervising side writes. Only the published verdict, comment and remarks ever reach the reporting side. */
import { integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant, jsonb } from '#platform/db/columns.ts';

export const verdicts = ['passed', 'revision'] as const;
export type Verdict = (typeof verdicts)[number];

export const review = pgTable('review', {
  submissionId: uuid('submission_id').primaryKey(),
  /** null: a comment without a verdict. */
  verdict: text({ enum: verdicts }),
  commentMd: text('comment_md').notNull().default(''),
  reviewedBy: uuid('reviewed_by'),
  reviewerName: text('reviewer_name').notNull(),
  reviewedAt: instant('reviewed_at').notNull(),
  version: integer().notNull().default(1),
});

export const reviewEvent = pgTable('review_event', {
  id: uuid().primaryKey(),
  submissionId: uuid('submission_id').notNull(),
  verdict: text({ enum: verdicts }),
  commentMd: text('comment_md').notNull(),
  remarks: jsonb().$type<Record<string, string>>().notNull(),
  by: uuid(),
  byName: text('by_name').notNull(),
  at: instant().notNull(),
});

export const reviewRemark = pgTable(
  'review_remark',
  { submissionId: uuid('submission_id').notNull(), questionKey: text('question_key').notNull(), text: text().notNull() },
  (table) => [primaryKey({ columns: [table.submissionId, table.questionKey] })],
);

export const reviewDraft = pgTable(
  'review_draft',
  {
    submissionId: uuid('submission_id').notNull(),
    accountId: uuid('account_id').notNull(),
    verdict: text({ enum: verdicts }),
    commentMd: text('comment_md').notNull().default(''),
    remarks: jsonb().$type<Record<string, string>>().notNull().default({}),
    revisionDueAt: instant('revision_due_at'),
    savedAt: instant('saved_at').notNull(),
    version: integer().notNull().default(1),
  },
  (table) => [primaryKey({ columns: [table.submissionId, table.accountId] })],
);

export const internalNote = pgTable('internal_note', {
  id: uuid().primaryKey(),
  incidentId: uuid('incident_id').notNull(),
  bodyMd: text('body_md').notNull(),
  by: uuid(),
  byName: text('by_name').notNull(),
  at: instant().notNull(),
});

export const assignment = pgTable('assignment', {
  incidentId: uuid('incident_id').primaryKey(),
  accountId: uuid('account_id').notNull(),
  dueAt: instant('due_at'),
});

export const authorityDuty = pgTable(
  'authority_duty',
  {
    incidentId: uuid('incident_id').notNull(),
    dutyKey: text('duty_key').notNull(),
    dueAt: instant('due_at'),
    doneAt: instant('done_at'),
    doneBy: uuid('done_by'),
  },
  (table) => [primaryKey({ columns: [table.incidentId, table.dutyKey] })],
);
