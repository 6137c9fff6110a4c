import { z } from 'zod';
import { facts } from './condition.ts';

export const contactRoles = ['primary', 'technical', 'second', 'dpo'] as const;
export type ContactRole = (typeof contactRoles)[number];

/** incidents.md 4.1: all mandatory but the job title, 100 characters each. */
export const contactSchema = z.strictObject({
  lastName: z.string().trim().min(1).max(100),
  firstName: z.string().trim().min(1).max(100),
  jobTitle: z.string().trim().max(100).optional(),
  email: z.email().max(100),
  phone: z
    .string()
    .trim()
    .regex(/^\+?[\d\s()./-]{5,40}$/),
});
export type Contact = z.infer<typeof contactSchema>;
/** `technical` is absent when the primary contact is the technical one too. */
export type Contacts = { primary: Contact; technical?: Contact; second?: Contact; dpo?: Contact };

/** An instant somebody typed, with the zone it was typed in. */
export const zonedInstantSchema = z.strictObject({ at: z.string(), zone: z.string() });

/** What "notify" has gathered so far. Nothing here is complete before the last page. */
export const fileSelectionSchema = z.strictObject({
  couples: z.array(z.strictObject({ regulationId: z.string(), regulatorId: z.string() })).default([]),
  regulationIds: z.array(z.string()).default([]),
  sectors: z.array(z.string()).default([]),
  contacts: z.record(z.string(), contactSchema.partial()).default({}),
  facts: z.partialRecord(z.enum(facts), zonedInstantSchema).default({}),
  /** `regulation:regulator` of the couples that are left out on purpose. */
  skipped: z.array(z.string()).default([]),
  /** Pages that were answered: one with only optional fields counts once it has been seen. */
  saved: z.array(z.string()).optional(),
});
export type FileSelection = z.infer<typeof fileSelectionSchema>;
/** A contact before its page is complete. */
export type PartialContact = FileSelection['contacts'][string];
