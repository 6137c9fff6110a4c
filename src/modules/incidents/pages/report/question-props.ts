import type { AnswerProblem } from '../../domain/answers.ts';
import type { Question } from '../../domain/definition.ts';
import type { FormFields } from '../../domain/form-answer.ts';

type Asked = Pick<Question, 'key' | 'type' | 'label' | 'hint' | 'options' | 'max' | 'items'>;

export interface QuestionFieldProps {
  question: Asked;
  /** The question's key, or `<group>.<row>.<item>` inside a row. */
  name: string;
  /** What the form holds, as typed. */
  fields: FormFields;
  problem?: AnswerProblem | undefined;
  /** Said when there is no problem of format: the answer is missing. */
  missing?: boolean | undefined;
  required: boolean;
  /** Where a proposed answer comes from, as a sentence. */
  origin?: string | undefined;
  /** The zone in which a moment is typed, unless the form says another. */
  zone: string;
}
