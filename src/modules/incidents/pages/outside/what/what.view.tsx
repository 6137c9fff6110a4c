import type { HTMLAttributes } from 'preact';
import { errorTexts } from '#platform/forms/error-texts.ts';
import type { FormState } from '#platform/forms/form.ts';
import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { useUi } from '#platform/ui/page-context.ts';
import type { Answers } from '../../../domain/answer-value.ts';
import type { AnswerProblem } from '../../../domain/answers.ts';
import { answerProblemText } from '../../../domain/problem-texts.ts';
import { type FormCircumstances, isRequired, keptAnswers, visibleQuestions } from '../../../domain/questionnaire.ts';
import type { FilingTarget } from '../../../queries/filing.query.ts';
import { FactFields, factErrorTexts } from '../../notify/facts/fact-fields.view.tsx';
import { bareForm } from '../../report/draft-form.tsx';
import { QuestionField } from '../../report/question-field.tsx';
import { FilingFrame } from '../filing-frame.view.tsx';
import { askedOfFiler } from './what.form.ts';

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'filing-questions': HTMLAttributes<HTMLElement>;
    }
  }
}

interface WhatProps {
  form: FormState;
  version: number;
  isChanged: boolean;
  target: FilingTarget;
  zone: string;
  answers: Answers;
  around: FormCircumstances;
  problems: ReadonlyMap<string, AnswerProblem>;
}

export const whatPage = (props: WhatProps) => <WhatPage {...props} />;

function WhatPage({ form, version, isChanged, target, zone, answers, around, problems }: WhatProps) {
  const { t, language } = useUi();
  const { definition } = target.form;
  const visible = new Set(visibleQuestions(definition, answers, around).map(({ key }) => key));
  const asked = askedOfFiler(target);
  const facts = factErrorTexts({ values: form.values, errors: onlyOf(form.errors, (name) => asked.some(({ fact }) => fact === name)) }, t);
  const others = errorTexts({ values: {}, errors: onlyOf(form.errors, (name) => !(name in facts)) }, t);
  const formats = [...problems].map(([key, problem]) => {
    const { messageKey, values } = answerProblemText(problem);
    return [key, t(messageKey, values)] as const;
  });
  const errors = { ...facts, ...others, ...Object.fromEntries(formats) };
  return (
    <FilingFrame
      step="what"
      errors={errors}
      version={version}
      isChanged={isChanged}
      around={(inner) => (
        <filing-questions
          data-form={JSON.stringify(bareForm(definition))}
          data-late={around.late ? 'yes' : 'no'}
          data-appeared={t('report.save.appeared')}
        >
          {inner}
          <p class="visually-hidden" aria-live="polite" data-announce />
        </filing-questions>
      )}
    >
      <FactFields asked={asked} form={form} errors={facts} zone={zone} />
      {definition.pages.map(({ key: page, label, questions }) => (
        <section key={page} class="v-stack v-stack--3" aria-labelledby={`page-${page}`}>
          <h2 class="fs-5" id={`page-${page}`}>
            {wordsIn(label, language)}
          </h2>
          {questions.map((question) => (
            <div key={question.key} class="v-stack v-stack--1" data-question={question.key} hidden={!visible.has(question.key)}>
              <QuestionField
                question={question}
                name={question.key}
                fields={form.values}
                problem={problems.get(question.key)}
                missing={form.errors[question.key] !== undefined}
                required={isRequired(question, keptAnswers(definition, answers, around), around)}
                zone={zone}
              />
            </div>
          ))}
        </section>
      ))}
    </FilingFrame>
  );
}

const onlyOf = (errors: FormState['errors'], wanted: (name: string) => boolean): FormState['errors'] =>
  Object.fromEntries(Object.entries(errors).filter(([name]) => wanted(name)));
