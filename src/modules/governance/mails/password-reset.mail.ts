import { passwordLinkMail } from './password-link-mail.ts';

/** The way back to an account whose password is forgotten; never past its second factor (governance.md 5.5). */
export const passwordReset = passwordLinkMail({
  name: 'governance.password-reset',
  purpose: 'reset',
  declines: (owner) => (owner?.active ? undefined : 'The account is not active'),
  words: {
    subject: 'governance.reset.mail.subject',
    text: 'governance.reset.mail.text',
    action: 'governance.reset.mail.action',
    after: ['governance.reset.mail.expiry', 'governance.reset.mail.notYou'],
    reason: 'governance.reset.mail.reason',
  },
});
