import { Empty } from '#platform/ui/feedback.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { KeysetPager } from '#platform/ui/table-tools.tsx';
import { incidentPaths } from '../../../paths.ts';
import { fileCrumbs } from '../crumbs.ts';
import type { LogPage } from './access-log.query.ts';
import { LogTable } from './log-table.view.tsx';

interface AccessLogProps {
  fileId: string;
  log: LogPage;
}

export const accessLogPage = (props: AccessLogProps) => <AccessLogPage {...props} />;

function AccessLogPage({ fileId, log }: AccessLogProps) {
  const { t } = useUi();
  const link = (query: { after?: string; before?: string } = {}) => incidentPaths.fileLog.link({ params: { fileId }, query });
  return (
    <Page title={t('file.log.title')} crumbs={fileCrumbs(t, { id: fileId, title: log.title })}>
      <PageHead title={t('file.log.title')} lede={t('file.log.lede')} meta={log.title} />
      {log.entries.length === 0 ? (
        <Empty title={t('file.log.empty')} />
      ) : (
        <>
          <LogTable entries={log.entries} zone={log.zone} />
          <KeysetPager
            firstHref={log.previous && link()}
            previousHref={log.previous && link({ before: log.previous })}
            nextHref={log.next && link({ after: log.next })}
          />
        </>
      )}
    </Page>
  );
}
