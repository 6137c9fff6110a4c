/** A small country under real law, and incidents in it, for tests. Everything is made by the verbs people use. */
import { resolve } from 'node:path';
import { and, eq } from 'drizzle-orm';
import { notifierOfAccount } from '#modules/governance/index.ts';
import { makeOperator, makeOperatorAccount, makeRegulator, makeRegulatorAccount } from '#modules/governance/testing/factories.ts';
import type { AccountActor, OrganisationRef, RegulatorActor } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import type { Database } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import { attempt } from '#platform/db/schema.ts';
import type { AnswerValue } from '../domain/answer-value.ts';
import type { Fact } from '../domain/condition.ts';
import type { Contact } from '../domain/contacts.ts';
import type { FormDefinition, Question } from '../domain/definition.ts';
import { type FormCircumstances, missingAnswers, questionsOf, visibleQuestions } from '../domain/questionnaire.ts';
import { stageOf } from '../domain/stage-of.ts';
import { readPack } from '../packs/pack-reader.ts';
import { newestFormVersion } from '../queries/form-versions.query.ts';
import { procedureDefinitionOf } from '../queries/incident-world.query.ts';
import { offeredProcedures } from '../queries/offered-procedures.query.ts';
import { incident, report, submission } from '../schema/incident.ts';
import { draft, draftAnswer, draftPart, incidentFile } from '../schema/reporting-side.ts';
import { importPack } from '../services/import-pack.ts';
import { openIncidents } from '../services/open-incidents.ts';
import { reviewSubmission } from '../services/review-submission.ts';
import { submitReport } from '../services/submit-report.ts';

interface App {
  db: Database;
  ctx(actor: AccountActor): Ctx;
  systemCtx(): Ctx;
}

export interface Country {
  cyber: OrganisationRef;
  privacy: OrganisationRef;
  operator: OrganisationRef;
  /** Administrator of the operator. */
  elin: AccountActor;
  /** Administrator of the cybersecurity regulator. */
  tomas: RegulatorActor;
  /** Administrator of the data protection regulator. */
  dana: RegulatorActor;
}

/** Two regulators with the shipped packs (NIS2 and GDPR), one electricity operator, one person each. */
export async function makeCountry(app: App): Promise<Country> {
  const cyber = await makeRegulator(app.db, { slug: 'nca', short: 'NCA', name: { en: 'National Cybersecurity Authority' } });
  const privacy = await makeRegulator(app.db, { slug: 'dpa', short: 'DPA', name: { en: 'Data Protection Commission' } });
  await importShippedPack(app, 'nis2', cyber);
  await importShippedPack(app, 'gdpr', privacy);
  const operator = await makeOperator(app.db, { name: 'Norvane Grid', acronym: 'NOG', sectors: ['energy-electricity'] });
  return {
    cyber,
    privacy,
    operator,
    elin: await makeOperatorAccount(app.db, operator, { name: 'Elin Marchetti', administrator: true }),
    tomas: await makeRegulatorAccount(app.db, cyber, {
      name: 'Tomas Verhaegen',
      email: 'tomas.verhaegen@nca.example',
      administrator: true,
    }),
    dana: await makeRegulatorAccount(app.db, privacy, { name: 'Dana Okafor', administrator: true }),
  };
}

const packsRead = new Map<string, ReturnType<typeof readPack>>();
/** Read once by each worker: reading takes longer than importing, and nearly every test of the pages needs it. */
function readShippedPack(id: string): ReturnType<typeof readPack> {
  const read = packsRead.get(id) ?? readPack(resolve('packs', id));
  packsRead.set(id, read);
  return read;
}

export async function importShippedPack(app: App, id: string, regulator: OrganisationRef): Promise<void> {
  const read = await readShippedPack(id);
  if (!read.ok) throw new Error(`The shipped pack ${id} has findings`);
  await importPack(app.systemCtx(), { pack: read.pack, regulatorId: regulator.id });
}

export const sampleContact: Contact = {
  firstName: 'Elin',
  lastName: 'Marchetti',
  jobTitle: 'Head of security',
  email: 'elin.marchetti@norvane.example',
  phone: '+352 41 12 21',
};

export interface FileOptions {
  title?: string;
  /** Keys of regulations. */
  laws?: string[];
  sectors?: string[];
  zone?: string;
  facts?: Partial<Record<Fact, string>>;
}

/** Opens a file as `actor` would through the pages; answers the file's id and its incidents by law. */
export async function openFile(
  app: App,
  actor: AccountActor,
  options: FileOptions = {},
): Promise<{ fileId: string; incidents: Record<string, string> }> {
  const ctx = app.ctx(actor);
  const {
    title = 'Ransomware on the metering platform',
    laws = ['nis2'],
    sectors = ['energy-electricity'],
    zone = 'Europe/Luxembourg',
  } = options;
  const facts = options.facts ?? { aware: ctx.clock.now().subtract({ hours: 2 }).toString() };
  const offers = await offeredProcedures(ctx.db, ctx.clock.now());
  const chosen = offers.filter(({ regulation }) => laws.includes(regulation.key));
  const fileId = newId();
  await ctx.db.insert(incidentFile).values({
    id: fileId,
    title,
    ...(await ownerOf(ctx, actor)),
    zone,
    state: 'draft',
    selection: {
      couples: chosen.map(({ regulationId, regulatorId }) => ({ regulationId, regulatorId })),
      regulationIds: [...new Set(chosen.map(({ regulationId }) => regulationId))],
      sectors,
      contacts: { primary: sampleContact },
      facts: Object.fromEntries(Object.entries(facts).map(([fact, at]) => [fact, { at, zone }])),
      skipped: [],
    },
    createdBy: actor.accountId,
    createdAt: ctx.clock.now(),
  });
  const ids = await openIncidents(ctx, { fileId, version: 1 });
  const incidents: Record<string, string> = {};
  for (const id of ids) {
    const [row] = await ctx.db.select({ procedureId: incident.procedureId }).from(incident).where(eq(incident.id, id));
    const offer = offers.find(({ procedureId }) => procedureId === row?.procedureId);
    if (offer) incidents[offer.regulation.key] = id;
  }
  return { fileId, incidents };
}

/** An incident user reports for an organisation whose name it typed; how often in a day is others' business. */
async function ownerOf(ctx: Ctx, actor: AccountActor) {
  const { accountId, organisation } = actor;
  if (organisation) return { operatorId: organisation.id, organisationName: organisation.name, organisationVerified: true };
  await ctx.db.delete(attempt);
  const organisationName = 'Harbour Water Works';
  const notifierId = await ctx.db.transaction((tx) => notifierOfAccount(tx, ctx, accountId, organisationName));
  return { notifierId, organisationName, organisationVerified: false };
}

export interface SubmitOptions {
  answers?: Record<string, AnswerValue>;
  facts?: Partial<Record<Fact, string | null>>;
  impacts?: string[];
  sectors?: string[];
  ordinal?: number;
  /** Answers every question that is asked, not only the mandatory ones. */
  isThorough?: boolean;
}

/** Submits the next version of a stage's report, with plausible answers where a mandatory one is not given. */
export async function submitStage(app: App, actor: AccountActor, incidentId: string, stageKey: string, options: SubmitOptions = {}) {
  const { reportId, baseNo } = await fillDraft(app, actor, incidentId, stageKey, options);
  return submitReport(app.ctx(actor), { reportId, baseNo, idempotencyKey: newId() });
}

/** Decides on a submission that nobody has reviewed, as the page does. */
export const decide = (app: App, actor: AccountActor, submissionId: string, verdict: 'passed' | 'revision') =>
  reviewSubmission(app.ctx(actor), {
    submissionId,
    act: 'decide',
    reviewVersion: 0,
    verdict,
    comment: 'Please explain.',
    remarks: {},
    revisionDueAt: undefined,
  });

/** The draft of a stage's next version, ready to be submitted. */
export async function fillDraft(app: App, actor: AccountActor, incidentId: string, stageKey: string, options: SubmitOptions = {}) {
  const ctx = app.ctx(actor);
  const [record] = await ctx.db.select().from(incident).where(eq(incident.id, incidentId));
  const [row] = await ctx.db
    .select()
    .from(report)
    .where(and(eq(report.incidentId, incidentId), eq(report.stageKey, stageKey), eq(report.ordinal, options.ordinal ?? 1)));
  if (!record || !row) throw new Error(`No report ${stageKey}`);
  const stage = stageOf(await procedureDefinitionOf(ctx.db, record.procedureVersionId), stageKey);
  const form = await newestFormVersion(ctx.db, record.regulatorId, stage.formKey);
  const versions = await ctx.db.select({ no: submission.no }).from(submission).where(eq(submission.reportId, row.id));
  const baseNo = Math.max(0, ...versions.map(({ no }) => no));
  const now = ctx.clock.now();
  const draftId = newId();
  await ctx.db.insert(draft).values({
    id: draftId,
    reportId: row.id,
    formVersionId: form.id,
    baseNo,
    createdAt: now,
    savedAt: now,
    savedByName: actor.name,
    expiresAt: now.add({ hours: 2160 }),
  });
  const answers = completeAnswers(form.definition, options.answers ?? {}, options.isThorough);
  await ctx.db.insert(draftAnswer).values([...answers].map(([questionKey, value]) => ({ draftId, questionKey, value, updatedAt: now })));
  if (options.facts) {
    const value = Object.fromEntries(Object.entries(options.facts).map(([fact, at]) => [fact, at ? { at, zone: record.zone } : null]));
    await ctx.db.insert(draftPart).values({ draftId, part: 'facts', value, updatedAt: now });
  }
  for (const part of ['impacts', 'sectors'] as const) {
    const value = options[part];
    if (value) await ctx.db.insert(draftPart).values({ draftId, part, value, updatedAt: now });
  }
  return { reportId: row.id, baseNo };
}

/** As if the report came late, so that the reason for a delay is given too; a submission keeps what was asked. */
const whenLate: FormCircumstances = { late: true };

/** Given answers, and something sensible for every mandatory question they leave open; when thorough, for every question. */
export function completeAnswers(form: FormDefinition, given: Record<string, AnswerValue>, isThorough = false): Map<string, AnswerValue> {
  const answers = new Map(Object.entries(given).filter(([key]) => questionsOf(form).some((question) => question.key === key)));
  for (;;) {
    const optional = isThorough ? visibleQuestions(form, answers, whenLate).find(({ key }) => !answers.has(key)) : undefined;
    const missing = optional ?? missingAnswers(form, answers, whenLate)[0];
    if (!missing) return answers;
    const question = questionsOf(form).find(({ key }) => key === missing.key);
    if (!question || answers.has(missing.key)) throw new Error(`No sample answer for ${missing.key}`);
    answers.set(question.key, sampleAnswer(question));
  }
}

function sampleAnswer(question: Pick<Question, 'type' | 'options' | 'items'>): AnswerValue {
  const option = question.options?.[0]?.key ?? '';
  switch (question.type) {
    case 'text':
    case 'longText':
      return 'As described in the report.';
    case 'single':
      return { option };
    case 'multi':
      return { options: [option] };
    case 'boolean':
      return false;
    case 'integer':
      return 12;
    case 'decimal':
    case 'percentage':
      return '12.5';
    case 'money':
      return { amount: '1250', currency: 'EUR' };
    case 'duration':
      return 'PT4H';
    case 'date':
      return '2026-03-04';
    case 'dateTime':
      return { at: '2026-03-04T10:00:00Z', zone: 'Europe/Luxembourg' };
    case 'countries':
      return ['BE'];
    case 'regions':
      return ['LU-LU'];
    case 'email':
      return 'contact@norvane.example';
    case 'phone':
      return '+352411221';
    case 'lei':
      return '5493001KJTIIGC8Y1R12';
    case 'url':
      return 'https://norvane.example/status';
    case 'group':
      return [Object.fromEntries((question.items ?? []).map((item) => [item.key, sampleAnswer(item) as string]))];
  }
}
