/** The mails of the reminder ledger (incidents.md 7.4): a report, or a revision with a date, is due soon, or it is overdue. */
import type { Ctx } from '#platform/context/ctx.ts';
import { declineMail } from '#platform/mail/mail.ts';
import { isLate } from '../domain/deadlines.ts';
import { mailedReminder } from '../queries/mailed-events.query.ts';
import type { MailedDue, MailedIncident } from '../queries/mailed-incident.query.ts';
import { incidentMails, type MailPayload, type WrittenIncidentMail } from './incident-mail.ts';
import type { MailWords } from './mail-words.ts';
import type { SampleIncident } from './sample-incident.ts';

interface Reminded extends MailedDue {
  isRevision: boolean;
  isOverdue: boolean;
}

/** Asked again when the mail is sent: the report may have come in, or its deadline moved, since the mail was queued. */
async function load(ctx: Ctx, { incidentId, eventId }: MailPayload, { status }: MailedIncident) {
  const row = await mailedReminder(ctx.db, incidentId, eventId);
  if (!row || row.isDone || status === 'closed') return declineMail('The report is no longer awaited');
  if (!row.dueAt?.equals(row.anchorAt)) return declineMail('The deadline has moved');
  const { stage, dueAt: at, isRevision, explanation } = row;
  return { stage, at, isRevision, isOverdue: isLate(ctx.clock.now(), at), ...(explanation && { explanation }) };
}

function write(
  { ui: { t }, audience, dueStage, when, fact, paragraph, facts, explanation, open }: MailWords,
  due: Reminded,
): WrittenIncidentMail {
  const what = due.isRevision ? 'revision' : 'report';
  const values = { what, report: dueStage(due) };
  // A rule may remind after the deadline: what it says is then the same as the notice.
  const event = due.isOverdue ? 'overdue' : 'reminder';
  return {
    what: t(`incidents.mail.${event}.what`, values),
    title: t(`incidents.mail.${event}.title`, values),
    blocks: [
      paragraph(t(`incidents.mail.${event}.text`, { what, audience })),
      facts([fact('due', when(due.at))]),
      ...explanation(due),
      open(),
    ],
  };
}

const samples =
  (isOverdue: boolean) =>
  ({ due }: SampleIncident) =>
    [false, true].map((isRevision) => ({ details: { ...due, isRevision, isOverdue } }));

export const reminderMails = incidentMails<Reminded>({ event: 'reminder', load, samples: samples(false), write });

export const overdueMails = incidentMails<Reminded>({ event: 'overdue', load, samples: samples(true), write });
