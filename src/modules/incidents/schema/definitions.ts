/** Report forms and procedures, published as immutable versions: migrations/0003_incident_definitions.sql. */
import { boolean, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant, jsonb } from '#platform/db/columns.ts';
import { type FormDefinition, type ProcedureDefinition, procedureKinds, questionTypes } from '../domain/definition.ts';

export const question = pgTable('question', {
  key: text().primaryKey(),
  /** null: a platform question, shareable between procedures (decisions.md D9). */
  ownerRegulatorId: uuid('owner_regulator_id'),
  type: text({ enum: questionTypes }).notNull(),
  optionKeys: text('option_keys').array().notNull().default([]),
  private: boolean().notNull().default(false),
});

export const reportForm = pgTable('report_form', {
  id: uuid().primaryKey(),
  key: text().notNull(),
  ownerRegulatorId: uuid('owner_regulator_id'),
  sourcePack: text('source_pack'),
});

const versionStates = ['draft', 'published'] as const;
export const reportFormVersion = pgTable('report_form_version', {
  id: uuid().primaryKey(),
  formId: uuid('form_id').notNull(),
  no: integer().notNull(),
  state: text({ enum: versionStates }).notNull(),
  definition: jsonb().$type<FormDefinition>().notNull(),
  sha256: text().notNull(),
  publishedAt: instant('published_at'),
  publishedBy: uuid('published_by'),
});

export const procedure = pgTable('procedure', {
  id: uuid().primaryKey(),
  regulatorId: uuid('regulator_id').notNull(),
  regulationId: uuid('regulation_id').notNull(),
  key: text().notNull(),
  kind: text({ enum: procedureKinds }).notNull(),
  active: boolean().notNull().default(true),
  discloseOtherNotifications: boolean('disclose_other_notifications').notNull().default(false),
  sourcePack: text('source_pack'),
});

export const procedureVersion = pgTable('procedure_version', {
  id: uuid().primaryKey(),
  procedureId: uuid('procedure_id').notNull(),
  no: integer().notNull(),
  state: text({ enum: versionStates }).notNull(),
  validFrom: instant('valid_from'),
  validTo: instant('valid_to'),
  definition: jsonb().$type<ProcedureDefinition>().notNull(),
  sha256: text().notNull(),
});
