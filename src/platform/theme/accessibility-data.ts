import { z } from 'zod';
import { translatedSchema } from '#platform/i18n/language.ts';
import { Temporal } from '#platform/time/temporal.ts';

/** A day such as 2026-11-30. */
export const plainDateSchema = z.iso.date('a date such as 2026-11-30').transform((text) => Temporal.PlainDate.from(text));

const share = z.number().min(0).max(1);

/** `pages/accessibility.json`: the facts behind the accessibility statement (Directive 2016/2102, Decision 2018/1523). */
export const accessibilityDataSchema = z.strictObject({
  assessedOn: plainDateSchema,
  status: z.enum(['full', 'partial', 'none']),
  standard: z.string().min(1),
  scope: translatedSchema,
  method: translatedSchema,
  /** Absent until somebody has measured it: of all criteria, and on average of the pages. */
  rate: z.strictObject({ criteriaMet: share, pageAverage: share.optional() }).optional(),
  failures: z
    .array(z.strictObject({ criterion: z.string().regex(/^\d+(\.\d+)+$/, 'a number such as 1.4.10'), text: translatedSchema }))
    .max(60),
  exemptions: z.array(translatedSchema).max(20),
  contact: z.strictObject({ email: z.email(), phone: z.string().optional(), answerDays: z.int().min(1).max(60) }),
  complaintBody: z.strictObject({ name: translatedSchema, url: z.url({ protocol: /^https$/ }), email: z.email().optional() }),
});
export type AccessibilityData = z.infer<typeof accessibilityDataSchema>;
