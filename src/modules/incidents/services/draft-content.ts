import { and, desc, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { govSector } from '#modules/governance/index.ts';
import { RefusedError } from '#platform/context/errors.ts';
import type { Reader } from '#platform/db/database.ts';
import { Temporal } from '#platform/time/temporal.ts';
import type { AnswerValue } from '../domain/answer-value.ts';
import { facts } from '../domain/condition.ts';
import { type Contacts, contactSchema, zonedInstantSchema } from '../domain/contacts.ts';
import type { Facts } from '../domain/evaluate-condition.ts';
import { incidentContacts } from '../queries/incident-contacts.query.ts';
import { type incident, incidentFact, incidentSector, report, type SubmittedFacts, submission } from '../schema/incident.ts';
import { draftAnswer, draftPart } from '../schema/reporting-side.ts';

/** The parts of a draft beside its answers, as `draft_part.value` holds them. null takes a fact back. */
export const draftFactsSchema = z.partialRecord(z.enum(facts), zonedInstantSchema.nullable());
const draftContactsSchema = z.object({
  primary: contactSchema,
  technical: contactSchema.optional(),
  second: contactSchema.optional(),
  dpo: contactSchema.optional(),
});
const keysSchema = z.array(z.string());

/** Everything a submission of this draft would freeze: what was typed, and what the incident says where nothing was. */
export interface DraftContent {
  answers: Map<string, AnswerValue>;
  facts: SubmittedFacts;
  contacts: Contacts;
  impacts: string[];
  sectors: string[];
}

export async function loadDraftContent(reader: Reader, draftId: string, record: typeof incident.$inferSelect): Promise<DraftContent> {
  const parts = new Map(
    (await reader.select().from(draftPart).where(eq(draftPart.draftId, draftId))).map(({ part, value }) => [part, value]),
  );
  const answers = await reader.select().from(draftAnswer).where(eq(draftAnswer.draftId, draftId));
  const typedFacts = draftFactsSchema.parse(parts.get('facts') ?? {});
  const known = { ...(await currentFacts(reader, record.id)), ...typedFacts };
  return {
    answers: new Map(answers.flatMap(({ questionKey, value }) => (value === null ? [] : [[questionKey, value]]))),
    facts: Object.fromEntries(Object.entries(known).filter(([, value]) => value !== null)) as SubmittedFacts,
    contacts: parts.has('contacts')
      ? completeContacts(parts.get('contacts'))
      : ((await incidentContacts(reader, record)) ?? record.contacts),
    impacts: parts.has('impacts') ? keysSchema.parse(parts.get('impacts')) : await latestImpacts(reader, record.id),
    sectors: parts.has('sectors') ? keysSchema.parse(parts.get('sectors')) : await currentSectors(reader, record.id),
  };
}

/** While a draft, a contact may lack anything; a submission needs them whole. */
function completeContacts(typed: unknown): Contacts {
  const contacts = draftContactsSchema.safeParse(typed);
  if (!contacts.success) throw new RefusedError('report.contacts.missing');
  const { primary, technical, second, dpo } = contacts.data;
  return { primary, ...(technical && { technical }), ...(second && { second }), ...(dpo && { dpo }) };
}

/** The instants alone, as the rules on their order take them. */
export const instantsOf = (submitted: SubmittedFacts): Facts =>
  Object.fromEntries(Object.entries(submitted).map(([fact, { at }]) => [fact, Temporal.Instant.from(at)]));

export async function currentFacts(reader: Reader, incidentId: string): Promise<SubmittedFacts> {
  const rows = await reader
    .select()
    .from(incidentFact)
    .where(and(eq(incidentFact.incidentId, incidentId), isNull(incidentFact.supersededAt)));
  return Object.fromEntries(rows.flatMap(({ fact, at, zone }) => (at ? [[fact, { at: at.toString(), zone }]] : [])));
}

export async function currentSectors(reader: Reader, incidentId: string): Promise<string[]> {
  const rows = await reader
    .select({ slug: govSector.slug })
    .from(incidentSector)
    .innerJoin(govSector, eq(govSector.id, incidentSector.sectorId))
    .where(eq(incidentSector.incidentId, incidentId));
  return rows.map(({ slug }) => slug).sort();
}

/** Of the newest submission of the incident, whichever report it was of. */
export async function latestImpacts(reader: Reader, incidentId: string): Promise<string[]> {
  const [row] = await reader
    .select({ impacts: submission.impacts })
    .from(submission)
    .innerJoin(report, eq(report.id, submission.reportId))
    .where(eq(report.incidentId, incidentId))
    .orderBy(desc(submission.submittedAt), desc(submission.id))
    .limit(1);
  return row?.impacts ?? [];
}
