import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { Actions, LinkButton } from '#platform/ui/button.tsx';
import { DeadlineClock, Moment } from '#platform/ui/deadline-clock.tsx';
import { Done } from '#platform/ui/feedback.tsx';
import { Panel, Section, Split } from '#platform/ui/layout.tsx';
import { type Step, Steps } from '#platform/ui/lists.tsx';
import { Page } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { RegulationTag } from '#platform/ui/status-tag.tsx';
import { incidentPaths } from '../../../paths.ts';
import type { CoveredReport } from '../../../queries/covered-reports.query.ts';
import type { DueReport } from '../../../queries/incident-reports.query.ts';
import type { OpenReport } from '../../../queries/open-report.query.ts';
import { CalendarButton } from '../../../views/calendar-button.tsx';
import { CoveredTags } from '../../../views/covered-reports.tsx';
import { exactTime } from '../../../views/exact-time.ts';
import { reportName } from '../report-frame.tsx';

export interface SentProps {
  report: OpenReport;
  latest: NonNullable<OpenReport['latest']>;
  due: readonly DueReport[];
  /** The reports that this version answers too. */
  covered: readonly CoveredReport[];
}

export const sentPage = (props: SentProps) => <SentPage {...props} />;

function SentPage({ report, latest, due, covered }: SentProps) {
  const ui = useUi();
  const { t } = ui;
  const name = reportName(report, ui);
  const title = t('report.sent.title', { report: name });
  const own = due.find(({ reference }) => reference === report.incident.reference);
  const others = due.filter((item) => item !== own);
  const version = { params: { reportId: report.row.id, no: latest.no } };
  const fileHref = incidentPaths.file.link({ params: { fileId: report.file.id } });
  return (
    <Page title={title}>
      <Split asideLabel={t('report.sent.others')} aside={<Others due={others} fileHref={fileHref} />}>
        <Done title={title} reference={t('report.sent.reference', { reference: report.incident.reference, no: latest.no })}>
          <Received report={report} latest={latest} covered={covered} />
        </Done>
        <Actions>
          <LinkButton icon="file-earmark-pdf" href={incidentPaths.receipt.link(version)}>
            {t('report.receipt')}
          </LinkButton>
          <LinkButton icon="eye" href={incidentPaths.reportVersion.link(version)}>
            {t('report.sent.read')}
          </LinkButton>
          {due.length > 0 && <CalendarButton fileId={report.file.id} />}
        </Actions>
        <Section id="next" title={t('report.sent.next')}>
          <Steps steps={stepsOf(ui, name, own)} />
        </Section>
      </Split>
    </Page>
  );
}

function Received({ report, latest, covered }: Omit<SentProps, 'due'>) {
  const { t, language, format } = useUi();
  const { deadlineAt, submittedAt } = latest;
  const regulator = wordsIn(report.regulator.name, language);
  const difference = deadlineAt && deadlineAt.epochMilliseconds - submittedAt.epochMilliseconds;
  return (
    <>
      <p>{t('report.sent.received', { regulator, when: exactTime(submittedAt, report.incident.zone, format) })}</p>
      {latest.no === 1 && difference !== null && (
        <p>{t(latest.late ? 'report.sent.late' : 'report.sent.early', { time: format.duration(Math.abs(difference)) })}</p>
      )}
      {covered.length > 0 && (
        <p class="v-row v-row--tight">
          <CoveredTags procedure={report.procedure} covered={covered} />
        </p>
      )}
      <p class="u-small">
        {t('report.sha256')}
        <br />
        <code>{latest.contentSha256}</code>
        <br />
        <a href={incidentPaths.verifyReceipt.link({ query: { digest: latest.contentSha256 } })}>{t('report.sent.verify')}</a>
      </p>
    </>
  );
}

function stepsOf({ t, language }: ReturnType<typeof useUi>, name: string, own: DueReport | undefined): Step[] {
  return [
    { title: t('report.sent.title', { report: name }), state: 'done', children: t('report.sent.mailed') },
    { title: t('report.sent.reviewed'), state: 'current', children: t('report.sent.reviewed.text') },
    own
      ? {
          title: t('report.sent.youSend', { report: wordsIn(own.label, language) }),
          state: 'next',
          children: (
            <p>
              {t('report.sent.by')} <Moment instant={own.at} zone={own.zone} />
            </p>
          ),
        }
      : { title: t('report.sent.nothing'), state: 'next', children: t('report.sent.nothing.text') },
  ];
}

function Others({ due, fileHref }: { due: readonly DueReport[]; fileHref: string }) {
  const { t, language } = useUi();
  return (
    <>
      {due.map((item) => (
        <Panel key={item.reportId} title={wordsIn(item.label, language)}>
          <p class="v-row v-row--tight">
            <RegulationTag>{item.act}</RegulationTag>
            <span class="v-meta">{t('report.sent.also')}</span>
          </p>
          <DeadlineClock due={item.at} start={item.start} zone={item.zone} size="medium" />
          <LinkButton look="primary" href={incidentPaths.report.link({ params: { reportId: item.reportId } })}>
            {t('report.sent.open', { report: wordsIn(item.label, language) })}
          </LinkButton>
        </Panel>
      ))}
      <p>
        <a href={fileHref}>{t('report.sent.file')}</a>
      </p>
    </>
  );
}
