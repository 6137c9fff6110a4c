import type { MailDefinition } from '#platform/mail/mail.ts';
import { auditHeadMail } from './mails/audit-head.mail.ts';
import { deletionWarning } from './mails/deletion-warning.mail.ts';
import { securityNotice } from './mails/security-notice.mail.ts';

export const governanceMails: readonly MailDefinition[] = [securityNotice, deletionWarning, auditHeadMail];
