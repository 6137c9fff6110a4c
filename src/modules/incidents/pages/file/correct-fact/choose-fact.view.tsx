import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { Moment } from '#platform/ui/deadline-clock.tsx';
import { SummaryList } from '#platform/ui/lists.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { incidentPaths } from '../../../paths.ts';
import { fileCrumbs } from '../crumbs.ts';
import type { Correctable } from './correct-fact.query.ts';

export const chooseFactPage = (props: { correctable: Correctable }) => <ChooseFactPage {...props} />;

/** The dates of one incident, each with a way to correct it. */
function ChooseFactPage({ correctable: { file, incident } }: { correctable: Correctable }) {
  const { t, language } = useUi();
  const params = { fileId: file.id, incidentId: incident.id };
  return (
    <Page title={t('file.correct.choose')} crumbs={fileCrumbs(t, file)}>
      <PageHead
        title={t('file.correct.choose')}
        lede={t('file.correct.lede')}
        meta={t('file.correct.of', { law: wordsIn(incident.law, language), reference: incident.reference })}
      />
      {incident.isClosed && <p>{t('file.correct.closed')}</p>}
      <SummaryList
        rows={incident.facts.map(({ fact, current }) => ({
          label: t(`file.fact.${fact}`),
          value: current?.at ? <Moment instant={current.at} zone={current.zone} /> : <span class="u-quiet">{t('file.fact.notYet')}</span>,
          changeHref: incident.isClosed ? undefined : incidentPaths.correctOwnFact.link({ params, query: { fact } }),
          changeLabel: t(current?.at ? 'file.fact.correct' : 'file.fact.add'),
        }))}
      />
    </Page>
  );
}
