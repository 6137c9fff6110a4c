import { z } from 'zod';
import { type FieldError, type FormResult, type FormState, fieldOf, readForm } from '#platform/forms/form.ts';
import type { FormBody } from '#platform/http/route.ts';
import { formFields } from '#platform/ui/form.tsx';
import { type Contact, type ContactRole, type Contacts, contactRoles, contactSchema } from '../../../domain/contacts.ts';
import type { EditFileInput } from '../../../services/edit-file.ts';
import type { EditableFile } from './edit-file.query.ts';

// texts: notify.contact.*
export const contactFields = ['firstName', 'lastName', 'jobTitle', 'email', 'phone'] as const;
export type ContactField = (typeof contactFields)[number];
export const contactField = (role: ContactRole, field: ContactField) => `${role}.${field}`;

const short = (messageKey: string) => z.string().trim().min(1, messageKey).max(100, 'notify.contact.tooLong');
const contactForm = z.object({
  firstName: short('notify.contact.firstName.missing'),
  lastName: short('notify.contact.lastName.missing'),
  jobTitle: z.string().trim().max(100, 'notify.contact.tooLong'),
  email: short('notify.contact.email.missing').pipe(z.email('incidents.answer.notAnEmail')),
  phone: short('notify.contact.phone.missing').pipe(
    z.string().refine((text) => contactSchema.shape.phone.safeParse(text).success, 'incidents.answer.notAPhone'),
  ),
});
const reference = z.string().trim().max(255, 'file.edit.reference.tooLong');
const fileForm = z.object({
  title: z.string().trim().min(1, 'file.edit.title.wrong').max(200, 'file.edit.title.wrong'),
  ownReference: reference,
  complaintReference: reference,
});

export function filledFile(file: EditableFile): FormState {
  const contacts = contactRoles.flatMap((role) =>
    contactFields.map((field) => [contactField(role, field), file.contacts?.[role]?.[field] ?? ''] as const),
  );
  const { title, ownReference, complaintReference, version } = file;
  const values = {
    title,
    ownReference: ownReference ?? '',
    complaintReference: complaintReference ?? '',
    [formFields.version]: String(version),
    ...Object.fromEntries(contacts),
  };
  return { values, errors: {} };
}

export function readFile(form: FormBody, fileId: string): FormResult<EditFileInput> {
  const errors: Record<string, FieldError> = {};
  const file = readForm(
    fileForm,
    Object.fromEntries(['title', 'ownReference', 'complaintReference'].map((name) => [name, fieldOf(form, name)])),
  );
  if (!file.ok) Object.assign(errors, file.state.errors);
  const contacts = contactRoles.flatMap((role) => {
    const contact = readContact(form, role, errors);
    return contact ? [[role, contact] as const] : [];
  });
  if (!file.ok || Object.keys(errors).length > 0) return { ok: false, state: { values: form, errors } };
  const { title, ownReference, complaintReference } = file.data;
  return {
    ok: true,
    data: {
      fileId,
      version: Number(fieldOf(form, formFields.version)) || 0,
      title,
      ownReference: ownReference || null,
      complaintReference: complaintReference || null,
      contacts: Object.fromEntries(contacts) as Contacts,
    },
  };
}

/** Everybody but the primary contact may be left out: then all fields are blank. */
function readContact(form: FormBody, role: ContactRole, errors: Record<string, FieldError>): Contact | undefined {
  const typed = Object.fromEntries(contactFields.map((field) => [field, fieldOf(form, contactField(role, field)).trim()]));
  if (role !== 'primary' && Object.values(typed).every((text) => text === '')) return undefined;
  const input = readForm(contactForm, typed);
  if (input.ok) {
    const { jobTitle, ...rest } = input.data;
    return { ...rest, ...(jobTitle && { jobTitle }) };
  }
  for (const [field, error] of Object.entries(input.state.errors)) errors[`${role}.${field}`] = error;
  return undefined;
}
