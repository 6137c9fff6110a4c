import type { MailDefinition } from '#platform/mail/mail.ts';
import { auditHeadMail } from './mails/audit-head.mail.ts';
import { confirmEmail } from './mails/confirm-email.mail.ts';
import { deletionRequest } from './mails/deletion-request.mail.ts';
import { deletionWarning } from './mails/deletion-warning.mail.ts';
import { factorResetReport } from './mails/factor-reset.mail.ts';
import { securityNotice } from './mails/security-notice.mail.ts';

export const governanceMails: readonly MailDefinition[] = [
  securityNotice,
  deletionWarning,
  auditHeadMail,
  confirmEmail,
  deletionRequest,
  factorResetReport,
];
