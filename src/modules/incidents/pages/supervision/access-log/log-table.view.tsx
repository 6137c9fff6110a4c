import { roles } from '#platform/context/actor.ts';
import { wordsIn } from '#platform/i18n/foreign-text.ts';
import type { Language } from '#platform/i18n/language.ts';
import { type Column, DataTable, Sub } from '#platform/ui/data-table.tsx';
import { Moment } from '#platform/ui/deadline-clock.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import type { LogEntry } from './access-log.query.ts';

/** The role as it was then, exactly (interface.md 13). */
const roleText = (role: string) => {
  const known = roles.find((one) => one === role);
  return known ? (`governance.role.${known}` as const) : ('supervision.log.system' as const);
};

interface Props {
  entries: readonly LogEntry[];
  zone: string;
  reference: string;
}

/** Who opened or changed what, newest first. */
export function LogTable({ entries, zone, reference }: Props) {
  const { t, language } = useUi();
  const label = (key: 'at' | 'organisation' | 'person' | 'document' | 'action') => ({ key, label: t(`supervision.log.${key}`) });
  const columns: Column<LogEntry>[] = [
    { ...label('at'), kind: 'name', cell: ({ at }) => <Moment instant={at} zone={zone} short /> },
    { ...label('organisation'), cell: ({ organisation }) => organisation || t('supervision.log.system') },
    {
      ...label('person'),
      cell: ({ person, role }) => (
        <span>
          {person}
          <Sub>{t(roleText(role))}</Sub>
        </span>
      ),
    },
    { ...label('document'), cell: (entry) => documentOf(entry, language, reference, t) },
    { ...label('action'), cell: (entry) => <Action entry={entry} /> },
  ];
  return <DataTable caption={t('supervision.log.title')} captionHidden columns={columns} rows={entries} rowKey={({ id }) => id} />;
}

function documentOf({ version }: LogEntry, language: Language, reference: string, t: ReturnType<typeof useUi>['t']): string {
  return version ? t('supervision.incident.version', { stage: wordsIn(version.stage, language), no: version.no }) : reference;
}

function Action({ entry: { action, detail } }: { entry: LogEntry }) {
  const { t } = useUi();
  const text = action === 'commented' && detail.note === true ? t('supervision.log.did.noted') : t(`supervision.log.did.${action}`);
  const { reason, from, to } = detail;
  return (
    <span>
      {text}
      {action === 'referenceChanged' && <Sub>{t('supervision.log.fromTo', { from: String(from), to: String(to) })}</Sub>}
      {typeof reason === 'string' && reason !== '' && <Sub>{t('supervision.incident.reason', { reason })}</Sub>}
    </span>
  );
}
