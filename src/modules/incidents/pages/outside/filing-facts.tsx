import { translate } from '#platform/i18n/language.ts';
import { SummaryList } from '#platform/ui/lists.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import type { mailedFiling } from '../../queries/mailed-filing.query.ts';

export type FilingFactsProps = Pick<
  NonNullable<Awaited<ReturnType<typeof mailedFiling>>>,
  'reference' | 'sentAt' | 'zone' | 'name' | 'organisation' | 'regulator'
>;

/** Which filing it is, and nothing of what it says. */
export function FilingFacts({ filing }: { filing: FilingFactsProps }) {
  const { t, format, language } = useUi();
  return (
    <SummaryList
      rows={[
        { label: t('outside.reference'), value: filing.reference },
        { label: t('outside.mail.received'), value: format.dateTime(filing.sentAt, filing.zone) },
        { label: t('outside.where.authority'), value: translate(filing.regulator, language) },
        { label: t('outside.mail.name'), value: filing.name },
        { label: t('outside.who.organisation'), value: filing.organisation },
      ]}
    />
  );
}
