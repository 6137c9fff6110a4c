import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Ctx } from '#platform/context/ctx.ts';
import { RefusedError } from '#platform/context/errors.ts';
import type { Reader } from '#platform/db/database.ts';
import type { AnswerValue } from '../domain/answer-value.ts';
import { facts } from '../domain/condition.ts';
import { type Contacts, contactSchema, zonedInstantSchema } from '../domain/contacts.ts';
import { incidentContacts } from '../queries/incident-contacts.query.ts';
import { procedureDefinitionOf } from '../queries/incident-world.query.ts';
import { sectorSlugs } from '../queries/sector-tree.query.ts';
import { type incident, incidentFact, report, type SubmittedFacts, submission } from '../schema/incident.ts';
import { draftAnswer, draftPart } from '../schema/reporting-side.ts';

/** The parts of a draft beside its answers, as `draft_part.value` holds them. null takes a fact back. */
export const draftFactsSchema = z.partialRecord(z.enum(facts), zonedInstantSchema.nullable());
const draftContactsSchema = z.object({
  primary: contactSchema,
  technical: contactSchema.optional(),
  second: contactSchema.optional(),
  dpo: contactSchema.optional(),
});
export const keysSchema = z.array(z.string());

/** Everything a submission of this draft would freeze: what was typed, and what the incident says where nothing was. */
export interface DraftContent {
  answers: Map<string, AnswerValue>;
  /** What the incident knew before. */
  current: readonly FactRow[];
  facts: SubmittedFacts;
  contacts: Contacts;
  impacts: string[];
  sectors: string[];
}

export async function loadDraftContent(
  reader: Reader,
  ctx: Ctx,
  draftId: string,
  record: typeof incident.$inferSelect,
): Promise<DraftContent> {
  const { parts, answers } = await loadTyped(reader, draftId);
  const current = await currentFactRows(reader, record.id);
  return {
    answers,
    current,
    facts: toldFacts(submittedFacts(current), parts.get('facts')),
    contacts: parts.has('contacts')
      ? completeContacts(parts.get('contacts'))
      : ((await incidentContacts(reader, record)) ?? record.contacts),
    impacts: parts.has('impacts') ? keysSchema.parse(parts.get('impacts')) : await latestImpacts(reader, record),
    sectors: parts.has('sectors') ? keysSchema.parse(parts.get('sectors')) : await sectorSlugs(reader, ctx, record),
  };
}

/** What somebody typed, in one statement; an answer that was emptied is none. */
async function loadTyped(reader: Reader, draftId: string) {
  const typed = await reader
    .select({ part: sql<string | null>`${draftPart.part}`, question: sql<string | null>`null`, value: draftPart.value })
    .from(draftPart)
    .where(eq(draftPart.draftId, draftId))
    .unionAll(
      reader
        .select({ part: sql<string | null>`null`, question: sql<string | null>`${draftAnswer.questionKey}`, value: draftAnswer.value })
        .from(draftAnswer)
        .where(eq(draftAnswer.draftId, draftId)),
    );
  return {
    parts: new Map(typed.flatMap(({ part, value }) => (part === null ? [] : [[part, value] as const]))),
    answers: new Map(
      typed.flatMap(({ question, value }) => (question === null || value === null ? [] : [[question, value as AnswerValue] as const])),
    ),
  };
}

/** While a draft, a contact may lack anything; a submission needs them whole. */
function completeContacts(typed: unknown): Contacts {
  const contacts = draftContactsSchema.safeParse(typed);
  if (!contacts.success) throw new RefusedError('report.contacts.missing');
  const { primary, technical, second, dpo } = contacts.data;
  return { primary, ...(technical && { technical }), ...(second && { second }), ...(dpo && { dpo }) };
}

/** The facts of the incident with what the draft says over them; null takes one back. */
export function toldFacts(current: SubmittedFacts, typed: unknown): SubmittedFacts {
  const known = { ...current, ...draftFactsSchema.parse(typed ?? {}) };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== null)) as SubmittedFacts;
}

type FactRow = typeof incidentFact.$inferSelect;

export const currentFacts = async (reader: Reader, incidentId: string): Promise<SubmittedFacts> =>
  submittedFacts(await currentFactRows(reader, incidentId));

/** The newest row of each fact. */
export const currentFactRows = (reader: Reader, incidentId: string): Promise<FactRow[]> =>
  reader
    .select()
    .from(incidentFact)
    .where(and(eq(incidentFact.incidentId, incidentId), isNull(incidentFact.supersededAt)));

const submittedFacts = (rows: readonly FactRow[]): SubmittedFacts =>
  Object.fromEntries(rows.flatMap(({ fact, at, zone }) => (at ? [[fact, { at: at.toString(), zone }]] : [])));

/**
 * Of the newest submission that asked for impacts: a stage that does not ask stores none, and says nothing about them
 * (incidents.md 3.8, 3.9).
 */
export async function latestImpacts(reader: Reader, { id, procedureVersionId }: typeof incident.$inferSelect): Promise<string[]> {
  const { stages } = await procedureDefinitionOf(reader, procedureVersionId);
  const asking = stages.flatMap(({ key, impacts }) => (impacts ? [key] : []));
  if (asking.length === 0) return [];
  const [row] = await reader
    .select({ impacts: submission.impacts })
    .from(submission)
    .innerJoin(report, eq(report.id, submission.reportId))
    .where(and(eq(report.incidentId, id), inArray(report.stageKey, asking)))
    .orderBy(desc(submission.submittedAt), desc(submission.id))
    .limit(1);
  return row?.impacts ?? [];
}
