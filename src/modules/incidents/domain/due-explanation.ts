/** Why a report is due when it is: stored beside the deadline, turned into a sentence per language by `explain.ts`. */
import { z } from 'zod';
import { durationSchema } from './condition.ts';
import { anchorSchema, keySchema } from './definition.ts';

const instant = z.iso.datetime();

export const dueExplanationSchema = z.strictObject({
  /** `ongoing`: the instant at which a report on an unresolved incident becomes due. `regulator`: a date the regulator set. */
  source: z.enum(['rule', 'ongoing', 'regulator']),
  /** Index in the stage's `due`; null when no rule decided. */
  rule: z.int().nonnegative().nullable(),
  article: z.string(),
  zone: z.string(),
  counted: z.strictObject({ from: anchorSchema, fromAt: instant.nullable(), add: durationSchema }).nullable(),
  /** Set only when it brought the deadline forward. */
  cap: z.strictObject({ from: anchorSchema, fromAt: instant, add: durationSchema }).nullable(),
  /** Set only when the deadline fell on a day that is no working day. */
  shift: z.strictObject({ calendar: z.string(), from: instant }).nullable(),
  /** Shown as one line with this other stage, until it is clear which of the two is due. */
  combinedWith: keySchema.nullable(),
  /** Whether this is the report that falls due only while the incident is unresolved. */
  onlyWhileOngoing: z.boolean(),
  /** Null while the anchor is unknown. */
  at: instant.nullable(),
});
export type DueExplanation = z.infer<typeof dueExplanationSchema>;
