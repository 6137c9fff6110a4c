import { and, eq, isNull, or } from 'drizzle-orm';
import type { Reader } from '#platform/db/database.ts';
import type { Contacts } from '../domain/contacts.ts';
import { fileContact } from '../schema/reporting-side.ts';

type ContactRow = typeof fileContact.$inferSelect;

/**
 * Whom the next submission of an incident names unless its draft says otherwise: the incident's own contacts if a report gave it
 * any, else those of the file. Undefined for a file that has none.
 */
export async function incidentContacts(reader: Reader, { id, fileId }: { id: string; fileId: string }): Promise<Contacts | undefined> {
  const { own, shared } = await contactsAround(reader, { id, fileId });
  return contactsOf(own.length > 0 ? own : shared);
}

/** The incident's own contacts and those of its file. */
export async function contactsAround(reader: Reader, { id, fileId }: { id: string; fileId: string }) {
  const rows = await reader
    .select()
    .from(fileContact)
    .where(and(eq(fileContact.fileId, fileId), or(isNull(fileContact.incidentId), eq(fileContact.incidentId, id))));
  return { own: rows.filter(({ incidentId }) => incidentId !== null), shared: rows.filter(({ incidentId }) => incidentId === null) };
}

/** Undefined without a primary contact. */
export function contactsOf(rows: readonly ContactRow[]): Contacts | undefined {
  const contacts = Object.fromEntries(
    rows.map(({ role, firstName, lastName, jobTitle, email, phone }) => [
      role,
      { firstName, lastName, email, phone, ...(jobTitle && { jobTitle }) },
    ]),
  ) as Partial<Contacts>;
  const { primary } = contacts;
  return primary && { ...contacts, primary };
}
