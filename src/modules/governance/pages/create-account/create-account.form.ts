import { z } from 'zod';
import { normaliseEmail } from '#platform/mail/address.ts';

/** Longest first or last name (governance.md 2.11). */
export const nameLength = 150;

const name = (missing: string, tooLong: string) => z.string().trim().min(1, missing).max(nameLength, tooLong);

export const emailField = z
  .string()
  .trim()
  .min(1, 'governance.signIn.email.missing')
  .transform((text, context) => {
    const email = normaliseEmail(text);
    if (email !== undefined) return email;
    context.addIssue('governance.entry.email.invalid');
    return z.NEVER;
  });

export const createAccountForm = z.object({
  firstName: name('governance.create.firstName.missing', 'governance.create.firstName.tooLong'),
  lastName: name('governance.create.lastName.missing', 'governance.create.lastName.tooLong'),
  email: emailField,
  terms: z.literal('yes', { error: 'governance.create.terms.missing' }),
});

export const resetPasswordForm = z.object({ email: emailField });
