import type { Ctx } from '#platform/context/ctx.ts';
import type { Tx } from '#platform/db/database.ts';
import { sendMail } from '#platform/mail/send-mail.ts';
import type { IncidentMailDefinition, MailPayload } from '../mails/incident-mail.ts';
import { recipientsOf } from '../queries/recipients.query.ts';

/** One mail for everybody of each audience, in the caller's transaction. The event key makes it once, however often it is asked for. */
export async function queueMails(tx: Tx, ctx: Ctx, mails: readonly IncidentMailDefinition[], payload: MailPayload): Promise<void> {
  for (const mail of mails) {
    const recipients = await recipientsOf(tx, payload.incidentId, mail.audience);
    // An incident no observer is entitled to is no accident worth a warning.
    if (recipients.length > 0) await sendMail(tx, ctx, mail, { eventKey: `${mail.name}:${payload.eventId}`, payload, recipients });
  }
}
