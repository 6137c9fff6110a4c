import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { Message } from '#platform/ui/feedback.tsx';
import { type Ui, useUi } from '#platform/ui/page-context.ts';
import type { OpenReport } from '../../queries/open-report.query.ts';

/** Why the report cannot be filled in at present; nothing when it can. */
export function AccessNotice({ report }: { report: OpenReport }) {
  const ui = useUi();
  const text = accessText(report, ui);
  return text ? <Message title={text} /> : null;
}

function accessText({ state: { access }, procedure }: OpenReport, { t, language, format }: Ui): string | undefined {
  const label = (key: string) => {
    const stage = procedure.stages.find((candidate) => candidate.key === key);
    return t('report.quoted', { text: stage ? wordsIn(stage.label, language) : key });
  };
  if (access.kind === 'waiting') return t('report.access.waiting', { reports: format.list(access.for.map(label)) });
  if (access.kind === 'absent') return t('report.access.absent');
  if (access.kind !== 'locked') return undefined;
  return 'by' in access ? t(`report.access.${access.because}`, { report: label(access.by) }) : t(`report.access.${access.because}`);
}
