/** What a regulator may say about its mails in a procedure (incidents.md 7.1-7.3, decisions.md D5 and D16): own words, own recipients. */
import { z } from 'zod';
import { type Translated, translatedSchema } from '#platform/i18n/language.ts';

/** Mails about one report; a stage may have templates of its own for them. */
export const reportMailEvents = ['submitted', 'reviewed', 'requested', 'reminder', 'overdue'] as const;
export const mailEvents = ['opened', ...reportMailEvents, 'factCorrected', 'closed', 'reopened', 'withdrawn'] as const;
export type MailEvent = (typeof mailEvents)[number];

/** Who reads a mail decides what it may hold: each audience has mails of its own. */
export const audiences = ['reporting', 'supervising', 'observers'] as const;
export type Audience = (typeof audiences)[number];

export const groupsOf = {
  reporting: [
    'account',
    'operatorAddress',
    'operatorAdministrators',
    'operatorUsers',
    'contact',
    'technicalContact',
    'secondContact',
    'dataProtectionOfficer',
  ],
  supervising: ['regulatorAddress', 'regulatorAdministrators', 'regulatorUsers'],
  observers: ['observers'],
} as const satisfies Record<Audience, readonly string[]>;
export type RecipientGroup = (typeof groupsOf)[Audience][number];
const recipientGroups = audiences.flatMap((audience): readonly RecipientGroup[] => groupsOf[audience]);

export const audienceOf = (group: RecipientGroup): Audience =>
  audiences.find((audience) => (groupsOf[audience] as readonly RecipientGroup[]).includes(group)) ?? 'reporting';

const reporting = ['account', 'operatorAddress', 'operatorAdministrators'] as const;
const bothSides = [...reporting, ...groupsOf.supervising] as const;
const everybody = [...bothSides, ...groupsOf.observers] as const;

/** Who gets a mail that a procedure says nothing about (decisions.md D5, incidents.md 7.1). */
export const defaultRecipients: Record<MailEvent, readonly RecipientGroup[]> = {
  opened: everybody,
  submitted: everybody,
  reviewed: reporting,
  requested: reporting,
  reminder: reporting,
  overdue: bothSides,
  factCorrected: bothSides,
  closed: bothSides,
  reopened: bothSides,
  withdrawn: bothSides,
};

export const placeholders = [
  'INCIDENT_ID',
  'INCIDENT_NOTIFICATION_DATE',
  'INCIDENT_DETECTION_DATE',
  'INCIDENT_STARTING_DATE',
  'INCIDENT_STATUS',
  'REPORT_NAME',
  'REPORT_REVIEW_STATUS',
  'REPORT_COMMENT_ADDED',
  'DEADLINE',
  'CROSS_BORDER',
  'INCIDENT_LINK',
  'PUBLIC_URL',
] as const;
export type Placeholder = (typeof placeholders)[number];

/** What is left out is as without a template. */
export const mailTemplateSchema = z.strictObject({
  /** One line. */
  subject: translatedSchema.optional(),
  /** Markdown, with placeholders. */
  content: translatedSchema.optional(),
  /** Empty: nobody gets this mail. */
  recipients: z.array(z.enum(recipientGroups)).optional(),
});
export type MailTemplate = z.infer<typeof mailTemplateSchema>;

export const mailsSchema = z.partialRecord(z.enum(mailEvents), mailTemplateSchema);
export const reportMailsSchema = z.partialRecord(z.enum(reportMailEvents), mailTemplateSchema);

/** A procedure as far as its mails go; versions published before there were templates have none. */
interface TemplateSource {
  mails?: z.infer<typeof mailsSchema> | undefined;
  stages: readonly { key: string; mails?: z.infer<typeof mailsSchema> | undefined }[];
}

/** The stage's own template goes before the procedure's, part by part. */
export function mailTemplateOf(procedure: TemplateSource, event: MailEvent, stageKey: string | undefined): MailTemplate {
  const stage = procedure.stages.find(({ key }) => key === stageKey);
  return { ...procedure.mails?.[event], ...stage?.mails?.[event] };
}

/** The ticked groups of every audience. */
export function recipientGroupsOf(procedure: TemplateSource, event: MailEvent, stageKey: string | undefined): readonly RecipientGroup[] {
  const ticked = mailTemplateOf(procedure, event, stageKey).recipients ?? defaultRecipients[event];
  return recipientGroups.filter((group) => ticked.includes(group));
}

/** The texts of a template, with the place each is at. */
export const textsOf = ({ subject, content }: MailTemplate): { field: 'subject' | 'content'; text: Translated }[] => [
  ...(subject ? [{ field: 'subject' as const, text: subject }] : []),
  ...(content ? [{ field: 'content' as const, text: content }] : []),
];

/** Whether it says anything itself; recipients alone leave the default text. */
export const hasWords = (template: MailTemplate): boolean => textsOf(template).length > 0;
