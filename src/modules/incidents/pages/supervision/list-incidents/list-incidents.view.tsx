import { wordsIn } from '#platform/i18n/foreign-text.ts';
import { LinkButton } from '#platform/ui/button.tsx';
import { type Column, DataTable, type SortDirection, Sub, type TableSort } from '#platform/ui/data-table.tsx';
import { DeadlineClock, Moment } from '#platform/ui/deadline-clock.tsx';
import { Empty } from '#platform/ui/feedback.tsx';
import { Icon } from '#platform/ui/icon.tsx';
import { Stack } from '#platform/ui/layout.tsx';
import { Page, PageHead } from '#platform/ui/page.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { RegulationTag, StatusTag } from '#platform/ui/status-tag.tsx';
import { KeysetPager, PageSizes, Views } from '#platform/ui/table-tools.tsx';
import { type IncidentListQuery, incidentPaths, incidentSorts, incidentViews } from '../../../paths.ts';
import { viewCountLimit } from './count-views.query.ts';
import { directionOf } from './keyset.ts';
import { isFiltered, listHref, noFilters } from './list-address.ts';
import { ListChips, ListTools } from './list-filters.view.tsx';
import type { IncidentPage, ListedIncident } from './list-incidents.query.ts';
import type { ListOptions } from './list-options.query.ts';

interface Props {
  query: IncidentListQuery;
  found: IncidentPage;
  options: ListOptions;
  /** Observers read several regulators' incidents, so they see whose each one is. */
  isObserver: boolean;
}

export const listIncidentsPage = (props: Props) => <ListIncidentsPage {...props} />;

function ListIncidentsPage(props: Props) {
  const { query, found, options, isObserver } = props;
  const { t } = useUi();
  const { viewCounts: counts, unconfirmed } = found;
  const title = t('supervision.list.title');
  return (
    <Page title={title}>
      <PageHead title={title} lede={t(isObserver ? 'supervision.list.lede.observer' : 'supervision.list.lede')} />
      <Stack space="large">
        <Views
          views={[
            ...incidentViews.map((view) => ({
              href: listHref(query, { view }),
              label: t(`supervision.list.view.${view}`),
              ...(view === query.view && { current: 'page' as const }),
              ...(counts && countOf(counts[view])),
            })),
            ...(unconfirmed === undefined
              ? []
              : [{ href: incidentPaths.unconfirmed.link(), label: t('outside.queue.view'), ...(counts && countOf(unconfirmed)) }]),
          ]}
        />
        <ListTools query={query} options={options} />
        <ListChips query={query} options={options} count={found.count} />
        <IncidentTable {...props} />
        {found.rows.length > 0 && <Pager query={query} found={found} />}
      </Stack>
    </Page>
  );
}

const countOf = (count: number) => ({ count: { value: Math.min(count, viewCountLimit), isMore: count > viewCountLimit } });

function IncidentTable({ query, found, options, isObserver }: Props) {
  const { t } = useUi();
  return (
    <DataTable
      caption={t(`supervision.list.view.${query.view}`)}
      captionHidden
      columns={useColumns(options, isObserver)}
      rows={found.rows}
      rowKey={({ id }) => id}
      sort={sortOf(query)}
      empty={<NothingFound query={query} />}
    />
  );
}

const ascending = (direction: 'asc' | 'desc'): SortDirection => (direction === 'asc' ? 'ascending' : 'descending');

function sortOf(query: IncidentListQuery): TableSort {
  return {
    key: query.sort,
    direction: ascending(directionOf(query)),
    default: { key: 'due', direction: 'ascending' },
    href: (order) => {
      const sort = incidentSorts.find((one) => one === order?.key) ?? 'due';
      const direction = order?.direction === 'descending' ? 'desc' : 'asc';
      return listHref(query, { sort, direction: directionOf({ sort, direction: undefined }) === direction ? undefined : direction });
    },
  };
}

function useColumns({ sectors }: ListOptions, isObserver: boolean): Column<ListedIncident>[] {
  const { t, language } = useUi();
  const names = new Map(sectors.map(({ id, name }) => [id, wordsIn(name, language)]));
  const column = (key: IncidentListQuery['sort'] | 'status' | 'regulator') => ({ key, label: t(`supervision.list.column.${key}`) });
  return [
    { ...column('reference'), kind: 'name', sortable: true, cell: (row) => <TitleCell row={row} /> },
    {
      ...column('operator'),
      sortable: true,
      cell: ({ operatorName, isVerified, sectorIds }) => (
        <span>
          {operatorName}
          {!isVerified && (
            <>
              {' '}
              <StatusTag status="unproven" />
            </>
          )}
          {sectorIds.length > 0 && <Sub>{sectorIds.flatMap((id) => names.get(id) ?? []).join(', ')}</Sub>}
        </span>
      ),
    },
    ...(isObserver ? [{ ...column('regulator'), cell: ({ regulator }: ListedIncident) => regulator }] : []),
    { ...column('status'), cardLabel: t('supervision.list.card.status'), cell: (row) => <StatusCell row={row} /> },
    { ...column('due'), sortable: true, cell: (row) => <DueCell row={row} /> },
    {
      ...column('notified'),
      sortable: true,
      kind: 'low',
      cell: ({ notifiedAt, zone }) => <Moment instant={notifiedAt} zone={zone} short />,
    },
    {
      ...column('update'),
      sortable: true,
      kind: 'low',
      cell: ({ lastUpdateAt, zone }) => <Moment instant={lastUpdateAt} zone={zone} short />,
    },
  ];
}

function TitleCell({ row: { id, title, reference, significant, crossBorder } }: { row: ListedIncident }) {
  const { t } = useUi();
  return (
    <>
      <a href={incidentPaths.incident.link({ params: { incidentId: id } })}>{title}</a>
      <span class="v-sub v-num">
        {reference}
        {significant && (
          <>
            {' '}
            <span aria-hidden="true">·</span> <b>{t('ui.status.significant')}</b>
          </>
        )}
        {crossBorder && (
          <>
            {' '}
            <span aria-hidden="true">·</span> {t('supervision.list.filter.crossBorder')}
          </>
        )}
      </span>
    </>
  );
}

function StatusCell({ row: { regulation, report, status, outcome, hasLateReport } }: { row: ListedIncident }) {
  const { t, format } = useUi();
  const { language } = useUi();
  const stage = report && wordsIn(report.stage, language);
  return (
    <span class="v-stack v-stack--1">
      <span>
        <RegulationTag>{regulation}</RegulationTag>{' '}
        {report && (report.ordinal > 1 ? t('supervision.list.stageAgain', { stage: stage ?? '', number: report.ordinal }) : stage)}
      </span>
      <span class="v-row v-row--tight">
        {status === 'closed' && outcome && <StatusTag status="closed" label={t(`supervision.outcome.${outcome}.closed`)} />}
        {report && <StatusTag status={report.status} />}
        {report?.submissionId && (
          <span class="v-meta">
            {report.lateBy
              ? t('ui.time.late', { time: format.duration(report.lateBy) })
              : t(hasLateReport ? 'supervision.list.filter.late.yes' : 'ui.status.onTime')}
          </span>
        )}
      </span>
    </span>
  );
}

function DueCell({ row: { due, zone, isReadyToClose } }: { row: ListedIncident }) {
  const { t } = useUi();
  if (due) return <DeadlineClock due={due.at} start={due.from} zone={zone} compact />;
  if (!isReadyToClose) return <span class="u-quiet">{t('supervision.list.noDeadline')}</span>;
  return (
    <div class="v-clock v-clock--met">
      <p class="v-clock__left">
        <Icon name="check-circle-fill" />
        {t('supervision.list.readyToClose')}
      </p>
    </div>
  );
}

/** Nothing there and nothing found are two different things (incidents.md check 38). */
function NothingFound({ query }: { query: IncidentListQuery }) {
  const { t } = useUi();
  if (!isFiltered(query))
    return <Empty title={t(`supervision.list.empty.${query.view}`)}>{t(`supervision.list.empty.${query.view}.text`)}</Empty>;
  return (
    <Empty
      icon="search"
      title={t('supervision.list.noMatch')}
      actions={<LinkButton href={listHref(query, noFilters)}>{t('ui.filters.clear')}</LinkButton>}
    >
      {t('supervision.list.noMatch.text')}
    </Empty>
  );
}

function Pager({ query, found }: { query: IncidentListQuery; found: IncidentPage }) {
  const { after, before } = found;
  return (
    <Stack>
      <KeysetPager
        firstHref={before && listHref(query)}
        previousHref={before && listHref(query, { before })}
        nextHref={after && listHref(query, { after })}
      />
      <PageSizes count={found.count} size={query.size} href={(size) => listHref(query, { size })} />
    </Stack>
  );
}
