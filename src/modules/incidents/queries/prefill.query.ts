import { and, desc, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import type { Reader } from '#platform/db/database.ts';
import type { Name, Translated } from '#platform/i18n/language.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import type { AnswerValue } from '../domain/answer-value.ts';
import { checkAnswer } from '../domain/answers.ts';
import { actOf, type FormDefinition, type Question } from '../domain/definition.ts';
import { migrateAnswers } from '../domain/migrate-answers.ts';
import { questionsOf } from '../domain/questionnaire.ts';
import { question } from '../schema/definitions.ts';
import { incident, report, submission, submissionAnswer } from '../schema/incident.ts';
import { formVersion } from './form-versions.query.ts';
import { procedureDefinitionOf } from './incident-world.query.ts';

/** An answer that was submitted before and fits this question. */
export interface Prefill {
  value: AnswerValue;
  submissionId: string;
  /** Shown to the operator and to nobody else. */
  origin: { label: Translated; act: Name; at: Temporal.Instant; zone: string; isOwnReport: boolean; no: number };
  /** Text written for another regulator: it is offered, and taken over only by a click (decisions.md D9). */
  needsConsent: boolean;
}

interface Subject {
  incident: typeof incident.$inferSelect;
  reportId: string;
  baseSubmissionId: string | null;
}

interface Source {
  key: string;
  value: AnswerValue;
  submissionId: string;
  reportId: string;
  incidentId: string;
  regulatorId: string;
  procedureVersionId: string;
  stageKey: string;
  at: Temporal.Instant;
  no: number;
  zone: string;
}

/**
 * What the form can start from: the version being revised, else the newest answer of this incident, else of another incident of the
 * same file when the question may be shared. Submitted answers of the same operator only; drafts of others never.
 */
export async function loadPrefill(reader: Reader, subject: Subject, form: FormDefinition): Promise<Map<string, Prefill>> {
  const questions = new Map(questionsOf(form).map((asked) => [asked.key, asked]));
  const known = await questionsOfBase(reader, subject);
  const sources = await loadSources(reader, subject, [...questions.keys()]);
  const shareable = await shareableKeys(reader, [...questions.keys()]);
  const prefill = new Map<string, Prefill>();
  for (const source of sources) {
    const asked = questions.get(source.key);
    if (!asked || prefill.has(source.key)) continue;
    const isOwnIncident = source.incidentId === subject.incident.id;
    if (!isOwnIncident && !shareable.has(source.key)) continue;
    // A revision starts from its own latest version: what that one asked and left open stays open.
    if (known?.has(source.key) && source.submissionId !== subject.baseSubmissionId) continue;
    const value = fittingValue(asked, source.value);
    if (value === undefined) continue;
    const needsConsent = source.regulatorId !== subject.incident.regulatorId && holdsFreeText(asked, value);
    prefill.set(source.key, { value, submissionId: source.submissionId, origin: await originOf(reader, source, subject), needsConsent });
  }
  return prefill;
}

/** Own incident first, newest first. The operator is compared although one file has one operator: a prefill must never cross. */
async function loadSources(reader: Reader, { incident: own, baseSubmissionId }: Subject, keys: string[]): Promise<Source[]> {
  return reader
    .select({
      key: submissionAnswer.questionKey,
      value: submissionAnswer.value,
      submissionId: submission.id,
      reportId: report.id,
      incidentId: incident.id,
      regulatorId: incident.regulatorId,
      procedureVersionId: incident.procedureVersionId,
      stageKey: report.stageKey,
      at: submission.submittedAt,
      no: submission.no,
      zone: incident.zone,
    })
    .from(submissionAnswer)
    .innerJoin(submission, eq(submission.id, submissionAnswer.submissionId))
    .innerJoin(report, eq(report.id, submission.reportId))
    .innerJoin(incident, eq(incident.id, report.incidentId))
    .where(
      and(
        eq(incident.fileId, own.fileId),
        own.operatorId ? eq(incident.operatorId, own.operatorId) : isNull(incident.operatorId),
        inArray(submissionAnswer.questionKey, keys),
      ),
    )
    .orderBy(
      sql`(${submission.id} = ${baseSubmissionId}::uuid) is true desc`,
      sql`(${incident.id} = ${own.id}) desc`,
      desc(submission.submittedAt),
      desc(submission.id),
    );
}

/** The questions that the revised version was asked; undefined for a first version. */
async function questionsOfBase(reader: Reader, { baseSubmissionId }: Subject): Promise<Set<string> | undefined> {
  if (!baseSubmissionId) return undefined;
  const [base] = await reader.select({ formId: submission.formVersionId }).from(submission).where(eq(submission.id, baseSubmissionId));
  if (!base) return undefined;
  const { definition } = await formVersion(reader, base.formId);
  return new Set(questionsOf(definition).map(({ key }) => key));
}

/** Platform questions that are not private (decisions.md D9). A regulator's own keys are never shared between procedures. */
async function shareableKeys(reader: Reader, keys: string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const rows = await reader
    .select({ key: question.key })
    .from(question)
    .where(and(inArray(question.key, keys), isNull(question.ownerRegulatorId), ne(question.private, true)));
  return new Set(rows.map(({ key }) => key).filter((key) => !key.startsWith('r:')));
}

/** The answer as far as the question of today takes it: options it no longer offers are left out. */
function fittingValue(asked: Question, value: AnswerValue): AnswerValue | undefined {
  const alone: FormDefinition = { label: asked.label, pages: [{ key: 'page', label: asked.label, questions: [asked] }] };
  const narrowed = migrateAnswers(new Map([[asked.key, value]]), alone, alone).answers.get(asked.key);
  const check = narrowed === undefined ? undefined : checkAnswer(asked, narrowed);
  return check?.ok ? check.value : undefined;
}

const freeTextTypes: readonly Question['type'][] = ['text', 'longText', 'group'];
const holdsFreeText = (asked: Question, value: AnswerValue) =>
  freeTextTypes.includes(asked.type) || (typeof value === 'object' && 'details' in value && value.details !== undefined);

async function originOf(reader: Reader, source: Source, { reportId }: Subject): Promise<Prefill['origin']> {
  const procedure = await procedureDefinitionOf(reader, source.procedureVersionId);
  const stage = procedure.stages.find(({ key }) => key === source.stageKey);
  return {
    label: stage?.label ?? procedure.label,
    act: actOf(procedure),
    at: source.at,
    zone: source.zone,
    isOwnReport: source.reportId === reportId,
    no: source.no,
  };
}
