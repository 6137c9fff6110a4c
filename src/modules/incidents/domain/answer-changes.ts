/**
 * What a submission changed (incidents.md 5.2): each answer beside the one that an earlier submission of the incident gave to the
 * same question. Where nobody answered before there is nothing to compare, so a first version shows no change.
 */
import { type Answers, type AnswerValue, sameAnswer } from './answer-value.ts';
import type { FormDefinition, FormPage, Question } from './definition.ts';
import { type FormCircumstances, questionsOf, visibleQuestions } from './questionnaire.ts';

export interface EarlierAnswer {
  value: AnswerValue;
  submissionId: string;
}
export type EarlierAnswers = ReadonlyMap<string, EarlierAnswer>;

/** What answers are compared with. `versionBefore`: the submission whose missing and dropped answers count as taken back. */
export interface Baseline {
  earlier: EarlierAnswers;
  /** A chosen version is compared whole: an answer it lacks is new. Otherwise what was never answered carries no mark. */
  isWhole: boolean;
}

export interface ComparedAnswer {
  question: Question;
  value: AnswerValue | undefined;
  state: 'same' | 'changed' | 'added' | 'removed';
  /** Present when changed or removed. */
  earlier?: EarlierAnswer;
}

export interface ComparedPage {
  page: FormPage;
  answers: ComparedAnswer[];
  changed: number;
}

/** One submission of the incident before this one, newest first in lists. */
export interface EarlierSubmission {
  id: string;
  /** Whether it was a version of the same report. */
  isSameReport: boolean;
  answers: Answers;
}

/**
 * The usual comparison: for each answer the most recent earlier one, of whichever report. What was taken back counts only against
 * the version right before, so that it is not told again for ever; the first version of a report looks at every earlier report.
 */
export function usualBaseline(answers: Answers, before: readonly EarlierSubmission[]): Baseline {
  const earlier = new Map<string, EarlierAnswer>();
  const previous = before.find(({ isSameReport }) => isSameReport);
  for (const { id, answers: given } of before) {
    for (const [key, value] of given) {
      const counts = answers.has(key) || previous === undefined || id === previous.id;
      if (counts && !earlier.has(key)) earlier.set(key, { value, submissionId: id });
    }
  }
  return { earlier, isWhole: false };
}

/** Against one version that a person chose. */
export const chosenBaseline = ({ id, answers }: EarlierSubmission): Baseline => ({
  earlier: new Map([...answers].map(([key, value]) => [key, { value, submissionId: id }])),
  isWhole: true,
});

/** Pages in form order. A question that is not asked any more is listed when the same report answered it before. */
export function compareAnswers(
  form: FormDefinition,
  answers: Answers,
  baseline: Baseline,
  sameReport: ReadonlySet<string>,
  around: FormCircumstances,
): ComparedPage[] {
  const visible = new Set(visibleQuestions(form, answers, around));
  return form.pages.flatMap((page) => {
    const compared = page.questions.flatMap((question) => {
      const earlier = baseline.earlier.get(question.key);
      if (!visible.has(question) && !(earlier && sameReport.has(earlier.submissionId))) return [];
      return [compareAnswer(question, answers.get(question.key), earlier, baseline.isWhole)];
    });
    if (compared.length === 0) return [];
    return [{ page, answers: compared, changed: compared.filter(({ state }) => state !== 'same').length }];
  });
}

function compareAnswer(
  question: Question,
  value: AnswerValue | undefined,
  earlier: EarlierAnswer | undefined,
  isWhole: boolean,
): ComparedAnswer {
  if (!earlier) return { question, value, state: isWhole && value !== undefined ? 'added' : 'same' };
  if (sameAnswer(value, earlier.value)) return { question, value, state: 'same' };
  return { question, value, state: value === undefined ? 'removed' : 'changed', earlier };
}

/** Questions that an older form of the same report asked and this one does not know. */
export function removedQuestions(
  form: FormDefinition,
  olderForm: FormDefinition,
  older: Answers,
): { question: Question; value: AnswerValue }[] {
  const known = new Set(questionsOf(form).map(({ key }) => key));
  return questionsOf(olderForm).flatMap((question) => {
    const value = older.get(question.key);
    return value === undefined || known.has(question.key) ? [] : [{ question, value }];
  });
}

/** Two lists of keys, e.g. sectors or impacts: what stayed and came in today's order, then what went. */
export function compareKeys(
  before: readonly string[] | undefined,
  now: readonly string[],
): { key: string; state: 'same' | 'added' | 'removed' }[] {
  const kept = now.map((key) => ({ key, state: !before || before.includes(key) ? ('same' as const) : ('added' as const) }));
  const gone = (before ?? []).filter((key) => !now.includes(key)).map((key) => ({ key, state: 'removed' as const }));
  return [...kept, ...gone];
}
