import type { MailDefinition } from '#platform/mail/mail.ts';
import { accountExists } from './mails/account-exists.mail.ts';
import { accountExpires } from './mails/account-expires.mail.ts';
import { activation } from './mails/activation.mail.ts';
import { auditHeadMail } from './mails/audit-head.mail.ts';
import { confirmEmail } from './mails/confirm-email.mail.ts';
import { contactMail } from './mails/contact.mail.ts';
import { deletionRequest } from './mails/deletion-request.mail.ts';
import { deletionWarning } from './mails/deletion-warning.mail.ts';
import { factorResetReport } from './mails/factor-reset.mail.ts';
import { invitation } from './mails/invitation.mail.ts';
import { passwordReset } from './mails/password-reset.mail.ts';
import { securityNotice } from './mails/security-notice.mail.ts';

export const governanceMails: readonly MailDefinition[] = [
  activation,
  invitation,
  accountExists,
  accountExpires,
  passwordReset,
  securityNotice,
  confirmEmail,
  factorResetReport,
  deletionRequest,
  deletionWarning,
  auditHeadMail,
  contactMail,
];
