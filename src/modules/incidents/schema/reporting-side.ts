/** What only the reporting side reads: its files and drafts. Pages of the supervising side never import this file (decisions.md D12). */
import { boolean, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant, jsonb } from '#platform/db/columns.ts';
import type { AnswerValue } from '../domain/answer-value.ts';
import { facts } from '../domain/condition.ts';
import { contactRoles, type FileSelection } from '../domain/contacts.ts';

export const incidentFile = pgTable('incident_file', {
  id: uuid().primaryKey(),
  title: text().notNull(),
  /** Exactly one of operator, reporting regulator and notifier. */
  operatorId: uuid('operator_id'),
  reportingRegulatorId: uuid('reporting_regulator_id'),
  notifierId: uuid('notifier_id'),
  organisationName: text('organisation_name').notNull(),
  organisationVerified: boolean('organisation_verified').notNull().default(false),
  ownReference: text('own_reference'),
  complaintReference: text('complaint_reference'),
  zone: text().notNull(),
  state: text({ enum: ['draft', 'open'] }).notNull(),
  /** While a draft: what the pages of "notify" have gathered so far. */
  selection: jsonb().$type<FileSelection>(),
  createdBy: uuid('created_by'),
  createdAt: instant('created_at').notNull(),
  /** While a draft: when a page of "notify" was last saved. null: not since it was begun. */
  savedAt: instant('saved_at'),
  version: integer().notNull().default(1),
});

export const fileContact = pgTable('file_contact', {
  fileId: uuid('file_id').notNull(),
  role: text({ enum: contactRoles }).notNull(),
  /** null: for every incident of the file. */
  incidentId: uuid('incident_id'),
  lastName: text('last_name').notNull(),
  firstName: text('first_name').notNull(),
  jobTitle: text('job_title'),
  email: text().notNull(),
  phone: text().notNull(),
});

/** For prefill only: no clock ever starts here (decisions.md D3). */
export const fileFactProposal = pgTable(
  'file_fact_proposal',
  { fileId: uuid('file_id').notNull(), fact: text({ enum: facts }).notNull(), at: instant().notNull(), zone: text().notNull() },
  (table) => [primaryKey({ columns: [table.fileId, table.fact] })],
);

export const draft = pgTable('draft', {
  id: uuid().primaryKey(),
  reportId: uuid('report_id').notNull(),
  formVersionId: uuid('form_version_id').notNull(),
  baseSubmissionId: uuid('base_submission_id'),
  /** The number of the submission this draft revises; 0 when there was none. */
  baseNo: integer('base_no').notNull().default(0),
  editorId: uuid('editor_id'),
  editorUntil: instant('editor_until'),
  createdAt: instant('created_at').notNull(),
  savedAt: instant('saved_at').notNull(),
  savedByName: text('saved_by_name').notNull(),
  expiresAt: instant('expires_at').notNull(),
  version: integer().notNull().default(1),
});

export const draftAnswer = pgTable(
  'draft_answer',
  {
    draftId: uuid('draft_id').notNull(),
    questionKey: text('question_key').notNull(),
    /** null: the person emptied it, so that a prefill does not come back. */
    value: jsonb().$type<AnswerValue>(),
    originSubmissionId: uuid('origin_submission_id'),
    version: integer().notNull().default(1),
    updatedBy: uuid('updated_by'),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.draftId, table.questionKey] })],
);

export const draftParts = ['facts', 'contacts', 'impacts', 'sectors'] as const;
export const draftPart = pgTable(
  'draft_part',
  {
    draftId: uuid('draft_id').notNull(),
    part: text({ enum: draftParts }).notNull(),
    value: jsonb().$type<unknown>().notNull(),
    version: integer().notNull().default(1),
    updatedBy: uuid('updated_by'),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.draftId, table.part] })],
);
