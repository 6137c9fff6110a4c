import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';

/** What kept documents are about: they go when it goes. A table with a uuid for its key. */
export interface DocumentSubject {
  /** In `document.subject_kind`. */
  kind: string;
  table: PgTable;
  id: PgColumn;
}

/** Bytes. A larger one is handed out and made again the next time; the table refuses it (migration 0021). */
export const largestKept = 10 * 1024 * 1024;
