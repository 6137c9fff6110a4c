/** Whether an incident concerns other countries (incidents.md 3.12, check 27): one answer, named by the procedure, decides. */
import { type Answers, type AnswerValue, isEmptyAnswer } from './answer-value.ts';
import type { ProcedureDefinition } from './definition.ts';

/**
 * The newest submission that answers the named question decides, so a later "no" clears the flag. False when the procedure names
 * no question or nobody answered it. A yes-no question is named with the option `yes` or `no`.
 *
 * @param submissions the answers of each submission, oldest first
 */
export function isCrossBorder(procedure: Pick<ProcedureDefinition, 'crossBorder'>, submissions: readonly Answers[]): boolean {
  const named = procedure.crossBorder;
  if (!named) return false;
  const answer = submissions.findLast((answers) => !isEmptyAnswer(answers.get(named.question)))?.get(named.question);
  return answer !== undefined && says(answer, named.option);
}

function says(answer: AnswerValue, option: string): boolean {
  if (typeof answer === 'boolean') return option === (answer ? 'yes' : 'no');
  if (typeof answer !== 'object') return false;
  return 'options' in answer ? answer.options.includes(option) : 'option' in answer && answer.option === option;
}
