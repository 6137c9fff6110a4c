import { errorTexts } from '#platform/forms/error-texts.ts';
import type { FormState } from '#platform/forms/form.ts';
import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { ActionMenu, LinkButton, type MenuEntry } from '#platform/ui/button.tsx';
import { Moment } from '#platform/ui/deadline-clock.tsx';
import { Message } from '#platform/ui/feedback.tsx';
import { Split } from '#platform/ui/layout.tsx';
import { Facts, Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { RegulationTag, StatusTag } from '#platform/ui/status-tag.tsx';
import { incidentPaths } from '../../../paths.ts';
import { LogTable } from '../access-log/log-table.view.tsx';
import { IncidentAside } from './incident-aside.view.tsx';
import { IncidentClocks } from './incident-clocks.view.tsx';
import { IncidentNotes } from './incident-notes.view.tsx';
import { IncidentReports } from './incident-reports.view.tsx';
import { IncidentTimeline } from './incident-timeline.view.tsx';
import type { IncidentData } from './show-incident.query.ts';
import { versionToReview } from './stage-lines.ts';
import { lineName } from './words.ts';

interface Props {
  data: IncidentData;
  /** One of the page's two forms, refused. */
  refused?: { form: 'note' | 'reference'; state: FormState } | undefined;
}

export const showIncidentPage = (props: Props) => <ShowIncidentPage {...props} />;

function ShowIncidentPage({ data, refused }: Props) {
  const { t } = useUi();
  const { record, notes } = data;
  const stateOf = (form: 'note' | 'reference') => (refused?.form === form ? refused.state : undefined);
  return (
    <Page
      title={record.title}
      crumbs={[{ label: t('supervision.list.title'), href: incidentPaths.incidents.link() }]}
      errors={refused && errorTexts(refused.state, t)}
      print={{ reference: record.reference, tlp: data.regulator.tlp }}
    >
      <Head data={data} />
      <Notices data={data} />
      <IncidentClocks data={data} />
      <div class="mt-5">
        <Split asideLabel={t('supervision.incident.details')} aside={<IncidentAside data={data} refused={stateOf('reference')} />}>
          <div class="v-stack v-stack--5">
            <IncidentReports data={data} />
            <IncidentTimeline data={data} />
            {notes && <IncidentNotes data={data} notes={notes} refused={stateOf('note')} />}
            <LogExcerpt data={data} />
          </div>
        </Split>
      </div>
    </Page>
  );
}

function Head({ data }: { data: IncidentData }) {
  const { t, language } = useUi();
  const { record, regulation, sectors } = data;
  return (
    <PageHead
      title={record.title}
      tags={
        <>
          {record.status === 'closed' && record.outcome ? (
            <StatusTag status="closed" label={t(`supervision.outcome.${record.outcome}.closed`)} />
          ) : (
            <StatusTag status={record.status} />
          )}{' '}
          {record.significant !== null && <StatusTag status={record.significant ? 'significant' : 'notSignificant'} />}{' '}
          <RegulationTag>{regulation.short}</RegulationTag>
        </>
      }
      meta={
        <Facts
          facts={[
            { label: t('supervision.incident.reference'), value: <span class="v-num">{record.reference}</span> },
            {
              label: t('supervision.list.column.operator'),
              value: record.notifierId ? (
                <>
                  {record.operatorName} <StatusTag status="unproven" />
                </>
              ) : (
                record.operatorName
              ),
            },
            ...(sectors.length > 0
              ? [{ label: t('supervision.list.filter.sector'), value: sectors.map(({ name }) => wordsIn(name, language)).join(', ') }]
              : []),
            { label: t('supervision.list.column.notified'), value: <Moment instant={record.notifiedAt} zone={record.zone} /> },
          ]}
        />
      }
      actions={<HeadActions data={data} />}
    />
  );
}

function HeadActions({ data }: { data: IncidentData }) {
  const ui = useUi();
  const { t } = ui;
  const { record, acts } = data;
  const waiting = acts.review ? versionToReview(data.lines) : undefined;
  const params = { incidentId: record.id };
  const entry = (allowed: boolean, label: string, href: string): MenuEntry[] => (allowed ? [{ label, href }] : []);
  return (
    <>
      {waiting && (
        <LinkButton look="primary" href={incidentPaths.submission.link({ params: { submissionId: waiting.version.id } })}>
          {t('supervision.incident.reviewThis', { stage: lineName(waiting.line, ui) })}
        </LinkButton>
      )}
      <ActionMenu
        subject={record.reference}
        entries={[
          ...entry(acts.request, t('supervision.act.request'), incidentPaths.requestReport.link({ params })),
          ...entry(acts.correct, t('supervision.act.correct'), incidentPaths.correctFact.link({ params })),
          ...entry(acts.significance, t('supervision.act.significance'), incidentPaths.significance.link({ params })),
          ...entry(
            acts.adoption,
            t(record.notifierId ? 'outside.adoption.suggest' : 'outside.adoption.undo'),
            incidentPaths.settleAdoption.link({ params }),
          ),
          ...entry(acts.close, t('supervision.act.close'), incidentPaths.close.link({ params })),
          ...entry(acts.reopen, t('supervision.act.reopen'), incidentPaths.reopen.link({ params })),
          ...entry(true, t('supervision.incident.pdf'), incidentPaths.incidentPdf.link({ params })),
          ...entry(true, t('supervision.log.title'), incidentPaths.incidentLog.link({ params })),
        ]}
      />
    </>
  );
}

/** What a regulator should not overlook: the own word on significance against what the reports say (incidents.md 3.9). */
function Notices({ data: { record, computed, isObserver } }: { data: IncidentData }) {
  const { t } = useUi();
  if (isObserver || record.significantSource !== 'override') return null;
  const differs = computed !== null && computed !== record.significant;
  return (
    <Message kind={differs ? 'warning' : 'info'} title={t('supervision.incident.override')}>
      {t(differs ? 'supervision.incident.override.differs' : 'supervision.incident.override.text')}
    </Message>
  );
}

function LogExcerpt({ data: { record, log, isObserver } }: { data: IncidentData }) {
  const { t } = useUi();
  return (
    <section class="v-stack v-stack--1" aria-labelledby="log">
      <h2 id="log">{t('supervision.log.title')}</h2>
      <p class="v-meta">{t(isObserver ? 'supervision.log.lede.observer' : 'supervision.log.lede')}</p>
      {log.entries.length === 0 ? (
        <p class="u-quiet">{t('supervision.log.empty')}</p>
      ) : (
        <LogTable entries={log.entries} zone={record.zone} reference={record.reference} />
      )}
      {log.after && (
        <p class="u-small">
          <a href={incidentPaths.incidentLog.link({ params: { incidentId: record.id } })}>{t('supervision.log.all')}</a>
        </p>
      )}
    </section>
  );
}
