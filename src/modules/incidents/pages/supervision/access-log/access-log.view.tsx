import { Empty } from '#platform/ui/feedback.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { KeysetPager } from '#platform/ui/table-tools.tsx';
import { incidentPaths } from '../../../paths.ts';
import { incidentCrumbs } from '../crumbs.ts';
import type { LogPage } from './access-log.query.ts';
import { LogTable } from './log-table.view.tsx';

interface Props {
  incident: { id: string; title: string; reference: string; zone: string };
  log: LogPage;
  isObserver: boolean;
  /** Not the first page. */
  isBehind: boolean;
}

export const accessLogPage = (props: Props) => <AccessLogPage {...props} />;

function AccessLogPage({ incident, log, isObserver, isBehind }: Props) {
  const ui = useUi();
  const { t } = ui;
  const title = t('supervision.log.titleOf', { reference: incident.reference });
  const params = { incidentId: incident.id };
  return (
    <Page title={title} crumbs={incidentCrumbs(ui, incident)}>
      <PageHead title={title} lede={t(isObserver ? 'supervision.log.lede.observer' : 'supervision.log.lede')} />
      {log.entries.length === 0 ? (
        <Empty title={t('supervision.log.empty')} />
      ) : (
        <LogTable entries={log.entries} zone={incident.zone} reference={incident.reference} />
      )}
      <KeysetPager
        firstHref={isBehind ? incidentPaths.incidentLog.link({ params }) : undefined}
        nextHref={log.after && incidentPaths.incidentLog.link({ params, query: { after: log.after } })}
      />
    </Page>
  );
}
