import { z } from 'zod';
import { languages } from '#platform/i18n/language.ts';
import { isTimeZone } from '#platform/time/time-zone.ts';

const name = (missing: string) => z.string().trim().min(1, missing).max(100, 'governance.account.name.long');

/** Digits with what people write between them; the country's prefix is theirs to give. */
const phone = z
  .string()
  .trim()
  .max(40, 'governance.account.phone.invalid')
  .regex(/^(\+?[\d ()./-]{3,})?$/, 'governance.account.phone.invalid')
  .transform((text) => text || null);

export const detailsForm = z.object({
  firstName: name('governance.account.firstName.missing'),
  lastName: name('governance.account.lastName.missing'),
  phone,
  language: z.enum(languages, 'governance.account.language.missing'),
  timeZone: z
    .string()
    .refine((zone) => zone === '' || isTimeZone(zone), 'governance.account.timeZone.invalid')
    .transform((zone) => zone || null),
});
