/** The short way of decisions.md D4: four pages, of which the last one sends. */
import { z } from 'zod';
import type { AnswerValue } from './answer-value.ts';
import { facts } from './condition.ts';
import { type Contacts, zonedInstantSchema } from './contacts.ts';
import type { ProcedureDefinition, Stage } from './definition.ts';

export const filingSteps = ['who', 'where', 'what', 'check'] as const;
export type FilingStep = (typeof filingSteps)[number];

/** Who says so: typed, and nothing of it verified. */
const filerSchema = z.strictObject({
  firstName: z.string(),
  lastName: z.string(),
  email: z.string(),
  phone: z.string(),
  organisation: z.string(),
  country: z.string(),
});
export type Filer = z.infer<typeof filerSchema>;

/** What the pages have gathered so far; complete, and frozen, once it is sent. */
export const filingContentSchema = z.strictObject({
  filer: filerSchema,
  /** Key of the law. */
  regulation: z.string(),
  /** Slugs; none when the person could not tell. */
  sectors: z.array(z.string()),
  /** The procedure that law and sector led to. */
  procedureId: z.string().optional(),
  facts: z.partialRecord(z.enum(facts), zonedInstantSchema),
  zone: z.string(),
  /** Pairs, not an object: a question key may be any word. */
  answers: z.array(z.tuple([z.string(), z.custom<AnswerValue>()])),
  /** Pages that were answered. */
  saved: z.array(z.enum(filingSteps)),
});
export type FilingContent = z.infer<typeof filingContentSchema>;

/** A draft of somebody unknown takes no more room than this, in bytes. */
export const filingBytes = 200_000;

/** The report that the short way files: the first one that nothing must come before. */
export function firstStage({ stages }: Pick<ProcedureDefinition, 'stages'>): Stage | undefined {
  return stages.find(({ kind, requires, covers }) => kind === 'required' && requires.length === 0 && covers.length === 0);
}

export const filerName = ({ firstName, lastName }: Filer): string => `${firstName} ${lastName}`;

export const contactsOfFiler = ({ firstName, lastName, email, phone }: Filer): Contacts => ({
  primary: { firstName, lastName, email, phone },
});

const titleLength = 100;

/** Nobody is asked for a title: the first words of what happened are one. */
export function filingTitle(description: string, organisation: string): string {
  const line = description.trim().split(/\r?\n/)[0]?.trim() ?? '';
  if (!line) return organisation;
  if (line.length <= titleLength) return line;
  const cut = line.slice(0, titleLength);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), 40)).trimEnd()}…`;
}
