import type { ComponentChildren } from 'preact';
import type { NavigationItem } from './frame.ts';
import { Icon } from './icon.tsx';
import { useUi } from './page-context.ts';
import { Count } from './status-tag.tsx';

export interface View extends NavigationItem {
  /** `isMore`: at least one more than `value`. */
  count?: { value: number; isMore?: boolean } | undefined;
}

/** Saved ways to look at one list, or the pages of one record. */
export function Views({ views, label }: { views: readonly View[]; label?: string | undefined }) {
  const { t } = useUi();
  return (
    <nav class="v-views" aria-label={label ?? t('ui.nav.views')}>
      {views.map(({ href, label: word, current, count }) => (
        <a key={href} href={href} aria-current={current ? 'page' : undefined}>
          {word} {count !== undefined && <Count {...count} />}
        </a>
      ))}
    </nav>
  );
}

export interface TableToolsProps {
  action: string;
  /** The label of the search field: what is searched. */
  searchLabel: string;
  search?: string | undefined;
  /** The fields behind "Filters"; they are sent with the search. */
  filters?: ComponentChildren;
  /** What else the address holds and must keep, such as the view and the order. */
  keep?: Readonly<Record<string, string>> | undefined;
  /** At the right: the choice of columns, an export. */
  end?: ComponentChildren;
}

/** Search and filters of a list. They go into the address, so that a list can be shared. */
export function TableTools({ action, searchLabel, search, filters, keep = {}, end }: TableToolsProps) {
  const { t } = useUi();
  return (
    <div class="v-tools">
      <form class="v-tools v-tools__search" method="get" action={action}>
        {Object.entries(keep).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <search class="v-tools__search">
          <label class="v-label u-small" for="table-search">
            {searchLabel}
          </label>
          <div class="v-join">
            <input class="form-control" type="search" id="table-search" name="q" value={search ?? ''} />
            <button class="btn btn-secondary" type="submit" aria-label={t('ui.search')}>
              <Icon name="search" />
            </button>
          </div>
        </search>
        {filters && (
          <details class="v-menu v-menu--wide" data-menu>
            <summary class="btn btn-secondary">
              <Icon name="funnel" />
              {t('ui.filters')}
            </summary>
            <div class="v-menu__panel">
              <div class="v-stack p-2">
                {filters}
                <button class="btn btn-primary" type="submit">
                  {t('ui.filters.apply')}
                </button>
              </div>
            </div>
          </details>
        )}
      </form>
      {end && <div class="v-tools__end">{end}</div>}
    </div>
  );
}

export interface ColumnChoiceProps {
  /** Posts the keys of the columns to show as `column`; kept in the person's profile. */
  action: string;
  columns: readonly { key: string; label: string; shown: boolean }[];
  hidden: ComponentChildren;
}

/** Which columns a list shows. @param hidden the form's hidden fields, `<Csrf />`. */
export function ColumnChoice({ action, columns, hidden }: ColumnChoiceProps) {
  const { t } = useUi();
  return (
    <details class="v-menu" data-menu>
      <summary class="btn btn-secondary">
        <Icon name="layout-three-columns" />
        {t('ui.columns')}
      </summary>
      <form class="v-menu__panel v-check-sm" method="post" action={action}>
        {hidden}
        <fieldset class="v-field px-2 py-1">
          <legend class="v-label">{t('ui.columns.show')}</legend>
          <div class="v-checks">
            {columns.map(({ key, label, shown }) => (
              <div class="form-check" key={key}>
                <input class="form-check-input" type="checkbox" name="column" id={`column-${key}`} value={key} checked={shown} />
                <label class="form-check-label" for={`column-${key}`}>
                  {label}
                </label>
              </div>
            ))}
          </div>
        </fieldset>
        <button type="submit">{t('ui.columns.save')}</button>
      </form>
    </details>
  );
}

export interface FilterChip {
  /** "Sector: Energy" */
  label: string;
  /** The same list without this filter. */
  removeHref: string;
}

/** The filters in use, each with a way to take it off, and how many rows are left. */
export function FilterChips({ chips, clearHref, result }: { chips: readonly FilterChip[]; clearHref: string; result: string }) {
  const { t } = useUi();
  return (
    <div class="v-row v-row--between">
      {chips.length > 0 && (
        <ul class="v-chips" aria-label={t('ui.filters.inUse')}>
          {chips.map(({ label, removeHref }) => (
            <li class="v-chip" key={label}>
              {label}
              <a href={removeHref} aria-label={t('ui.filters.remove', { what: label })}>
                <Icon name="x-lg" />
              </a>
            </li>
          ))}
          <li>
            <a class="btn btn-quiet btn-sm" href={clearHref}>
              {t('ui.filters.clear')}
            </a>
          </li>
        </ul>
      )}
      <p class="v-meta" role="status">
        {result}
      </p>
    </div>
  );
}

export interface KeysetPagerProps {
  /** How many rows there are; `atLeast` when they were counted only up to there. */
  count?: { exact: number } | { atLeast: number } | undefined;
  firstHref?: string | undefined;
  previousHref?: string | undefined;
  nextHref?: string | undefined;
}

/** How many rows a page of a list may have. */
export const pageSizes = [10, 25, 50, 100] as const;
export type PageSize = (typeof pageSizes)[number];

/** With fewer rows than the smallest page has, there is nothing to choose. */
export function PageSizes({ count, size, href }: { count: number; size: PageSize; href: (size: PageSize) => string }) {
  const { t, format } = useUi();
  if (count < pageSizes[0]) return null;
  return (
    <nav class="v-row v-row--tight v-meta" aria-label={t('ui.pager.size')}>
      <span>{t('ui.pager.size')}</span>
      {pageSizes.map((one) => (
        <a key={one} href={href(one)} aria-current={one === size ? 'true' : undefined}>
          {format.number(one)}
        </a>
      ))}
    </nav>
  );
}

/** Leads through a list that may grow while one reads: first, previous, next. */
export function KeysetPager({ count, firstHref, previousHref, nextHref }: KeysetPagerProps) {
  const { t } = useUi();
  const text = count && ('exact' in count ? t('ui.pager.count', { count: count.exact }) : t('ui.pager.moreThan', { count: count.atLeast }));
  const hasLinks = firstHref || previousHref || nextHref;
  return (
    <div class="v-pager">
      <p>{text}</p>
      {hasLinks && (
        <nav class="v-actions" aria-label={t('ui.pager')}>
          {firstHref && (
            <a class="btn btn-quiet btn-sm" href={firstHref}>
              {t('ui.pager.first')}
            </a>
          )}
          {previousHref && (
            <a class="btn btn-secondary btn-sm" href={previousHref} rel="prev">
              <Icon name="chevron-left" />
              {t('ui.pager.previous')}
            </a>
          )}
          {nextHref && (
            <a class="btn btn-secondary btn-sm" href={nextHref} rel="next">
              {t('ui.pager.next')}
              <Icon name="chevron-right" />
            </a>
          )}
        </nav>
      )}
    </div>
  );
}
