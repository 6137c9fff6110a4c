import type { Ctx } from '#platform/context/ctx.ts';
import type { Tx } from '#platform/db/database.ts';
import { sendMails } from '#platform/mail/send-mail.ts';
import { recipientGroupsOf } from '../domain/mail-template.ts';
import type { IncidentMailDefinition, MailPayload } from '../mails/incident-mail.ts';
import { mailedReportOf } from '../queries/mailed-events.query.ts';
import { procedureOfIncident, recipientsOf } from '../queries/recipients.query.ts';

/**
 * The mails of one event for everybody in the groups that the procedure ticks, in the caller's transaction. The event key makes each
 * once, however often it is asked for.
 */
export async function queueMails(tx: Tx, ctx: Ctx, mails: readonly IncidentMailDefinition[], payload: MailPayload): Promise<void> {
  const [first] = mails;
  if (!first) return;
  const procedure = await procedureOfIncident(tx, payload.incidentId);
  const report = await mailedReportOf(tx, payload);
  const recipients = await recipientsOf(tx, payload.incidentId, recipientGroupsOf(procedure, first.event, report?.stage));
  const asked = mails.map((mail) => ({
    mail,
    eventKey: `${mail.name}:${payload.eventId}`,
    payload,
    recipients: recipients[mail.audience],
  }));
  // That nobody of an audience is to be told is no accident worth a warning.
  await sendMails(
    tx,
    ctx,
    asked.filter((one) => one.recipients.length > 0),
  );
}
