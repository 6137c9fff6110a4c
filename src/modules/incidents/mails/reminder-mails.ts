/** The mails of the reminder ledger (incidents.md 7.4): the report is due soon, or it is overdue. */
import type { Ctx } from '#platform/context/ctx.ts';
import { declineMail } from '#platform/mail/mail.ts';
import { mailedReminder } from '../queries/mailed-events.query.ts';
import type { MailedIncident } from '../queries/mailed-incident.query.ts';
import { incidentMails, type MailPayload } from './incident-mail.ts';

/** Asked again when the mail is sent: the report may have come in, or its deadline moved, since the mail was queued. */
async function load(ctx: Ctx, { incidentId, eventId }: MailPayload, { status }: MailedIncident) {
  const row = await mailedReminder(ctx.db, incidentId, eventId);
  if (!row || row.isDone || status === 'closed') return declineMail('The report is no longer awaited');
  if (!row.dueAt?.equals(row.anchorAt)) return declineMail('The deadline has moved');
  return { stage: row.stage, at: row.dueAt, ...(row.explanation && { explanation: row.explanation }) };
}

export const reminderMails = incidentMails(['reporting'], {
  event: 'reminder',
  load,
  write: ({ ui: { t }, dueStage, when, fact, paragraph, facts, explanation, open }, due) => {
    const report = dueStage(due);
    return {
      what: t('incidents.mail.reminder.what', { report }),
      title: t('incidents.mail.reminder.title', { report }),
      blocks: [paragraph(t('incidents.mail.reminder.text')), facts([fact('due', when(due.at))]), ...explanation(due), open()],
    };
  },
});

export const overdueMails = incidentMails(['reporting', 'supervising'], {
  event: 'overdue',
  load,
  write: ({ ui: { t }, audience, dueStage, when, fact, paragraph, facts, explanation, open }, due) => {
    const report = dueStage(due);
    return {
      what: t('incidents.mail.overdue.what', { report }),
      title: t('incidents.mail.overdue.title', { report }),
      blocks: [paragraph(t('incidents.mail.overdue.text', { audience })), facts([fact('due', when(due.at))]), ...explanation(due), open()],
    };
  },
});
