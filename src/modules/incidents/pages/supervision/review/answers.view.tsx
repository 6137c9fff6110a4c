/** The left side: the report as it was sent, with what changed. */

import { fieldOf } from '#platform/forms/form.ts';
import type { FormBody } from '#platform/http/route.ts';
import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { DiffText, Explain } from '#platform/ui/feedback.tsx';
import { Hidden } from '#platform/ui/icon.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { Answer, Remark } from '#platform/ui/review.tsx';
import { StatusTag } from '#platform/ui/status-tag.tsx';
import { TextArea } from '#platform/ui/text-fields.tsx';
import type { ComparedAnswer } from '../../../domain/answer-changes.ts';
import type { Question } from '../../../domain/definition.ts';
import { type AnswerText, describeAnswer } from '../../../views/answer-text.ts';
import { changedParts } from '../../../views/changed-text.ts';
import { CoveredTags } from '../../../views/covered-reports.tsx';
import type { Comparison } from './comparison.ts';
import { sinceLabel } from './part-changes.tsx';
import { remarkLimit, remarkName } from './review.form.ts';
import type { SubmissionPage, Version } from './submission.query.ts';

export const questionId = (key: string) => `q-${key}`;
export const pageId = (key: string) => `page-${key}`;
export const removedId = 'removed-questions';

/** What has been typed so far, when this reader may review. */
export interface RemarkFields {
  values: FormBody;
  errors: Readonly<Record<string, string | undefined>>;
}

interface AnswersProps {
  data: SubmissionPage;
  comparison: Comparison;
  fields: RemarkFields | undefined;
}

export function Answers({ data, comparison, fields }: AnswersProps) {
  const { language } = useUi();
  return (
    <>
      {comparison.pages.map(({ page, answers }) => (
        <section key={page.key} aria-labelledby={pageId(page.key)}>
          <h2 class="fs-4" id={pageId(page.key)}>
            {wordsIn(page.label, language)}
          </h2>
          {answers.map((answer) => (
            <AnswerLine key={answer.question.key} data={data} answer={answer} comparison={comparison} fields={fields} />
          ))}
        </section>
      ))}
      <RemovedQuestions data={data} comparison={comparison} />
    </>
  );
}

function AnswerLine({ data, answer, comparison, fields }: AnswersProps & { answer: ComparedAnswer }) {
  const ui = useUi();
  const { question, value, state, earlier } = answer;
  const since = data.versions.find(({ submission }) => submission.id === earlier?.submissionId) ?? comparison.previous;
  const after = describeAnswer(question, value, ui);
  const before = earlier && describeAnswer(askedThen(data, since, question), earlier.value, ui);
  return (
    <Answer
      id={questionId(question.key)}
      question={wordsIn(question.label, ui.language)}
      changedSince={state === 'same' || !since ? undefined : sinceLabel(ui, data.opened, since)}
      remarks={<SentRemark data={data} questionKey={question.key} />}
      action={fields && state !== 'removed' && <RemarkField question={question} fields={fields} />}
    >
      {state === 'same' ? <AnswerBody answer={after} /> : <Changes question={question} before={before ?? { lines: [] }} after={after} />}
      {before && <FormerAnswer answer={before} />}
    </Answer>
  );
}

/** The question as the earlier form asked it: an option may be gone since. */
function askedThen({ forms }: SubmissionPage, since: Version | undefined, question: Question): Question {
  const form = since && forms.get(since.submission.formVersionId);
  const then = form?.definition.pages.flatMap(({ questions }) => questions).find(({ key }) => key === question.key);
  return then ?? question;
}

function AnswerBody({ answer }: { answer: AnswerText }) {
  const { t } = useUi();
  const { lines, details, rows } = answer;
  if (lines.length === 0 && !details) return <p class="u-quiet">{t('ui.notGiven')}</p>;
  return (
    <>
      {rows ? <Rows rows={rows} /> : lines.length > 1 ? <Lines lines={lines} /> : lines.map((line) => <p key={line}>{line}</p>)}
      {details && <p>{details}</p>}
    </>
  );
}

const Lines = ({ lines }: { lines: readonly string[] }) => (
  <ul>
    {lines.map((line) => (
      <li key={line}>{line}</li>
    ))}
  </ul>
);

function Rows({ rows }: { rows: NonNullable<AnswerText['rows']> }) {
  return (
    <ol>
      {rows.map((row, at) => (
        <li key={`${at}`}>
          <dl class="v-summary v-summary--small">
            {row.map(({ label, text }) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{[...text.lines, ...(text.details ? [text.details] : [])].join(', ')}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ol>
  );
}

function Changes({ question, before, after }: { question: Question; before: AnswerText; after: AnswerText }) {
  return (
    <>
      {changedParts(question, before, after).map((parts, at) => (
        <p key={`${at}`}>
          <DiffText parts={parts} />
        </p>
      ))}
    </>
  );
}

function FormerAnswer({ answer }: { answer: AnswerText }) {
  const { t } = useUi();
  return (
    <Explain summary={t('review.former')}>
      <AnswerBody answer={answer} />
    </Explain>
  );
}

/** What the operator already reads; the reviewers' own unsent words are in the field. */
function SentRemark({ data, questionKey }: { data: SubmissionPage; questionKey: string }) {
  const { t, format } = useUi();
  const { stored, remarks } = data.review;
  const text = Object.hasOwn(remarks, questionKey) ? remarks[questionKey] : undefined;
  if (!data.mayReview || !stored || !text) return null;
  return (
    <Remark by={stored.reviewerName} when={t('review.remark.sent', { when: format.shortDateTime(stored.reviewedAt, data.incident.zone) })}>
      {text}
    </Remark>
  );
}

function RemarkField({ question, fields }: { question: Question; fields: RemarkFields }) {
  const { t, language } = useUi();
  const name = remarkName(question.key);
  const value = fieldOf(fields.values, name);
  const label = wordsIn(question.label, language);
  return (
    <details class="v-explain" open={value !== '' || Boolean(fields.errors[name])}>
      <summary>
        {t('review.remark.add')}
        <Hidden>: {label}</Hidden>
      </summary>
      <TextArea
        name={name}
        label={t('review.remark.label', { question: label })}
        value={value}
        rows={2}
        limit={remarkLimit}
        error={fields.errors[name]}
      />
    </details>
  );
}

function RemovedQuestions({ data, comparison }: Pick<AnswersProps, 'data' | 'comparison'>) {
  const ui = useUi();
  const { removed, removedSince } = comparison;
  if (removed.length === 0 || !removedSince) return null;
  return (
    <section aria-labelledby={removedId}>
      <h2 class="fs-4" id={removedId}>
        {ui.t('review.removed.title')}
      </h2>
      <p class="u-quiet">{ui.t('review.removed.text')}</p>
      {removed.map(({ question, value }) => (
        <Answer
          key={question.key}
          id={questionId(question.key)}
          question={wordsIn(question.label, ui.language)}
          changedSince={sinceLabel(ui, data.opened, removedSince)}
        >
          <Changes question={question} before={describeAnswer(question, value, ui)} after={{ lines: [] }} />
        </Answer>
      ))}
    </section>
  );
}

/** Timeliness is one fact, the result of the review another (interface.md B18). */
export function VersionTags({ data }: { data: SubmissionPage }) {
  const { t, format } = useUi();
  const { opened, review, versions } = data;
  const first = versions.find(({ report, submission }) => report.id === opened.report.id && submission.no === 1);
  const { deadlineAt, late } = opened.submission;
  const between = deadlineAt && first ? deadlineAt.epochMilliseconds - first.submission.submittedAt.epochMilliseconds : undefined;
  const verdict = review.stored?.verdict;
  return (
    <>
      <StatusTag status={verdict === 'passed' ? 'passed' : verdict === 'revision' ? 'revisionRequired' : 'underReview'} />
      {data.incident.significant !== null && <StatusTag status={data.incident.significant ? 'significant' : 'notSignificant'} />}
      {data.incident.status === 'closed' && <StatusTag status="closed" />}
      {between !== undefined && (
        <StatusTag
          status={late ? 'late' : 'onTime'}
          label={t(late ? 'review.firstLate' : 'review.firstOnTime', { time: format.duration(Math.abs(between)) })}
        />
      )}
      <CoveredTags procedure={data.procedure} covered={data.covered} />
    </>
  );
}
