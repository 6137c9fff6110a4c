import type { Ctx } from '#platform/context/ctx.ts';
import type { Tx } from '#platform/db/database.ts';
import { sendMail } from '#platform/mail/send-mail.ts';
import { recipientGroupsOf } from '../domain/mail-template.ts';
import type { IncidentMailDefinition, MailPayload } from '../mails/incident-mail.ts';
import { mailedReportOf } from '../queries/mailed-events.query.ts';
import { procedureOfIncident, recipientsOf } from '../queries/recipients.query.ts';

/** One mail for everybody in the groups that the procedure ticks, in the caller's transaction. The event key makes it once, however often it is asked for. */
export async function queueMails(tx: Tx, ctx: Ctx, mails: readonly IncidentMailDefinition[], payload: MailPayload): Promise<void> {
  const procedure = await procedureOfIncident(tx, payload.incidentId);
  const report = await mailedReportOf(tx, payload);
  for (const mail of mails) {
    const groups = recipientGroupsOf(procedure, mail.event, report?.stage, mail.audience);
    const recipients = await recipientsOf(tx, payload.incidentId, groups);
    // That nobody of an audience is to be told is no accident worth a warning.
    if (recipients.length > 0) await sendMail(tx, ctx, mail, { eventKey: `${mail.name}:${payload.eventId}`, payload, recipients });
  }
}
