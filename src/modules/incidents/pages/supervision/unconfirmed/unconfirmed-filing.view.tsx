import { errorTexts } from '#platform/forms/error-texts.ts';
import { type FormState, fieldOf } from '#platform/forms/form.ts';
import { wordsIn } from '#platform/i18n/foreign-text.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { Actions, Button } from '#platform/ui/button.tsx';
import { PhoneLink } from '#platform/ui/contact-links.tsx';
import { Moment } from '#platform/ui/deadline-clock.tsx';
import { Message } from '#platform/ui/feedback.tsx';
import { Form, PostButton } from '#platform/ui/form.tsx';
import { Panel, Section, Split } from '#platform/ui/layout.tsx';
import { SummaryList } from '#platform/ui/lists.tsx';
import { Facts, Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { RegulationTag, StatusTag } from '#platform/ui/status-tag.tsx';
import { TextArea } from '#platform/ui/text-fields.tsx';
import { filerName } from '../../../domain/filing.ts';
import { reasonLimit } from '../../../domain/formats.ts';
import type { FormCircumstances } from '../../../domain/questionnaire.ts';
import type { MetDeadline } from '../../../domain/submission-due.ts';
import { incidentPaths } from '../../../paths.ts';
import type { FilingRow, FilingTarget } from '../../../queries/filing.query.ts';
import type { SectorName } from '../../../queries/notify-draft.query.ts';
import { filingRows } from '../../outside/filing-summary.tsx';

interface Props {
  row: FilingRow & { sentAt: Temporal.Instant };
  target: FilingTarget;
  sectors: readonly SectorName[];
  around: FormCircumstances;
  met: MetDeadline;
  form: FormState;
}

export const unconfirmedFilingPage = (props: Props) => <UnconfirmedFilingPage {...props} />;

function UnconfirmedFilingPage(props: Props) {
  const { row, target, sectors, around, met, form } = props;
  const ui = useUi();
  const { t, language } = ui;
  const { filer } = row.content;
  return (
    <Page
      title={row.title ?? ''}
      crumbs={[
        { label: t('supervision.list.title'), href: incidentPaths.incidents.link() },
        { label: t('outside.queue.title'), href: incidentPaths.unconfirmed.link() },
      ]}
      errors={errorTexts(form, t)}
    >
      <PageHead
        title={row.title ?? ''}
        tags={
          <>
            <StatusTag status="unproven" /> {met.late && <StatusTag status="late" />}{' '}
            <RegulationTag>{target.offer.regulation.short}</RegulationTag>
          </>
        }
        meta={
          <Facts
            facts={[
              { label: t('outside.reference'), value: <span class="v-num">{row.reference}</span> },
              { label: wordsIn(target.stage.label, language), value: <Moment instant={row.sentAt} zone={row.content.zone} /> },
            ]}
          />
        }
      />
      <Split
        asideLabel={t('outside.queue.call')}
        aside={
          <>
            <Panel title={t('outside.queue.call')}>
              <p class="fs-4 lh-sm fw-bold">
                <PhoneLink phone={filer.phone} />
              </p>
              <p>
                {filerName(filer)}, {filer.organisation}
              </p>
              <p class="u-small u-quiet">{t('outside.queue.call.text')}</p>
            </Panel>
            {row.dismissedAt ? <Dismissed row={row} /> : <Dismiss row={row} form={form} />}
          </>
        }
      >
        <Message kind="warning" title={t('outside.queue.unproven')}>
          {t('outside.queue.unproven.text')}
        </Message>
        <Section id="sent" title={t('outside.queue.sent')}>
          <SummaryList rows={filingRows({ row, target, sectors, around }, ui)} />
        </Section>
      </Split>
    </Page>
  );
}

function Dismiss({ row, form }: Pick<Props, 'row' | 'form'>) {
  const { t } = useUi();
  return (
    <Panel title={t('outside.queue.dismiss')} look="flat">
      <p class="u-small u-quiet">{t('outside.queue.dismiss.text')}</p>
      <Form action={incidentPaths.unconfirmedFiling.link({ params: { filingId: row.id } })} narrow={false}>
        <TextArea
          name="reason"
          label={t('supervision.act.reason')}
          rows={2}
          limit={reasonLimit}
          value={fieldOf(form.values, 'reason')}
          error={errorTexts(form, t).reason}
        />
        <Actions>
          <Button look="danger">{t('outside.queue.dismiss')}</Button>
        </Actions>
      </Form>
    </Panel>
  );
}

function Dismissed({ row }: Pick<Props, 'row'>) {
  const { t, format } = useUi();
  const action = incidentPaths.unconfirmedFiling.link({ params: { filingId: row.id } });
  return (
    <Panel title={t('outside.queue.view.dismissed')} look="flat">
      <p>{row.dismissedReason}</p>
      <p class="u-small u-quiet">
        {row.dismissedAt && t('outside.queue.dismissedBy', { name: row.dismissedByName ?? '', when: format.dateTime(row.dismissedAt) })}
      </p>
      <PostButton action={action} fields={{ intent: 'restore' }}>
        <Button look="secondary">{t('outside.queue.restore')}</Button>
      </PostButton>
    </Panel>
  );
}
