import type { Contacts } from '../domain/contacts.ts';

/** What the list's search box looks through (incidents.md 4.4), in lower case. */
export function searchTextOf(parts: { reference: string; title: string; organisationName: string; contacts: Contacts }): string {
  const people = Object.values(parts.contacts).flatMap((contact) => (contact ? [contact.firstName, contact.lastName] : []));
  return [parts.reference, parts.title, parts.organisationName, ...people].join(' ').toLowerCase();
}
