import type { MailDefinition } from '#platform/mail/mail.ts';
import { adoptionOffered } from './mails/adoption-offered.mail.ts';
import { eventMails } from './mails/event-mails.ts';
import { filingReceived } from './mails/filing-received.mail.ts';
import { filingUnconfirmed } from './mails/filing-unconfirmed.mail.ts';
import { overdueMails, reminderMails } from './mails/reminder-mails.ts';

export const incidentMails: readonly MailDefinition[] = [
  ...Object.values(eventMails).flat(),
  ...reminderMails,
  ...overdueMails,
  filingReceived,
  filingUnconfirmed,
  adoptionOffered,
];
