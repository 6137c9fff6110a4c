import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { Button } from '#platform/ui/button.tsx';
import { Radios } from '#platform/ui/choice-fields.tsx';
import { Message } from '#platform/ui/feedback.tsx';
import { type Ui, useUi } from '#platform/ui/page-context.ts';
import { Remark } from '#platform/ui/review.tsx';
import type { AnswerValue } from '../../../domain/answer-value.ts';
import type { Question } from '../../../domain/definition.ts';
import { isRequired, keptAnswers, visibleQuestions } from '../../../domain/questionnaire.ts';
import type { Prefill } from '../../../queries/prefill.query.ts';
import type { SaveConflict } from '../../../services/edit-token.ts';
import { AnswerView } from '../answer-view.tsx';
import { QuestionField } from '../question-field.tsx';
import { choiceField, tokenField, useField } from './section.form.ts';
import type { SectionPageProps } from './section.view.tsx';

/** The questions of one page in the order of the form, each right after the one it depends on. */
export function QuestionsSection(props: SectionPageProps) {
  const { section, draft } = props;
  const visible = new Set(visibleQuestions(draft.form.definition, draft.shown, draft).map(({ key }) => key));
  return (
    <>
      {(section.page?.questions ?? []).map((question) => (
        <div key={question.key} class="v-stack v-stack--1" data-question={question.key} hidden={!visible.has(question.key)}>
          <QuestionPart {...props} question={question} />
        </div>
      ))}
    </>
  );
}

function QuestionPart(props: SectionPageProps & { question: Question }) {
  const { question, draft, report, fields, tokens, problems, errors, conflicts, remarks } = props;
  const { key } = question;
  const ui = useUi();
  const stored = draft.stored.get(key);
  const prefill = draft.prefill.get(key);
  const conflict = conflicts.find((candidate) => candidate.key === key);
  const remark = remarks.get(key);
  const isProposed = prefill && !stored && !prefill.needsConsent;
  /** Still what the version said that is being revised. */
  const isAsRevised = prefill?.origin.isOwnReport && stored?.originSubmissionId === prefill.submissionId;
  return (
    <>
      <QuestionField
        question={question}
        name={key}
        fields={fields}
        problem={problems.get(key)}
        missing={errors[key] !== undefined}
        required={isRequired(question, keptAnswers(draft.form.definition, draft.shown, draft), draft)}
        zone={report.incident.zone}
        origin={isProposed || isAsRevised ? originText(prefill, ui) : undefined}
      />
      <input type="hidden" name={tokenField(key)} value={tokens.get(key) ?? ''} />
      {conflict && <ConflictChoice question={question} conflict={conflict} />}
      {prefill?.needsConsent && !stored?.value && <Suggestion question={question} prefill={prefill} />}
      {remark && <Remark by={wordsIn(report.regulator.name, ui.language)}>{remark}</Remark>}
    </>
  );
}

const originValues = ({ origin: { label, act, at, zone } }: Prefill, { language, format }: Ui) => ({
  report: wordsIn(label, language),
  act: wordsIn(act, language),
  date: format.day(at.toZonedDateTimeISO(zone).toPlainDate()),
});

/** "From version 1, 2 March 2026", or from which report under which act. */
function originText(prefill: Prefill, ui: Ui): string {
  const values = originValues(prefill, ui);
  const { isOwnReport, no } = prefill.origin;
  return isOwnReport ? ui.t('report.origin.version', { no, date: values.date }) : ui.t('report.origin.report', values);
}

/** Text for another regulator is not put into the field by itself: it may say what this one must not read (decisions.md D9). */
function Suggestion({ question, prefill }: { question: Question; prefill: Prefill }) {
  const ui = useUi();
  return (
    <Message title={ui.t('report.suggestion', originValues(prefill, ui))}>
      <AnswerView question={question} value={prefill.value} />
      <p>
        <Button name={useField} value={question.key} size="small">
          {ui.t('report.suggestion.use')}
        </Button>
      </p>
    </Message>
  );
}

/** Both texts, and a choice: what was typed here stands in the field above. */
function ConflictChoice({ question, conflict }: { question: Question; conflict: SaveConflict }) {
  const { t, format } = useUi();
  return (
    <Message kind="warning" title={t('report.conflict.theirs', { name: conflict.by, time: format.time(conflict.at) })}>
      <AnswerView question={question} value={(conflict.theirs ?? undefined) as AnswerValue | undefined} />
      {conflict.theirs === null && <p class="u-quiet">{t('ui.notGiven')}</p>}
      <Radios
        name={choiceField(question.key)}
        label={t('report.conflict.choose')}
        options={[
          { value: 'mine', label: t('report.conflict.mine') },
          { value: 'theirs', label: t('report.conflict.other', { name: conflict.by }) },
        ]}
        value="mine"
      />
    </Message>
  );
}
