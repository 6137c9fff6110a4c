import { z } from 'zod';
import { longestMessage } from '../../mails/contact.mail.ts';

const name = (missing: string) => z.string().trim().min(1, missing).max(150, 'governance.contact.name.tooLong');

/** governance.md 8.3, without the address to answer to. */
export const contactForm = z.object({
  firstName: name('governance.contact.firstName.missing'),
  lastName: name('governance.contact.lastName.missing'),
  phone: z.string().trim().max(30, 'governance.contact.phone.tooLong').default(''),
  message: z
    .string()
    .trim()
    .min(1, 'governance.contact.message.missing')
    .refine((text) => [...text].length <= longestMessage, 'governance.contact.message.tooLong'),
  consent: z.literal('yes', 'governance.contact.consent.missing'),
});

/** Of somebody without an account, who says where to answer. */
export const strangersContactForm = contactForm.extend({
  email: z.string().trim().toLowerCase().max(254, 'governance.contact.email.wrong').pipe(z.email('governance.contact.email.wrong')),
});

/** A field that nobody sees and only programs fill in. */
export const trapField = 'website';
