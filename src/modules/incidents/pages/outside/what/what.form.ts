import type { FieldError } from '#platform/forms/form.ts';
import type { FormBody } from '#platform/http/route.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import type { AnswerValue } from '../../../domain/answer-value.ts';
import type { AnswerProblem } from '../../../domain/answers.ts';
import type { FilingContent } from '../../../domain/filing.ts';
import { parseFormAnswer, toFormFields } from '../../../domain/form-answer.ts';
import type { AskedFact } from '../../../domain/notify-journey.ts';
import { type FormCircumstances, keptAnswers, missingAnswers, questionsOf } from '../../../domain/questionnaire.ts';
import { circumstancesOf, type FilingRow, type FilingTarget } from '../../../queries/filing.query.ts';
import { filledFacts, readFacts } from '../../notify/facts/facts.form.ts';

export interface TypedFiling {
  content: Pick<FilingContent, 'facts' | 'zone' | 'answers'>;
  /** Problems of format, by question. */
  problems: ReadonlyMap<string, AnswerProblem>;
  errors: Record<string, FieldError>;
  around: FormCircumstances;
}

/** Only what must be known: everything else can follow later. */
export const askedOfFiler = ({ offer }: FilingTarget): AskedFact[] => offer.definition.facts.filter(({ mandatory }) => mandatory);

/** Reads when it was noticed and what happened. Nothing is dropped that was typed, also where it does not apply just now. */
export function readWhat(form: FormBody, row: FilingRow, target: FilingTarget, now: Temporal.Instant): TypedFiling {
  const errors: Record<string, FieldError> = {};
  const facts = readFacts(form, askedOfFiler(target), row.content.zone, now);
  if (!facts.ok) Object.assign(errors, facts.state.errors);
  const known = facts.ok ? facts.data : row.content.facts;
  const zone = Object.values(known)[0]?.zone ?? row.content.zone;
  const problems = new Map<string, AnswerProblem>();
  const answers: [string, AnswerValue][] = [];
  for (const question of questionsOf(target.form.definition)) {
    const answer = parseFormAnswer(question, form, zone, { now: { at: now, zone } });
    if (!answer.ok) problems.set(question.key, answer.problem);
    else if (answer.value !== undefined) answers.push([question.key, answer.value]);
  }
  const content = { facts: known, zone, answers };
  const around = circumstancesOf({ content: { ...row.content, ...content } }, target, now);
  for (const { key, item } of missingAnswers(target.form.definition, keptAnswers(target.form.definition, new Map(answers), around), around))
    if (!problems.has(key)) errors[key] = { messageKey: item ? 'report.answer.rowMissing' : 'report.answer.missing' };
  return { content, problems, errors, around };
}

export const filledWhat = ({ content }: FilingRow, target: FilingTarget): FormBody =>
  Object.assign(
    filledFacts(content.facts),
    ...questionsOf(target.form.definition).map((question) =>
      toFormFields(question, content.answers.find(([key]) => key === question.key)?.[1]),
    ),
  );
