/** The right side: the reviewer's form, or what a reader without it may know. */
import type { HTMLAttributes } from 'preact';

import { fieldOf } from '#platform/forms/form.ts';
import type { FormBody } from '#platform/http/route.ts';
import { Button } from '#platform/ui/button.tsx';
import { Radios } from '#platform/ui/choice-fields.tsx';
import { DateTimeField, partName, type TypedDateTime } from '#platform/ui/date-time-field.tsx';
import { Explain, Message, SaveState } from '#platform/ui/feedback.tsx';
import { SummaryList } from '#platform/ui/lists.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { Remark } from '#platform/ui/review.tsx';
import { StatusTag } from '#platform/ui/status-tag.tsx';
import { TextArea } from '#platform/ui/text-fields.tsx';
import { wallTimePartNames } from '../../../domain/wall-time.ts';
import { commentLimit, revisionDueName } from './review.form.ts';
import { markdownHtml } from './review-text.ts';
import type { SubmissionPage } from './submission.query.ts';

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'review-autosave': HTMLAttributes<HTMLElement>;
    }
  }
}

export interface DecisionProps {
  data: SubmissionPage;
  values: FormBody;
  errors: Readonly<Record<string, string | undefined>>;
}

export function Decision({ data, values, errors }: DecisionProps) {
  const { t, format } = useUi();
  const { draft } = data.review;
  const comment = fieldOf(values, 'comment');
  return (
    <>
      <div class="v-row v-row--between">
        <h2 class="fs-5" id="review">
          {t('review.yours')}
        </h2>
        <review-autosave
          data-zone={data.incident.zone}
          data-saving={t('ui.save.saving')}
          data-saved={t('ui.save.saved', { time: '{time}' })}
          data-failed={t('ui.save.failed')}
          data-passed={t('review.send.passed')}
          data-revision={t('review.send.revision')}
          data-send={t('review.send')}
        >
          <SaveState status={draft ? { state: 'saved', time: format.time(draft.savedAt, data.incident.zone) } : { state: 'none' }} />
        </review-autosave>
      </div>
      <SentReview data={data} />
      {data.incident.status === 'closed' && <Message>{t('review.closed')}</Message>}
      <TextArea
        name="comment"
        label={t('review.comment')}
        hint={t('review.comment.hint')}
        value={comment}
        limit={commentLimit}
        error={errors.comment}
      />
      <Explain summary={t('review.preview')}>
        <div data-preview dangerouslySetInnerHTML={{ __html: markdownHtml(comment) || `<p>${t('review.preview.empty')}</p>` }} />
      </Explain>
      <Verdict data={data} values={values} errors={errors} />
      <p class="u-small u-quiet">{t('review.goesWith')}</p>
      <div class="v-stack v-stack--1 v-review__send">
        <Button name="act" value="decide">
          {t('review.send')}
        </Button>
        <Button name="act" value="comment" look="quiet">
          {t('review.send.comment')}
        </Button>
        <noscript>
          <Button name="act" value="draft" look="quiet">
            {t('review.send.draft')}
          </Button>
        </noscript>
      </div>
    </>
  );
}

function Verdict({ data, values, errors }: DecisionProps) {
  const { t } = useUi();
  const typed: Partial<TypedDateTime> = Object.fromEntries(
    wallTimePartNames.map((part) => [part, fieldOf(values, partName(revisionDueName, part))]),
  );
  const due = (
    <DateTimeField
      name={revisionDueName}
      label={t('review.revisionDue')}
      optional
      value={{ ...typed, zone: data.incident.zone }}
      error={errors[revisionDueName]}
    />
  );
  return (
    <Radios
      name="verdict"
      label={t('review.decision')}
      framed
      value={fieldOf(values, 'verdict')}
      error={errors.verdict}
      options={[
        { value: 'passed', label: t('ui.status.passed') },
        // A version that was replaced already cannot be due again.
        { value: 'revision', label: t('ui.status.revisionRequired'), ...(data.newerNo === undefined && { reveals: due }) },
      ]}
    />
  );
}

/** What the operator reads now, and everything that was sent before. */
function SentReview({ data }: { data: SubmissionPage }) {
  const { t, format } = useUi();
  const { stored, events } = data.review;
  if (!stored) return null;
  const zone = data.incident.zone;
  return (
    <>
      <Remark by={stored.reviewerName} when={t('review.sentAt', { when: format.shortDateTime(stored.reviewedAt, zone) })}>
        <VerdictTag verdict={stored.verdict} />
        <div dangerouslySetInnerHTML={{ __html: markdownHtml(stored.commentMd) }} />
      </Remark>
      {events.length > 1 && (
        <Explain summary={t('review.history', { count: events.length })}>
          {events.map((event) => (
            <Remark key={event.id} by={event.byName} when={format.shortDateTime(event.at, zone)}>
              <VerdictTag verdict={event.verdict} />
              <div dangerouslySetInnerHTML={{ __html: markdownHtml(event.commentMd) }} />
            </Remark>
          ))}
        </Explain>
      )}
    </>
  );
}

function VerdictTag({ verdict }: { verdict: 'passed' | 'revision' | null }) {
  if (!verdict) return null;
  return (
    <p>
      <StatusTag status={verdict === 'passed' ? 'passed' : 'revisionRequired'} />
    </p>
  );
}

/** For those who only read: observers, and whoever sent the version. */
export function ReadOnly({ data }: { data: SubmissionPage }) {
  const { t, format } = useUi();
  const { submission } = data.opened;
  return (
    <>
      <h2 class="fs-5">{t('review.about')}</h2>
      {data.isOwn && <Message>{t('review.own')}</Message>}
      {data.mayReview && <SentReview data={data} />}
      <SummaryList
        form="stack"
        rows={[
          { label: t('review.received'), value: format.dateTime(submission.submittedAt, data.incident.zone) },
          { label: t('review.sha256'), value: <code>{submission.contentSha256}</code> },
        ]}
      />
    </>
  );
}
