import type { ComponentChildren } from 'preact';
import { Hidden, Icon } from './icon.tsx';
import { useUi } from './page-context.ts';

export type SortDirection = 'ascending' | 'descending';

export interface TableSort {
  /** The key of the column the rows are sorted by. */
  key: string;
  direction: SortDirection;
  /** The order without any choice: the third click on another column comes back to it. */
  default: { key: string; direction: SortDirection };
  /** The address of this list in another order; undefined stands for the default one. */
  href: (order: { key: string; direction: SortDirection } | undefined) => string;
}

export interface Column<Row> {
  key: string;
  label: string;
  /** Stands beside the value on a phone, where a long name of the column has no room. */
  cardLabel?: string | undefined;
  cell: (row: Row) => ComponentChildren;
  sortable?: boolean | undefined;
  /** `name` is the header of its row (exactly one); `low` leaves first when the window narrows. */
  kind?: 'name' | 'number' | 'low' | undefined;
}

export interface DataTableProps<Row> {
  caption: string;
  /** The caption is always there for those who listen; shown only where no heading says the same. */
  captionHidden?: boolean | undefined;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** What a row is called, for the tick box and its menu. */
  rowName?: ((row: Row) => string) | undefined;
  sort?: TableSort | undefined;
  /** A menu at the end of each row. */
  actions?: ((row: Row) => ComponentChildren) | undefined;
  /** Adds a tick box to each row, sending this name. */
  select?: { name: string; form?: string } | undefined;
  isUnread?: ((row: Row) => boolean) | undefined;
  /** An `<Empty>`, in place of a table without rows. */
  empty?: ComponentChildren;
}

/** Where a click on a column leads: ascending, descending, then the default order again. */
function nextOrder(sort: TableSort, key: string): { key: string; direction: SortDirection } | undefined {
  if (sort.key !== key) return { key, direction: 'ascending' };
  if (sort.direction === 'ascending') return { key, direction: 'descending' };
  return sort.default.key === key ? { key, direction: 'ascending' } : undefined;
}

function ColumnHead<Row>({ column, sort }: { column: Column<Row>; sort: TableSort | undefined }) {
  const kind = column.kind === 'number' ? 'is-num' : column.kind === 'low' ? 'v-low' : undefined;
  if (!sort || !column.sortable) {
    return (
      <th scope="col" class={kind}>
        {column.label}
      </th>
    );
  }
  const active = sort.key === column.key;
  const icon = !active ? 'chevron-expand' : sort.direction === 'ascending' ? 'chevron-up' : 'chevron-down';
  return (
    <th scope="col" class={kind} aria-sort={active ? sort.direction : undefined}>
      <a class="v-table__sort" href={sort.href(nextOrder(sort, column.key))}>
        {column.label}
        <Icon name={icon} />
      </a>
    </th>
  );
}

/** Rows under named columns; under 768 px each row is a card that repeats the names. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { t } = useUi();
  const { caption, captionHidden, columns, rows, sort, actions, select, empty } = props;
  if (rows.length === 0 && empty) return <>{empty}</>;
  const sorted = sort && columns.find(({ key }) => key === sort.key);
  return (
    <table class="v-table v-table--cards v-table--sticky">
      <caption class={captionHidden ? 'visually-hidden' : undefined}>
        {caption}
        {sorted && <Hidden>{`, ${sorted.label}: ${t(`ui.sort.${sort.direction}`)}`}</Hidden>}
      </caption>
      <thead>
        <tr>
          {select && (
            <td class="v-select v-check-sm">
              <input class="form-check-input" type="checkbox" aria-label={t('ui.select.all')} data-select-all={select.name} hidden />
            </td>
          )}
          {columns.map((column) => (
            <ColumnHead key={column.key} column={column} sort={sort} />
          ))}
          {actions && (
            <td>
              <Hidden>{t('ui.actions')}</Hidden>
            </td>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <TableRow key={props.rowKey(row)} row={row} table={props} />
        ))}
      </tbody>
    </table>
  );
}

function TableRow<Row>({ row, table }: { row: Row; table: DataTableProps<Row> }) {
  const { t } = useUi();
  const { columns, actions, select, isUnread, rowKey, rowName = rowKey } = table;
  const unread = isUnread?.(row) ?? false;
  return (
    <tr class={unread ? 'is-unread' : undefined}>
      {select && (
        <td class="v-select v-check-sm">
          <input
            class="form-check-input"
            type="checkbox"
            name={select.name}
            value={rowKey(row)}
            form={select.form}
            aria-label={t('ui.select.one', { what: rowName(row) })}
          />
        </td>
      )}
      {columns.map((column) => {
        if (column.kind === 'name') {
          return (
            <th scope="row" key={column.key}>
              {unread && <Hidden>{t('ui.new')}</Hidden>}
              {column.cell(row)}
            </th>
          );
        }
        const kind = column.kind === 'number' ? 'is-num' : column.kind === 'low' ? 'v-low' : undefined;
        return (
          <td key={column.key} class={kind} data-label={column.cardLabel ?? column.label}>
            {column.cell(row)}
          </td>
        );
      })}
      {actions && <td class="v-corner">{actions(row)}</td>}
    </tr>
  );
}

/** A second, smaller line in a cell. */
export function Sub({ children }: { children: ComponentChildren }) {
  return <span class="v-sub">{children}</span>;
}
