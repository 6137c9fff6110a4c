/**
 * What a form asks, given the answers so far (decisions.md D10). Conditions look at earlier questions only, so one pass in the
 * order of the form is enough, and a hidden answer counts as unanswered for every later question. The browser uses this file too.
 */
import { type Answers, type AnswerValue, type GroupRow, isEmptyAnswer, isList } from './answer-value.ts';
import type { FormDefinition, Question } from './definition.ts';
import { evaluate } from './evaluate-condition.ts';

type AskedQuestion = Pick<Question, 'key' | 'mandatory' | 'visibleWhen' | 'requiredWhen'>;

export const questionsOf = (form: FormDefinition): Question[] => form.pages.flatMap((page) => page.questions);

/** What conditions of a form look at beside its answers. */
export interface FormCircumstances {
  late: boolean;
}
export const inTime: FormCircumstances = { late: false };

interface Reading {
  visible: Question[];
  kept: Map<string, AnswerValue>;
}

function read(form: FormDefinition, answers: Answers, around: FormCircumstances): Reading {
  const kept = new Map<string, AnswerValue>();
  const visible = questionsOf(form).filter((question) => {
    if (question.visibleWhen && !evaluate(question.visibleWhen, { ...around, answers: kept })) return false;
    const value = answers.get(question.key);
    const answer = question.type === 'group' && value !== undefined ? keptRows(question, value, kept, around) : value;
    if (answer !== undefined && !isEmptyAnswer(answer)) kept.set(question.key, answer);
    return true;
  });
  return { visible, kept };
}

/** The questions a person sees now, in the order of the form. */
export const visibleQuestions = (form: FormDefinition, answers: Answers, around: FormCircumstances): Question[] =>
  read(form, answers, around).visible;

/** What a submission stores: no empty answers, none of hidden or unknown questions, whatever was typed there before. */
export const keptAnswers = (form: FormDefinition, answers: Answers, around: FormCircumstances): Answers => read(form, answers, around).kept;

/** Where an answer is missing: a question, or an item of a row (rows with content count from 0). */
export interface MissingAnswer {
  page: string;
  key: string;
  row?: number;
  item?: string;
}

/** Mandatory questions (always, or because of `requiredWhen`) that are visible and unanswered. Details alone are an answer. */
export function missingAnswers(form: FormDefinition, answers: Answers, around: FormCircumstances): MissingAnswer[] {
  const { visible, kept } = read(form, answers, around);
  const seen = new Set(visible);
  return form.pages.flatMap((page) =>
    page.questions
      .filter((question) => seen.has(question))
      .flatMap((question) => {
        const value = kept.get(question.key);
        if (value === undefined) return isRequired(question, kept, around) ? [{ page: page.key, key: question.key }] : [];
        return missingItems(question, value, kept, around).map((place) => ({ page: page.key, key: question.key, ...place }));
      }),
  );
}

/** Always, or because of the condition; `answers` are those kept so far. */
export const isRequired = (question: AskedQuestion, answers: Answers, around: FormCircumstances): boolean =>
  question.mandatory || (question.requiredWhen !== undefined && evaluate(question.requiredWhen, { ...around, answers }));

/** The items of one row that a person sees: their conditions look at earlier items of the row and at earlier questions of the form. */
export function visibleItems(group: Question, row: GroupRow, before: Answers, around: FormCircumstances): NonNullable<Question['items']> {
  const known = new Map(before);
  return (group.items ?? []).filter((item) => {
    if (item.visibleWhen && !evaluate(item.visibleWhen, { ...around, answers: known })) return false;
    const value = Object.hasOwn(row, item.key) ? row[item.key] : undefined;
    if (value !== undefined && !isEmptyAnswer(value)) known.set(item.key, value);
    return true;
  });
}

function keptRows(group: Question, value: AnswerValue, before: Answers, around: FormCircumstances): AnswerValue {
  return rowsOf(value).flatMap((row) => {
    const shown = visibleItems(group, row, before, around).map(({ key }) => key);
    const kept = Object.entries(row).filter(([key, item]) => shown.includes(key) && !isEmptyAnswer(item));
    return kept.length > 0 ? [Object.fromEntries(kept)] : [];
  });
}

function missingItems(group: Question, value: AnswerValue, before: Answers, around: FormCircumstances): { row: number; item: string }[] {
  if (group.type !== 'group') return [];
  return rowsOf(value).flatMap((row, index) => {
    const known = new Map([...before, ...Object.entries(row)]);
    return visibleItems(group, row, before, around)
      .filter((item) => isRequired(item, known, around) && !Object.hasOwn(row, item.key))
      .map((item) => ({ row: index, item: item.key }));
  });
}

const isRow = (row: string | GroupRow): row is GroupRow => typeof row !== 'string';
function rowsOf(value: AnswerValue): GroupRow[] {
  const list: readonly (string | GroupRow)[] = isList(value) ? value : [];
  return list.filter(isRow);
}

export interface SectionState {
  page: string;
  /** `hidden`: none of its questions is visible now. `complete`: nothing mandatory is missing and something is answered. */
  state: 'hidden' | 'notStarted' | 'inProgress' | 'complete';
  visible: number;
  answered: number;
  missing: number;
}

/** How far each page of the form is. */
export function sectionStates(form: FormDefinition, answers: Answers, around: FormCircumstances): SectionState[] {
  const { visible, kept } = read(form, answers, around);
  const missing = missingAnswers(form, answers, around);
  const seen = new Set(visible);
  return form.pages.map((page) => {
    const shown = page.questions.filter((question) => seen.has(question));
    const counts = {
      visible: shown.length,
      answered: shown.filter(({ key }) => kept.has(key)).length,
      missing: missing.filter((place) => place.page === page.key).length,
    };
    return { page: page.key, state: stateOf(counts), ...counts };
  });
}

function stateOf({ visible, answered, missing }: { visible: number; answered: number; missing: number }): SectionState['state'] {
  if (visible === 0) return 'hidden';
  if (answered === 0) return 'notStarted';
  return missing > 0 ? 'inProgress' : 'complete';
}
