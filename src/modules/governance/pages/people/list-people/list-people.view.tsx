import { translate } from '#platform/i18n/language.ts';
import type { Temporal } from '#platform/time/temporal.ts';
import { type Column, DataTable, Sub } from '#platform/ui/data-table.tsx';
import { Moment } from '#platform/ui/deadline-clock.tsx';
import { Empty } from '#platform/ui/feedback.tsx';
import { Hidden } from '#platform/ui/icon.tsx';
import { Section, Stack } from '#platform/ui/layout.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { StatusTag } from '#platform/ui/status-tag.tsx';
import { KeysetPager, TableTools } from '#platform/ui/table-tools.tsx';
import { governancePaths } from '../../../paths.ts';
import { isWaiting } from '../../../services/confirm-factor-reset.ts';
import type { FactorResetEntry } from '../factor-resets.query.ts';
import { countLimit, type ListedPerson, type PeoplePage, type PeopleQuery } from './list-people.query.ts';

interface Props {
  query: PeopleQuery;
  list: PeoplePage;
  /** The account that looks. */
  ownId: string;
  /** undefined: this reader has no such log. */
  log: readonly FactorResetEntry[] | undefined;
  now: Temporal.Instant;
}

export const listPeoplePage = (props: Props) => <ListPeoplePage {...props} />;

function ListPeoplePage({ query, list, ownId, log, now }: Props) {
  const { t } = useUi();
  const title = t('governance.people.title');
  const { q } = query;
  const link = (place: Pick<PeopleQuery, 'after' | 'before'>) => governancePaths.people.link({ query: { q, ...place } });
  return (
    <Page title={title}>
      <PageHead title={title} lede={t('governance.people.lede')} />
      <Stack space="large">
        <Stack>
          <TableTools action={governancePaths.people.link()} searchLabel={t('governance.people.search')} search={q} />
          <DataTable
            caption={title}
            captionHidden
            columns={usePersonColumns(ownId)}
            rows={list.people}
            rowKey={({ id }) => id}
            empty={<Empty title={t(q ? 'governance.people.noMatch' : 'governance.people.none')} />}
          />
          {list.people.length > 0 && (
            <KeysetPager
              count={list.count > countLimit ? { atLeast: countLimit } : { exact: list.count }}
              firstHref={list.before && link({})}
              previousHref={list.before && link({ before: list.before })}
              nextHref={list.after && link({ after: list.after })}
            />
          )}
        </Stack>
        {log && (
          <Section id="resets" title={t('governance.people.log')}>
            <p class="v-text">{t('governance.people.log.lede')}</p>
            <DataTable
              caption={t('governance.people.log')}
              captionHidden
              columns={useLogColumns(now)}
              rows={log}
              rowKey={({ id }) => id}
              empty={<p class="u-quiet">{t('governance.people.log.none')}</p>}
            />
          </Section>
        )}
      </Stack>
    </Page>
  );
}

function usePersonColumns(ownId: string): Column<ListedPerson>[] {
  const { t, language } = useUi();
  return [
    {
      key: 'name',
      label: t('governance.people.name'),
      kind: 'name',
      cell: ({ id, name, email }) => (
        <>
          {name}
          {id === ownId && <span class="u-quiet"> {t('governance.people.you')}</span>}
          <Sub>{email}</Sub>
        </>
      ),
    },
    {
      key: 'role',
      label: t('governance.account.role'),
      cell: ({ role, operators, organisation }) => (
        <span>
          {t(`governance.role.${role}`)}
          <Sub>{organisation ? translate(organisation, language) : operators.join(', ')}</Sub>
        </span>
      ),
    },
    { key: 'state', label: t('governance.people.state'), cell: ({ state }) => <StatusTag status={state} /> },
    {
      key: 'factor',
      label: t('governance.security.factor'),
      cell: ({ id, name, hasFactor, mayReset }) => (
        <span>
          {t(hasFactor ? 'governance.people.factor.on' : 'governance.people.factor.off')}
          {mayReset && (
            <Sub>
              <a href={governancePaths.resetFactor.link({ params: { accountId: id } })}>
                {t('governance.resetFactor.link')}
                <Hidden>: {name}</Hidden>
              </a>
            </Sub>
          )}
        </span>
      ),
    },
  ];
}

function useLogColumns(now: Temporal.Instant): Column<FactorResetEntry>[] {
  const { t, format, language } = useUi();
  return [
    {
      key: 'person',
      label: t('governance.people.name'),
      kind: 'name',
      cell: ({ person, email }) => (
        <>
          {person}
          <Sub>{email}</Sub>
        </>
      ),
    },
    { key: 'by', label: t('governance.people.log.by'), cell: ({ regulator }) => translate(regulator, language) },
    { key: 'when', label: t('governance.notice.when'), cell: ({ resetAt }) => <Moment instant={resetAt} short /> },
    {
      key: 'state',
      label: t('governance.people.log.state'),
      cell: (entry) => {
        const { id, person, heldUntil, confirmedAt, confirmedBy } = entry;
        if (confirmedAt) return t('governance.people.log.confirmed', { who: confirmedBy ?? '', when: format.shortDateTime(confirmedAt) });
        if (!isWaiting(entry, now)) return t('governance.people.log.over');
        return (
          <span>
            {t('governance.people.log.waits', { until: format.shortDateTime(heldUntil) })}
            <Sub>
              <a href={governancePaths.factorReset.link({ params: { resetId: id } })}>
                {t('governance.confirmReset.link')}
                <Hidden>: {person}</Hidden>
              </a>
            </Sub>
          </span>
        );
      },
    },
  ];
}
