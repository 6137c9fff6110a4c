/** Puts down what people would type on the pages, for the demo country; the verbs of the pages do the rest. No page calls this. */
import { and, desc, eq, sql } from 'drizzle-orm';
import { actorId, actorName } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { newId } from '#platform/db/ids.ts';
import type { AnswerValue } from '../domain/answer-value.ts';
import type { Fact } from '../domain/condition.ts';
import type { Contacts } from '../domain/contacts.ts';
import { questionsOf } from '../domain/questionnaire.ts';
import { stageOf } from '../domain/stage-of.ts';
import { newestFormVersion } from '../queries/form-versions.query.ts';
import { procedureDefinitionOf } from '../queries/incident-world.query.ts';
import { offeredProcedures } from '../queries/offered-procedures.query.ts';
import { incident, report, submission } from '../schema/incident.ts';
import { draft, draftAnswer, draftPart, incidentFile } from '../schema/reporting-side.ts';
import { draftLife } from './ensure-draft.ts';
import { fileOwner } from './start-notify.ts';

export interface SeedFile {
  title: string;
  /** Keys of regulations; each goes to every regulator who offers it. */
  laws: readonly string[];
  sectors: readonly string[];
  zone: string;
  contacts: Contacts;
  /** ISO instants. */
  facts: Partial<Record<Fact, string>>;
  /** For whom an incident user reports. */
  organisation?: string | undefined;
}

/** A draft file with everything "notify" asks for, as the actor's operator would leave it. Answers its id. */
export async function seedFile(ctx: Ctx, { title, laws, sectors, zone, contacts, facts, organisation }: SeedFile): Promise<string> {
  const offers = (await offeredProcedures(ctx.db, ctx.clock.now())).filter(({ regulation }) => laws.includes(regulation.key));
  const id = newId();
  await ctx.db.insert(incidentFile).values({
    id,
    title,
    ...(await ctx.db.transaction((tx) => fileOwner(tx, ctx, organisation))),
    zone,
    state: 'draft',
    selection: {
      couples: offers.map(({ regulationId, regulatorId }) => ({ regulationId, regulatorId })),
      regulationIds: [...new Set(offers.map(({ regulationId }) => regulationId))],
      sectors: [...sectors],
      contacts,
      facts: Object.fromEntries(Object.entries(facts).map(([fact, at]) => [fact, { at, zone }])),
      skipped: [],
    },
    createdBy: actorId(ctx.actor),
    createdAt: ctx.clock.now(),
  });
  return id;
}

/** The incident of a file under one law. */
export async function incidentOfFile(ctx: Ctx, incidentIds: readonly string[], law: string): Promise<string> {
  const offers = await offeredProcedures(ctx.db, ctx.clock.now());
  for (const id of incidentIds) {
    const [row] = await ctx.db.select({ procedureId: incident.procedureId }).from(incident).where(eq(incident.id, id));
    if (offers.some(({ procedureId, regulation }) => procedureId === row?.procedureId && regulation.key === law)) return id;
  }
  throw new Error(`No incident under ${law}`);
}

export interface SeedDraft {
  incidentId: string;
  stage: string;
  /** Answers to questions the form does not have are left out. */
  answers: Readonly<Record<string, AnswerValue>>;
  /** ISO instants. */
  facts?: Partial<Record<Fact, string>> | undefined;
  impacts?: readonly string[] | undefined;
}

/** The draft of a report's next version, on the newest request when the stage is asked for repeatedly. */
export async function seedDraft(ctx: Ctx, input: SeedDraft): Promise<{ reportId: string; baseNo: number }> {
  const [record] = await ctx.db.select().from(incident).where(eq(incident.id, input.incidentId));
  const [row] = await ctx.db
    .select()
    .from(report)
    .where(and(eq(report.incidentId, input.incidentId), eq(report.stageKey, input.stage)))
    .orderBy(sql`${report.requestedAt} desc nulls last`, desc(report.ordinal))
    .limit(1);
  if (!record || !row) throw new Error(`No report ${input.stage}`);
  const stage = stageOf(await procedureDefinitionOf(ctx.db, record.procedureVersionId), input.stage);
  const form = await newestFormVersion(ctx.db, record.regulatorId, stage.formKey);
  const [latest] = await ctx.db
    .select({ id: submission.id, no: submission.no })
    .from(submission)
    .where(eq(submission.reportId, row.id))
    .orderBy(desc(submission.no))
    .limit(1);
  const now = ctx.clock.now();
  const draftId = newId();
  const baseNo = latest?.no ?? 0;
  await ctx.db.insert(draft).values({
    id: draftId,
    reportId: row.id,
    formVersionId: form.id,
    baseSubmissionId: latest?.id ?? null,
    baseNo,
    createdAt: now,
    savedAt: now,
    savedByName: actorName(ctx.actor),
    expiresAt: now.add(draftLife),
  });
  const by = { draftId, updatedBy: actorId(ctx.actor), updatedAt: now };
  const answers = questionsOf(form.definition).flatMap(({ key }) => {
    const value = input.answers[key];
    return value === undefined ? [] : [{ ...by, questionKey: key, value }];
  });
  if (answers.length > 0) await ctx.db.insert(draftAnswer).values(answers);
  if (input.facts) {
    const value = Object.fromEntries(Object.entries(input.facts).map(([fact, at]) => [fact, { at, zone: record.zone }]));
    await ctx.db.insert(draftPart).values({ ...by, part: 'facts', value });
  }
  if (input.impacts) await ctx.db.insert(draftPart).values({ ...by, part: 'impacts', value: [...input.impacts] });
  return { reportId: row.id, baseNo };
}

/** The newest version of a stage's report, and the file it belongs to, for acts that happened to it. */
export async function latestSubmission(ctx: Ctx, incidentId: string, stage: string): Promise<{ submissionId: string }> {
  const [row] = await ctx.db
    .select({ submissionId: submission.id })
    .from(submission)
    .innerJoin(report, eq(report.id, submission.reportId))
    .where(and(eq(report.incidentId, incidentId), eq(report.stageKey, stage)))
    .orderBy(desc(submission.submittedAt))
    .limit(1);
  if (!row) throw new Error(`Nothing was submitted for ${stage}`);
  return row;
}
