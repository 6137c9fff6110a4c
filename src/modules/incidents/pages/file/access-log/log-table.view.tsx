import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { DataTable, Sub } from '#platform/ui/data-table.tsx';
import { Moment } from '#platform/ui/deadline-clock.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { RegulationTag } from '#platform/ui/status-tag.tsx';
import type { LogEntry } from './access-log.query.ts';

/** Who on the reporting side opened or changed what. */
export function LogTable({ entries, zone }: { entries: readonly LogEntry[]; zone: string }) {
  const { t } = useUi();
  return (
    <DataTable
      caption={t('file.log.title')}
      captionHidden
      rows={entries}
      rowKey={({ id }) => id}
      columns={[
        { key: 'at', label: t('file.log.at'), kind: 'name', cell: ({ at }) => <Moment instant={at} zone={zone} short /> },
        {
          key: 'who',
          label: t('file.log.person'),
          cell: ({ who, isAdministrator }) => (
            <>
              {who}
              <Sub>{t(isAdministrator ? 'file.log.administrator' : 'file.log.user')}</Sub>
            </>
          ),
        },
        { key: 'document', label: t('file.log.document'), cell: (entry) => <DocumentCell entry={entry} /> },
        { key: 'action', label: t('file.log.action'), cell: ({ action }) => t(`file.log.did.${action}`) },
      ]}
    />
  );
}

function DocumentCell({ entry: { document, law } }: { entry: LogEntry }) {
  const { t, language } = useUi();
  if ('reference' in document) {
    return (
      <>
        <span class="v-num">{document.reference}</span> <RegulationTag>{law}</RegulationTag>
      </>
    );
  }
  const stage = wordsIn(document.stage, language);
  return (
    <>
      {document.no === undefined ? stage : t('file.log.version', { stage, no: document.no })} <RegulationTag>{law}</RegulationTag>
    </>
  );
}
