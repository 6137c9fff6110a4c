import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { govAccount } from '#modules/governance/index.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { MessageKey } from '#platform/i18n/catalogue.ts';
import { translate } from '#platform/i18n/language.ts';
import { normaliseEmail } from '#platform/mail/address.ts';
import { DeclinedMail, declineMail, defineMail, type MailBlock, type MailDefinition, type MailRecipient } from '#platform/mail/mail.ts';
import { actOf } from '../domain/definition.ts';
import {
  type Audience,
  audiences,
  hasWords,
  type MailEvent,
  type MailTemplate,
  mailTemplateOf,
  recipientGroupsOf,
} from '../domain/mail-template.ts';
import { mailedReportOf } from '../queries/mailed-events.query.ts';
import { asToldTo, loadMailedIncident, type MailedIncident } from '../queries/mailed-incident.query.ts';
import { recipientsOf } from '../queries/recipients.query.ts';
import { fillTemplate, loadTemplateSubject, type TemplateSubject } from './fill-template.ts';
import { createMailWords, type MailWords } from './mail-words.ts';
import { type SampleIncident, sampleIncident } from './sample-incident.ts';

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
  /** For the preview of a theme: what `load` may answer, and what is otherwise about the incident then. */
  samples(sample: SampleIncident): readonly { details: Details; incident?: Partial<MailedIncident> }[];
  write(words: MailWords, details: Details): WrittenIncidentMail;
}

interface Props<Details> {
  incident: MailedIncident;
  details: Details;
  template: MailTemplate;
  about: TemplateSubject;
}

/** What people may do without: no law asks that they, in person, are told. The organisation's own address always is. */
const optionalEvents: Partial<Record<MailEvent, MessageKey>> = {
  reminder: 'incidents.mail.optional.reminder',
  factCorrected: 'incidents.mail.optional.factCorrected',
  closed: 'incidents.mail.optional.closed',
};

async function isSwitchedOff(ctx: Ctx, { accountId }: MailRecipient, key: string): Promise<boolean> {
  if (!accountId) return false;
  const [person] = await ctx.db.select({ notifications: govAccount.notifications }).from(govAccount).where(eq(govAccount.id, accountId));
  return person?.notifications[key] === false;
}

/**
 * One mail for one audience, loaded only while the recipient still belongs to it. What the mails of an event have in common is read
 * once for all of them; what an audience may know is chosen from it for each (decisions.md D2).
 */
function incidentMail<Details>(audience: Audience, { event, load, samples, write }: IncidentMail<Details>): IncidentMailDefinition {
  const labelKey = optionalEvents[event];
  const optional = labelKey && { key: `incidents.${event}`, labelKey };
  async function loadEvent(ctx: Ctx, payload: MailPayload) {
    const incident = await loadMailedIncident(ctx.db, payload.incidentId, ctx.clock.now());
    if (!incident) return undefined;
    const report = await mailedReportOf(ctx.db, payload);
    const entitled = await recipientsOf(ctx.db, incident.id, recipientGroupsOf(incident.procedure, event, report?.stage));
    const details = await load(ctx, payload, incident);
    const template = mailTemplateOf(incident.procedure, event, report?.stage);
    const about = hasWords(template) ? await loadTemplateSubject(ctx, payload, incident, report) : { now: ctx.clock.now() };
    return { incident, entitled, details, template, about };
  }
  return {
    event,
    audience,
    ...defineMail({
      name: `incidents.${event}-${audience}`,
      ...(optional && { optional }),
      payload: mailPayloadSchema,
      async load(ctx, payload, recipient, once) {
        const key = `${event} ${JSON.stringify(payload)}`;
        const loaded = await once(key, () => loadEvent(ctx, payload));
        if (!loaded) return declineMail('The incident is gone');
        const { incident, entitled, details, template, about } = loaded;
        const isEntitled = entitled[audience].some(({ email }) => normaliseEmail(email) === normaliseEmail(recipient.email));
        if (!isEntitled) return declineMail('The recipient has no right to it any more');
        if (optional && (await isSwitchedOff(ctx, recipient, optional.key))) return declineMail('The recipient has switched it off');
        return details instanceof DeclinedMail ? details : { incident: asToldTo(audience, incident), details, template, about };
      },
      async samples(world, ctx) {
        const sample = await sampleIncident(world, ctx);
        if (!sample) return [];
        const template = mailTemplateOf(sample.incident.procedure, event, sample.stage);
        return samples(sample).map(({ details, incident = {} }) => {
          return { incident: asToldTo(audience, { ...sample.incident, ...incident }), details, template, about: { now: world.now } };
        });
      },
      render({ incident, details, template, about }: Props<Details>, ui) {
        const words = createMailWords(audience, incident, ui);
        const { what, title, blocks, subject } = fillTemplate(template, words, about, write(words, details));
        const { reference, operatorName, procedure } = incident;
        return {
          subject: subject ?? ui.t('incidents.mail.subject', { reference, act: translate(actOf(procedure), ui.language), what }),
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
