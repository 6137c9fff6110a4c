import { declinesOnceActive, passwordLinkMail } from './password-link-mail.ts';

/** The one mail of a registration: its link leads to the choice of a password (governance.md 5.2). */
export const activation = passwordLinkMail({
  name: 'governance.activation',
  purpose: 'activate',
  declines: declinesOnceActive,
  words: {
    subject: 'governance.activation.subject',
    text: 'governance.activation.text',
    action: 'governance.activation.action',
    after: ['governance.activation.expiry'],
    reason: 'governance.activation.reason',
  },
});
