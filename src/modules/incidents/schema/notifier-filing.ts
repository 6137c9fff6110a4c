/** What somebody without an account writes and sends, until it is an incident (decisions.md D4). Both sides read it, each its own. */
import { boolean, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant, jsonb } from '#platform/db/columns.ts';
import type { FilingContent } from '../domain/filing.ts';

export const notifierFiling = pgTable('notifier_filing', {
  id: uuid().primaryKey(),
  notifierId: uuid('notifier_id').notNull(),
  /** `sent`: the e-mail is not proven, so that it lies in a queue of its own. `opened`: it has become an incident. */
  state: text({ enum: ['draft', 'sent', 'opened'] }).notNull(),
  version: integer().notNull().default(1),
  /** Frozen when it is sent. */
  content: jsonb().$type<FilingContent>().notNull(),
  worked: boolean().notNull().default(false),
  createdAt: instant('created_at').notNull(),
  savedAt: instant('saved_at').notNull(),
  /** Of a draft. */
  expiresAt: instant('expires_at').notNull(),
  sentAt: instant('sent_at'),
  regulatorId: uuid('regulator_id'),
  regulationId: uuid('regulation_id'),
  procedureVersionId: uuid('procedure_version_id'),
  formVersionId: uuid('form_version_id'),
  sectorIds: uuid('sector_ids').array().notNull().default([]),
  reference: text(),
  title: text(),
  contentSha256: text('content_sha256'),
  fileId: uuid('file_id'),
  incidentId: uuid('incident_id'),
  dismissedAt: instant('dismissed_at'),
  dismissedBy: uuid('dismissed_by'),
  dismissedByName: text('dismissed_by_name'),
  dismissedReason: text('dismissed_reason'),
});
