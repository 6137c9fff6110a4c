import { z } from 'zod';
import { type FieldError, type FormResult, fieldOf, readForm } from '#platform/forms/form.ts';
import type { FormBody } from '#platform/http/route.ts';
import { isCountryCode } from '#platform/i18n/countries.ts';
import { contactSchema } from '../../../domain/contacts.ts';
import type { Filer } from '../../../domain/filing.ts';

const short = (messageKey: string) => z.string().trim().min(1, messageKey).max(100, 'notify.contact.tooLong');
const form = z.object({
  firstName: short('notify.contact.firstName.missing'),
  lastName: short('notify.contact.lastName.missing'),
  email: short('notify.contact.email.missing').pipe(z.email('incidents.answer.notAnEmail')),
  phone: short('notify.contact.phone.missing').pipe(
    z.string().refine((text) => contactSchema.shape.phone.safeParse(text).success, 'incidents.answer.notAPhone'),
  ),
  organisation: z.string().trim().min(1, 'outside.who.organisation.missing').max(100, 'notify.contact.tooLong'),
  country: z.string().refine(isCountryCode, 'outside.who.country.missing'),
});

/** No person sees it, so that whoever fills it in is none. */
export const trapField = 'website';
export const termsField = 'terms';

const given = (fields: FormBody) => Object.fromEntries(Object.keys(form.shape).map((name) => [name, fieldOf(fields, name)]));

/** @param isFirst on the first page the terms are accepted too; they are not asked for again. */
export function readFiler(fields: FormBody, isFirst: boolean): FormResult<Filer> {
  const input = readForm(form, given(fields));
  const errors: Record<string, FieldError> = input.ok ? {} : { ...input.state.errors };
  if (isFirst && fieldOf(fields, termsField) !== 'yes') errors[termsField] = { messageKey: 'outside.who.terms.missing' };
  if (isFirst && fieldOf(fields, trapField) !== '') errors[''] = { messageKey: 'outside.refused' };
  return input.ok && Object.keys(errors).length === 0 ? input : { ok: false, state: { values: fields, errors } };
}
