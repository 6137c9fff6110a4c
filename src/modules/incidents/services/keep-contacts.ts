import { and, eq } from 'drizzle-orm';
import type { Tx } from '#platform/db/database.ts';
import { canonicalJson } from '#platform/text/canonical-json.ts';
import type { Contacts } from '../domain/contacts.ts';
import { contactsAround, contactsOf } from '../queries/incident-contacts.query.ts';
import { fileContact } from '../schema/reporting-side.ts';

/** After a submission: contacts that are not the file's become the incident's own, so that its next report begins with them. */
export async function keepContacts(tx: Tx, { id, fileId }: { id: string; fileId: string }, contacts: Contacts): Promise<void> {
  const ofIncident = and(eq(fileContact.fileId, fileId), eq(fileContact.incidentId, id));
  const { own, shared } = await contactsAround(tx, { id, fileId });
  if (own.length > 0) await tx.delete(fileContact).where(ofIncident);
  if (canonicalJson(contactsOf(shared) ?? {}) === canonicalJson(contacts)) return;
  await tx.insert(fileContact).values(contactRows(contacts, { fileId, incidentId: id }));
}

export const contactRows = (
  contacts: Contacts,
  place: { fileId: string; incidentId: string | null },
): (typeof fileContact.$inferInsert)[] =>
  (Object.entries(contacts) as [keyof Contacts, Contacts['primary'] | undefined][]).flatMap(([role, contact]) =>
    contact ? [{ ...place, role, ...contact, jobTitle: contact.jobTitle ?? null }] : [],
  );
