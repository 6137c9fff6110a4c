import { z } from 'zod';
import type { Ctx } from '#platform/context/ctx.ts';
import { DeclinedMail, declineMail, defineMail, type MailBlock, type MailDefinition } from '#platform/mail/mail.ts';
import { type Audience, audiences, type MailEvent, type MailTemplate, mailTemplateOf, recipientGroupsOf } from '../domain/mail-template.ts';
import { mailedReportOf } from '../queries/mailed-events.query.ts';
import { loadMailedIncident, type MailedIncident } from '../queries/mailed-incident.query.ts';
import { isStillEntitled } from '../queries/recipients.query.ts';
import { fillTemplate, loadTemplateSubject, type TemplateSubject } from './fill-template.ts';
import { createMailWords, type MailWords } from './mail-words.ts';

export const mailPayloadSchema = z.strictObject({
  incidentId: z.uuid(),
  /** The change itself, as in `announce.job.ts`; of a reminder, its row in the ledger. */
  eventId: z.uuid(),
  submissionId: z.uuid().optional(),
  reportId: z.uuid().optional(),
});
export type MailPayload = z.infer<typeof mailPayloadSchema>;
/** A mail, what it tells and whom. */
export type IncidentMailDefinition = MailDefinition<MailPayload, unknown> & { event: MailEvent; audience: Audience };

export interface WrittenIncidentMail {
  /** What happened, in few words: in the subject it stands behind the reference and the law. */
  what: string;
  title: string;
  blocks: readonly MailBlock[];
}

interface IncidentMail<Details> {
  /** `reminder` in `incidents.reminder-reporting`; stable, since deliveries keep it. */
  event: MailEvent;
  load(ctx: Ctx, payload: MailPayload, incident: MailedIncident): Promise<Details | DeclinedMail>;
  write(words: MailWords, details: Details): WrittenIncidentMail;
}

interface Props<Details> {
  incident: MailedIncident;
  details: Details;
  template: MailTemplate;
  about: TemplateSubject;
}

/** One mail for one audience, loaded only while the recipient still belongs to it. */
function incidentMail<Details>(audience: Audience, { event, load, write }: IncidentMail<Details>): IncidentMailDefinition {
  return {
    event,
    audience,
    ...defineMail({
      name: `incidents.${event}-${audience}`,
      payload: mailPayloadSchema,
      async load(ctx, payload, recipient) {
        const incident = await loadMailedIncident(ctx.db, payload.incidentId, audience, ctx.clock.now());
        if (!incident) return declineMail('The incident is gone');
        const report = await mailedReportOf(ctx.db, payload);
        const groups = recipientGroupsOf(incident.procedure, event, report?.stage, audience);
        if (!(await isStillEntitled(ctx.db, incident.id, groups, recipient)))
          return declineMail('The recipient has no right to it any more');
        const details = await load(ctx, payload, incident);
        if (details instanceof DeclinedMail) return details;
        const template = mailTemplateOf(incident.procedure, event, report?.stage);
        return { incident, details, template, about: await loadTemplateSubject(ctx, payload, incident, report) };
      },
      render({ incident, details, template, about }: Props<Details>, ui) {
        const words = createMailWords(audience, incident, ui);
        const { what, title, blocks, subject } = fillTemplate(template, words, about, write(words, details));
        const { reference, operatorName, procedure } = incident;
        return {
          subject: subject ?? ui.t('incidents.mail.subject', { reference, act: procedure.short, what }),
          preview: title,
          title,
          blocks,
          reason: ui.t('incidents.mail.reason', { audience, operator: operatorName, regulator: words.regulator }),
        };
      },
    }),
  };
}

/** The same mail for each audience; what differs between them is in the words, and who gets it in the procedure or in `defaultRecipients`. */
export const incidentMails = <Details>(mail: IncidentMail<Details>): readonly IncidentMailDefinition[] =>
  audiences.map((audience) => incidentMail(audience, mail));
