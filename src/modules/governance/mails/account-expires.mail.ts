import { declinesOnceActive, passwordLinkMail } from './password-link-mail.ts';

/** A day before an account that was never used is deleted: the last link to keep it (decisions.md D16). */
export const accountExpires = passwordLinkMail({
  name: 'governance.account-expires',
  purpose: 'activate',
  declines: declinesOnceActive,
  words: {
    subject: 'governance.expires.subject',
    text: 'governance.expires.text',
    action: 'governance.expires.action',
    after: ['governance.expires.otherwise'],
    reason: 'governance.expires.reason',
  },
});
