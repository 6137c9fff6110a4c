import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { DiffText, Message } from '#platform/ui/feedback.tsx';
import { type Ui, useUi } from '#platform/ui/page-context.ts';
import { Answer } from '#platform/ui/review.tsx';
import { type Answers, sameAnswer } from '../../../domain/answer-value.ts';
import type { FormDefinition, Question } from '../../../domain/definition.ts';
import { questionsOf } from '../../../domain/questionnaire.ts';
import { diffWords } from '../../../domain/word-diff.ts';
import { answerPlainText, describeAnswer } from '../../../views/answer-text.ts';

export interface Side {
  form: FormDefinition;
  answers: Answers;
}

/** Only what differs, word by word, each side in the words of its own form. */
export function Comparison({ before, after }: { before: Side; after: Side }) {
  const ui = useUi();
  const questions = new Map([...questionsOf(before.form), ...questionsOf(after.form)].map((question) => [question.key, question]));
  const changed = [...questions.values()].filter(({ key }) => !sameAnswer(before.answers.get(key), after.answers.get(key)));
  if (changed.length === 0) return <Message title={ui.t('report.compare.same')} />;
  return (
    <div>
      {changed.map(({ key, label }) => (
        <Answer key={key} id={`c-${key}`} question={wordsIn(label, ui.language)}>
          <p class="v-text">
            <DiffText parts={diffWords(textOf(before, key, ui), textOf(after, key, ui))} />
          </p>
        </Answer>
      ))}
    </div>
  );
}

function textOf({ form, answers }: Side, key: string, ui: Ui): string {
  const question: Question | undefined = questionsOf(form).find((candidate) => candidate.key === key);
  return question ? answerPlainText(describeAnswer(question, answers.get(key), ui)) : '';
}
