import { z } from 'zod';
import type { Ctx } from '#platform/context/ctx.ts';
import { DeclinedMail, declineMail, defineMail, type MailBlock, type MailDefinition } from '#platform/mail/mail.ts';
import { loadMailedIncident, type MailedIncident } from '../queries/mailed-incident.query.ts';
import { type Audience, isStillEntitled } from '../queries/recipients.query.ts';
import { createMailWords, type MailWords } from './mail-words.ts';

export const mailPayloadSchema = z.strictObject({
  incidentId: z.uuid(),
  /** The change itself, as in `announce.job.ts`; of a reminder, its row in the ledger. */
  eventId: z.uuid(),
  submissionId: z.uuid().optional(),
  reportId: z.uuid().optional(),
});
export type MailPayload = z.infer<typeof mailPayloadSchema>;
/** A mail, and whom it is for. */
export type IncidentMailDefinition = MailDefinition<MailPayload, unknown> & { audience: Audience };

export interface WrittenIncidentMail {
  /** What happened, in few words: in the subject it stands behind the reference and the law. */
  what: string;
  title: string;
  blocks: readonly MailBlock[];
}

interface IncidentMail<Details> {
  /** `reminder` in `incidents.reminder-reporting`; stable, since deliveries keep it. */
  event: string;
  audience: Audience;
  load(ctx: Ctx, payload: MailPayload, incident: MailedIncident): Promise<Details | DeclinedMail>;
  write(words: MailWords, details: Details): WrittenIncidentMail;
}

/** One mail for one audience, loaded only while the recipient still belongs to it. */
export function incidentMail<Details>({ event, audience, load, write }: IncidentMail<Details>): IncidentMailDefinition {
  return {
    audience,
    ...defineMail({
      name: `incidents.${event}-${audience}`,
      payload: mailPayloadSchema,
      async load(ctx, payload, recipient) {
        if (!(await isStillEntitled(ctx.db, payload.incidentId, audience, recipient)))
          return declineMail('The recipient has no right to it any more');
        const incident = await loadMailedIncident(ctx.db, payload.incidentId, audience, ctx.clock.now());
        if (!incident) return declineMail('The incident is gone');
        const details = await load(ctx, payload, incident);
        return details instanceof DeclinedMail ? details : { incident, details };
      },
      render({ incident, details }: { incident: MailedIncident; details: Details }, ui) {
        const words = createMailWords(audience, incident, ui);
        const { what, title, blocks } = write(words, details);
        const { reference, operatorName, procedure } = incident;
        return {
          subject: ui.t('incidents.mail.subject', { reference, act: procedure.short, what }),
          preview: title,
          title,
          blocks,
          reason: ui.t('incidents.mail.reason', { audience, operator: operatorName, regulator: words.regulator }),
        };
      },
    }),
  };
}

/** The same mail for several audiences; what differs between them is in the words. */
export const incidentMails = <Details>(
  audiences: readonly Audience[],
  mail: Omit<IncidentMail<Details>, 'audience'>,
): readonly IncidentMailDefinition[] => audiences.map((audience) => incidentMail({ ...mail, audience }));
