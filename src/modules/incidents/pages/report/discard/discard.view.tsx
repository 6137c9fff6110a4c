import { Actions, Button, LinkButton } from '#platform/ui/button.tsx';
import { Form } from '#platform/ui/form.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { incidentPaths } from '../../../paths.ts';
import type { OpenReport } from '../../../queries/open-report.query.ts';
import { ReportMeta, reportCrumbs, reportLink } from '../report-frame.tsx';

export const discardPage = (props: { report: OpenReport }) => <DiscardPage {...props} />;

function DiscardPage({ report }: { report: OpenReport }) {
  const ui = useUi();
  const { t } = ui;
  const title = t('report.discard.title');
  return (
    <Page title={title} crumbs={reportCrumbs(report, ui, true)}>
      <PageHead title={title} lede={t('report.discard.text')} meta={<ReportMeta report={report} />} />
      <Form action={incidentPaths.discardDraft.link({ params: { reportId: report.row.id } })}>
        <Actions>
          <Button look="danger">{t('report.discard')}</Button>
          <LinkButton href={reportLink(report)}>{t('report.discard.keep')}</LinkButton>
        </Actions>
      </Form>
    </Page>
  );
}
