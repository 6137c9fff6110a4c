/**
 * What a published report form and a published procedure hold. Both are stored whole as `jsonb`, are immutable once published,
 * and are the only thing the engines in this folder read: a regulation is data, never code.
 */
import { z } from 'zod';
import { type Name, translatedSchema } from '#platform/i18n/language.ts';
import { conditionSchema, durationSchema, factSchema } from './condition.ts';
import { mailsSchema, reportMailsSchema } from './mail-template.ts';

export const keySchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*(:[a-z0-9-]+)*$/, 'lower case letters, digits and hyphens')
  .max(100);

/** decisions.md D10. `text` is one line, `longText` several. */
export const questionTypes = [
  'text',
  'longText',
  'single',
  'multi',
  'boolean',
  'integer',
  'decimal',
  'percentage',
  'money',
  'duration',
  'date',
  'dateTime',
  'countries',
  'regions',
  'email',
  'phone',
  'lei',
  'url',
  'group',
] as const;
export type QuestionType = (typeof questionTypes)[number];

export const optionSchema = z.strictObject({ key: keySchema, label: translatedSchema, details: z.boolean().default(false) });

const questionFields = {
  key: keySchema,
  label: translatedSchema,
  hint: translatedSchema.optional(),
  mandatory: z.boolean().default(false),
  /** Over earlier questions of the same form only. */
  visibleWhen: conditionSchema.optional(),
  requiredWhen: conditionSchema.optional(),
  /** For `single` and `multi`: the options offered, a subset of the catalogue's append-only list. */
  options: z.array(optionSchema).min(1).optional(),
  /** Characters for texts, items for lists and groups, largest value for numbers. */
  max: z.int().positive().optional(),
  /** For `date` and `dateTime`: a moment that has passed, such as when somebody was told. */
  notFuture: z.literal(true).optional(),
};

export const groupItemSchema = z.strictObject({ ...questionFields, type: z.enum(questionTypes).exclude(['group']) });
export const questionSchema = z.strictObject({
  ...questionFields,
  type: z.enum(questionTypes),
  /** For `group`: the questions of one row. */
  items: z.array(groupItemSchema).min(1).optional(),
});
export type Question = z.infer<typeof questionSchema>;
export type QuestionOption = z.infer<typeof optionSchema>;

export const formPageSchema = z.strictObject({
  key: keySchema,
  label: translatedSchema,
  intro: translatedSchema.optional(),
  questions: z.array(questionSchema).min(1),
});
export type FormPage = z.infer<typeof formPageSchema>;

export const formDefinitionSchema = z.strictObject({
  label: translatedSchema,
  pages: z.array(formPageSchema).min(1),
});
export type FormDefinition = z.infer<typeof formDefinitionSchema>;

/** Where a deadline starts: decisions.md D3. `submission:<stage>` counts from its first version, `submission:<stage>:latest` from its newest. */
export const anchorSchema = z.union([
  factSchema,
  z.literal('notified'),
  z.literal('request'),
  z.string().regex(/^submission:[a-z0-9-]+(:latest)?$/),
  z.string().regex(/^answer:[a-z0-9-]+(:[a-z0-9-]+)*$/),
]);
export type Anchor = z.infer<typeof anchorSchema>;

export const dueRuleSchema = z.strictObject({
  when: conditionSchema.optional(),
  from: anchorSchema,
  /** ISO 8601: `PT24H` is elapsed time, `P1M` and `P14D` are calendar arithmetic in the incident's zone. */
  add: durationSchema,
  /** Never later than this. A cap whose anchor is unknown does not bind. */
  cap: z.strictObject({ from: anchorSchema, add: durationSchema }).optional(),
  /** `nextWorkingDayNoon`: a deadline on a weekend or holiday moves to noon of the next working day of the operator's country. */
  calendar: z.enum(['continuous', 'nextWorkingDayNoon']).default('continuous'),
  article: z.string().min(1),
});
export type DueRule = z.infer<typeof dueRuleSchema>;

export const reminderRuleSchema = z.strictObject({
  key: keySchema,
  /** How long before (negative duration) or after the deadline the reminder goes out, e.g. `-PT6H`. */
  offset: durationSchema,
});

export const stageKinds = ['required', 'onRequest', 'whileOngoing'] as const;
export const stageSchema = z.strictObject({
  key: keySchema,
  label: translatedSchema,
  kind: z.enum(stageKinds),
  /** Stages that need a submission before this one may be sent. */
  requires: z.array(keySchema).default([]),
  /** Stages that a submission of this one answers too (joint filing). */
  covers: z.array(keySchema).default([]),
  formKey: keySchema,
  /** The first rule whose `when` holds counts. */
  due: z.array(dueRuleSchema).default([]),
  /**
   * For `whileOngoing`: the stage exists when the incident is unresolved at this instant. It is also the instant up to which the
   * stage named in `insteadOf` and this one are shown as one line ("final report, or progress report if still being handled").
   */
  ongoingAt: z.strictObject({ from: anchorSchema, add: durationSchema }).optional(),
  insteadOf: keySchema.optional(),
  reminders: z.array(reminderRuleSchema).default([]),
  /** Whether the report asks for impacts, and so decides significance (incidents.md 3.9). */
  impacts: z.boolean().default(false),
  /** Instead of the procedure's own templates for mails about this report. */
  mails: reportMailsSchema.optional(),
  article: z.string().min(1),
  /**
   * For `onRequest`: the operator may also send it without being asked, as often as there is something to add (information in phases,
   * GDPR Art. 33(4)). `article` is then what it follows on its own, `requestedUnder` what a regulator's request rests on.
   */
  voluntary: z.literal(true).optional(),
  requestedUnder: z.string().min(1).optional(),
});
export type Stage = z.infer<typeof stageSchema>;

/** What a regulator's request of this report rests on. */
export const requestArticle = ({ requestedUnder, article }: Stage): string => requestedUnder ?? article;

export const procedureKinds = ['incident', 'vulnerability', 'threat', 'voluntary'] as const;

export const impactSchema = z.strictObject({
  key: keySchema,
  /** Empty: whatever the affected sectors. A parent stands for its children. */
  sectors: z.array(keySchema).default([]),
  label: translatedSchema,
  hint: translatedSchema.optional(),
});

export const procedureDefinitionSchema = z.strictObject({
  label: translatedSchema,
  /** The act, as people cite it: "NIS2", "GDPR". Read it with `actOf`. */
  short: z.string().min(1).max(20),
  /** Where it is called otherwise in other languages; versions that were published without it have one name for all. */
  shortTexts: translatedSchema.optional(),
  /** Sector slugs; empty means a procedure for every sector. */
  sectors: z.array(keySchema).default([]),
  /** Facts the report asks for, in order; a mandatory one is asked when the incident is notified. */
  facts: z.array(z.strictObject({ fact: factSchema, mandatory: z.boolean().default(false) })).default([]),
  stages: z.array(stageSchema).min(1),
  impacts: z.array(impactSchema).default([]),
  /** The answer that makes an incident cross-border (incidents.md 3.12). */
  crossBorder: z.strictObject({ question: keySchema, option: keySchema }).optional(),
  /** Said on every start page and PDF (decisions.md D3). */
  notice: translatedSchema,
  /** Languages whose texts are an unofficial translation; filled in from the pack's manifest (decisions.md D6). */
  unofficial: z.array(z.enum(['fr', 'de', 'nl'])).optional(),
  /** The regulator's own words and recipients; what is not here is as the program has it. */
  mails: mailsSchema.optional(),
});
export type ProcedureDefinition = z.infer<typeof procedureDefinitionSchema>;

/** What the act of a procedure is called. */
export const actOf = ({ short, shortTexts }: Pick<ProcedureDefinition, 'short' | 'shortTexts'>): Name => shortTexts ?? short;
export type Impact = z.infer<typeof impactSchema>;
