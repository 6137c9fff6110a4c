import { wordsIn } from '#platform/i18n/foreign-text.ts';
import type { Language, Translated } from '#platform/i18n/language.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { Checkboxes, Select } from '#platform/ui/choice-fields.tsx';
import { useUi } from '#platform/ui/page-context.ts';
import { FilterChips, TableTools } from '#platform/ui/table-tools.tsx';
import { TextField } from '#platform/ui/text-fields.tsx';
import { type IncidentListQuery, incidentPaths } from '../../../paths.ts';
import { reportStatuses } from '../../../workflow.ts';
import { directionOf } from './keyset.ts';
import { listHref, noFilters } from './list-address.ts';
import { countLimit } from './list-incidents.query.ts';
import type { ListOptions } from './list-options.query.ts';

interface FilterProps {
  query: IncidentListQuery;
  options: ListOptions;
}

/** Search and filters; they go into the address, so that a list can be shared and Back works. */
export function ListTools({ query, options }: FilterProps) {
  const { t } = useUi();
  const { view, sort, direction, size, sector, operator } = query;
  return (
    <TableTools
      action={incidentPaths.incidents.link()}
      searchLabel={t('supervision.list.search')}
      search={query.q}
      keep={{ view, sort, ...(direction && { direction }), size: String(size), ...(operator && { operator }) }}
      filters={
        <>
          {sector.slice(1).map((slug) => (
            <input key={slug} type="hidden" name="sector" value={slug} />
          ))}
          <FilterFields query={query} options={options} />
        </>
      }
    />
  );
}

function FilterFields({ query, options }: FilterProps) {
  const { t, language } = useUi();
  const yesNo = (['yes', 'no'] as const).map((value) => ({ value, label: t(`supervision.list.${value}`) }));
  const statuses = (['ongoing', 'closed'] as const).map((value) => ({ value, label: t(`ui.status.${value}`) }));
  const all = t('supervision.list.filter.any');
  return (
    <>
      <Select name="status" label={t('supervision.list.filter.status')} options={statuses} value={query.status} placeholder={all} />
      <Checkboxes
        name="reportStatus"
        label={t('supervision.list.filter.reportStatus')}
        options={reportStatuses.map((value) => ({ value, label: t(`ui.status.${value}`) }))}
        value={query.reportStatus}
      />
      <Checkboxes
        name="regulation"
        label={t('supervision.list.filter.regulation')}
        options={options.regulations.map(({ key, short }) => ({ value: key, label: wordsIn(short, language) }))}
        value={query.regulation}
      />
      <Select
        name="sector"
        label={t('supervision.list.filter.sector')}
        options={sectorChoices(options.sectors, language)}
        value={query.sector[0]}
        placeholder={all}
      />
      <Select
        name="significant"
        label={t('supervision.list.filter.significant')}
        options={yesNo}
        value={query.significant}
        placeholder={all}
      />
      <Select
        name="crossBorder"
        label={t('supervision.list.filter.crossBorder')}
        options={yesNo}
        value={query.crossBorder}
        placeholder={all}
      />
      <TextField type="date" name="notifiedFrom" label={t('supervision.list.filter.notifiedFrom')} value={query.notifiedFrom} />
      <TextField type="date" name="notifiedTo" label={t('supervision.list.filter.notifiedTo')} value={query.notifiedTo} />
      <Checkboxes
        name="late"
        label={t('supervision.list.filter.late')}
        options={[{ value: 'yes', label: t('supervision.list.filter.late.yes') }]}
        value={query.late ? [query.late] : []}
      />
    </>
  );
}

/**
 * Parents in the order of the alphabet, each followed by its children, a little to the right. By spaces of Latin-1: one letter beyond
 * it makes the whole page twice as large in memory, and as slow to write.
 */
function sectorChoices(all: ListOptions['sectors'], language: Language) {
  const sectors = all.filter(({ archivedAt }) => archivedAt === null);
  const byName = (a: { name: Translated }, b: { name: Translated }) =>
    wordsIn(a.name, language).localeCompare(wordsIn(b.name, language), language);
  const children = (parentId: string) => sectors.filter((one) => one.parentId === parentId).sort(byName);
  return sectors
    .filter(({ parentId }) => parentId === null)
    .sort(byName)
    .flatMap((parent) => [
      { value: parent.slug, label: wordsIn(parent.name, language) },
      ...children(parent.id).map(({ slug, name }) => ({ value: slug, label: `\u00a0\u00a0\u00a0${wordsIn(name, language)}` })),
    ]);
}

export function ListChips({ query, options, count }: FilterProps & { count: number }) {
  const ui = useUi();
  const { t, format } = ui;
  const text =
    count > countLimit ? t('supervision.list.moreThan', { count: format.number(countLimit) }) : t('supervision.list.count', { count });
  return (
    <FilterChips
      chips={chipsOf(query, options, ui)}
      clearHref={listHref(query, noFilters)}
      result={
        count === 0
          ? text
          : t('supervision.list.result', { count: text, order: t(`supervision.list.order.${query.sort}.${directionOf(query)}`) })
      }
    />
  );
}

function chipsOf(query: IncidentListQuery, options: ListOptions, { t, language, format }: ReturnType<typeof useUi>) {
  const { regulations, sectors } = options;
  const without = <Name extends 'regulation' | 'sector' | 'reportStatus'>(name: Name, value: string) =>
    listHref(query, { [name]: query[name].filter((one) => one !== value) });
  const chip = (what: string, value: string, removeHref: string) => ({ label: t('supervision.list.chip', { what, value }), removeHref });
  const day = (name: 'notifiedFrom' | 'notifiedTo', date: string | undefined) =>
    date
      ? [chip(t(`supervision.list.filter.${name}`), format.day(Temporal.PlainDate.from(date)), listHref(query, { [name]: undefined }))]
      : [];
  const one = (name: 'significant' | 'crossBorder', value: 'yes' | 'no' | undefined) =>
    value ? [chip(t(`supervision.list.filter.${name}`), t(`supervision.list.${value}`), listHref(query, { [name]: undefined }))] : [];
  return [
    ...(query.q ? [chip(t('supervision.list.filter.search'), query.q, listHref(query, { q: undefined }))] : []),
    ...(query.status
      ? [chip(t('supervision.list.filter.status'), t(`ui.status.${query.status}`), listHref(query, { status: undefined }))]
      : []),
    ...reportStatuses
      .filter((status) => query.reportStatus.includes(status))
      .map((status) => chip(t('supervision.list.filter.reportStatus'), t(`ui.status.${status}`), without('reportStatus', status))),
    ...regulations
      .filter(({ key }) => query.regulation.includes(key))
      .map(({ key, short }) => chip(t('supervision.list.filter.regulation'), wordsIn(short, language), without('regulation', key))),
    ...sectors
      .filter(({ slug }) => query.sector.includes(slug))
      .map(({ slug, name }) => chip(t('supervision.list.filter.sector'), wordsIn(name, language), without('sector', slug))),
    ...one('significant', query.significant),
    ...one('crossBorder', query.crossBorder),
    ...day('notifiedFrom', query.notifiedFrom),
    ...day('notifiedTo', query.notifiedTo),
    ...(query.operator
      ? [
          chip(
            t('supervision.list.column.operator'),
            options.operatorName ?? t('supervision.list.operatorUnknown'),
            listHref(query, { operator: undefined }),
          ),
        ]
      : []),
    ...(query.late ? [{ label: t('supervision.list.filter.late.yes'), removeHref: listHref(query, { late: undefined }) }] : []),
  ];
}
