/** Problems as texts of the catalogue: a key and its values, as forms show them. */
import type { AnswerProblem } from './answers.ts';
import type { FormProblem } from './check-form.ts';
import type { Fact } from './condition.ts';
import type { FactProblem } from './facts.ts';

export interface ProblemText<Key extends string> {
  messageKey: Key;
  values: Record<string, string | number>;
}

const plainValues = (problem: object): Record<string, string | number> =>
  Object.fromEntries(Object.entries(problem).filter((entry): entry is [string, string | number] => typeof entry[1] !== 'object'));

/** For `rows`, the problems of the single rows have texts of their own. */
export const answerProblemText = (problem: AnswerProblem): ProblemText<`incidents.answer.${AnswerProblem['code']}`> => ({
  messageKey: `incidents.answer.${problem.code}`,
  values: plainValues(problem),
});

export const formProblemText = (problem: FormProblem): ProblemText<`incidents.form.${FormProblem['code']}`> => ({
  messageKey: `incidents.form.${problem.code}`,
  values: { ...plainValues(problem), ...(problem.code === 'cycle' ? { path: problem.path.join(', ') } : {}) },
});

/** @param label the name of a fact in the reader's language */
export const factProblemText = (
  problem: FactProblem,
  label: (fact: Fact) => string,
): ProblemText<`incidents.fact.${FactProblem['code']}`> => ({
  messageKey: `incidents.fact.${problem.code}`,
  values: { fact: label(problem.fact), ...(problem.code === 'beforeOther' ? { other: label(problem.other) } : {}) },
});
