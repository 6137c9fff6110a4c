/** Who was asked to take over what was filed from outside, and what came of it (decisions.md D4). */
import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from '#platform/db/columns.ts';

export const fileAdoption = pgTable('file_adoption', {
  id: uuid().primaryKey(),
  incidentId: uuid('incident_id').notNull(),
  /** Remembered while the operator owns the file. */
  notifierId: uuid('notifier_id').notNull(),
  operatorId: uuid('operator_id').notNull(),
  state: text({ enum: ['offered', 'accepted', 'declined', 'undone'] }).notNull(),
  typedName: text('typed_name').notNull(),
  filedAt: instant('filed_at').notNull(),
  offeredAt: instant('offered_at').notNull(),
  offeredSide: text('offered_side', { enum: ['reporting', 'supervising'] }).notNull(),
  decidedAt: instant('decided_at'),
  decidedBy: uuid('decided_by'),
  decidedByName: text('decided_by_name'),
  undoneAt: instant('undone_at'),
  undoneBy: uuid('undone_by'),
  undoneByName: text('undone_by_name'),
  undoneReason: text('undone_reason'),
});
