import { z } from 'zod';
import { type FieldError, type FormResult, fieldOf, readForm } from '#platform/forms/form.ts';
import type { FormBody } from '#platform/http/route.ts';
import { type Contact, contactSchema, type PartialContact } from '../../../domain/contacts.ts';
import type { NotifyDraft } from '../../../queries/notify-draft.query.ts';
import type { NotifyAnswers } from '../../../services/save-notify-step.ts';

// texts: notify.contact.*
export const contactFields = ['firstName', 'lastName', 'jobTitle', 'email', 'phone'] as const;
export type ContactField = (typeof contactFields)[number];
export type ContactGroup = 'primary' | 'technical';
export const contactField = (group: ContactGroup, field: ContactField) => `${group}.${field}`;

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

export function filledContacts({ selection, ownReference }: NotifyDraft, own: PartialContact): FormBody {
  const { contacts } = selection;
  const isSaved = selection.saved?.includes('contacts') ?? false;
  return {
    ...filled('primary', contacts.primary ?? own),
    ...filled('technical', contacts.technical ?? {}),
    same: isSaved ? (contacts.technical ? 'no' : 'yes') : '',
    ownReference,
  };
}

const filled = (group: ContactGroup, contact: PartialContact): FormBody =>
  Object.fromEntries(contactFields.map((field) => [contactField(group, field), contact[field] ?? '']));

export function readContacts(form: FormBody): FormResult<NotifyAnswers> {
  const errors: Record<string, FieldError> = {};
  const primary = readContact(form, 'primary', errors);
  const same = fieldOf(form, 'same');
  if (same !== 'yes' && same !== 'no') errors.same = { messageKey: 'notify.contacts.same.missing' };
  // Whatever stands in the hidden fields does not count while both are the same person.
  const technical = same === 'no' ? readContact(form, 'technical', errors) : undefined;
  const ownReference = fieldOf(form, 'ownReference').trim();
  if (ownReference.length > 255)
    errors.ownReference = { messageKey: 'incidents.answer.tooLong', values: { max: 255, length: ownReference.length } };
  if (!primary || Object.keys(errors).length > 0) return { ok: false, state: { values: form, errors } };
  return { ok: true, data: { step: 'contacts', primary, ...(technical && { technical }), ownReference } };
}

function readContact(form: FormBody, group: ContactGroup, errors: Record<string, FieldError>): Contact | undefined {
  const typed = Object.fromEntries(contactFields.map((field) => [field, fieldOf(form, contactField(group, field))]));
  const input = readForm(contactForm, typed);
  if (input.ok) {
    const { jobTitle, ...rest } = input.data;
    return { ...rest, ...(jobTitle && { jobTitle }) };
  }
  for (const [field, error] of Object.entries(input.state.errors)) errors[`${group}.${field}`] = error;
  return undefined;
}
