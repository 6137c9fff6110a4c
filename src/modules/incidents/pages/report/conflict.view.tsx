import type { MessageKey } from '#platform/i18n/catalogue.ts';
import { Actions, Button, LinkButton } from '#platform/ui/button.tsx';
import { PostButton } from '#platform/ui/form.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { incidentPaths } from '../../paths.ts';
import type { OpenReport } from '../../queries/open-report.query.ts';
import { ReportMeta, reportCrumbs, reportLink } from './report-frame.tsx';

export interface ConflictProps {
  report: OpenReport;
  messageKey: string;
  values: Record<string, string | number>;
}

export const conflictPage = (props: ConflictProps) => <ConflictPage {...props} />;

/** What may have happened while somebody was typing, and what to do about it; other refusals lead back to the report. */
const advice = {
  'report.closed': 'report.closed.text',
  'report.notOpen': 'report.notOpen.text',
  'report.noDraft': 'report.noDraft.text',
  'report.newerVersion': 'report.newerVersion.text',
  'report.newForm': 'report.newForm.text',
  'report.editedBy': 'report.editedBy.text',
} as const satisfies Partial<Record<MessageKey, MessageKey>>;
const isKnown = (key: string): key is keyof typeof advice => Object.hasOwn(advice, key);

function ConflictPage({ report, messageKey, values }: ConflictProps) {
  const ui = useUi();
  const { t } = ui;
  const known = isKnown(messageKey) ? messageKey : 'report.notOpen';
  const title = t(known, values);
  const { latest, row } = report;
  return (
    <Page title={title} crumbs={reportCrumbs(report, ui, true)}>
      <PageHead title={title} lede={t(advice[known])} meta={<ReportMeta report={report} />} />
      <Actions>
        {known === 'report.newForm' && (
          <PostButton action={reportLink(report)} fields={{ intent: 'migrate' }}>
            <Button look="primary">{t('report.form.migrate')}</Button>
          </PostButton>
        )}
        {known === 'report.newerVersion' && latest && (
          <LinkButton
            look="primary"
            href={incidentPaths.reportVersion.link({ params: { reportId: row.id, no: latest.no }, query: { compare: 'draft' } })}
          >
            {t('report.newerVersion.compare', { no: latest.no })}
          </LinkButton>
        )}
        {known === 'report.editedBy' && (
          <PostButton action={reportLink(report)} fields={{ intent: 'takeOver' }}>
            <Button look="primary">{t('report.takeOver')}</Button>
          </PostButton>
        )}
        <LinkButton href={reportLink(report)}>{t('report.back')}</LinkButton>
      </Actions>
    </Page>
  );
}
