import { MailLink, PhoneLink } from '#platform/ui/contact-links.tsx';
import type { Contact } from '../domain/contacts.ts';

/** As typed in a form, or as a row of the database has it. */
type Person = Omit<Contact, 'jobTitle'> & { jobTitle?: string | null | undefined };

/** A person to write to or to call. */
export function ContactCard({ contact: { firstName, lastName, jobTitle, email, phone } }: { contact: Person }) {
  return (
    <>
      {firstName} {lastName}
      {jobTitle && `, ${jobTitle}`}
      <br />
      <MailLink email={email} />
      <br />
      <PhoneLink phone={phone} />
    </>
  );
}
