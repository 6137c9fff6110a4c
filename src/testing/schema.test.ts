/** What the code believes about the database, and what the migrations make of it, are the same. */
import { is, sql } from 'drizzle-orm';
import { getTableConfig, getViewConfig, PgColumn, PgTable, PgView } from 'drizzle-orm/pg-core';
import { beforeAll, describe, expect, it } from 'vitest';
import * as governance from '#modules/governance/schema.ts';
import * as credentials from '#modules/governance/schema-credentials.ts';
import * as governanceViews from '#modules/governance/views.ts';
import * as definitions from '#modules/incidents/schema/definitions.ts';
import * as adoptions from '#modules/incidents/schema/file-adoption.ts';
import * as incidents from '#modules/incidents/schema/incident.ts';
import * as filings from '#modules/incidents/schema/notifier-filing.ts';
import * as reportingSide from '#modules/incidents/schema/reporting-side.ts';
import * as supervisingSide from '#modules/incidents/schema/supervising-side.ts';
import * as traces from '#modules/incidents/schema/traces.ts';
import { rowsOf } from '#platform/db/database.ts';
import * as platform from '#platform/db/schema.ts';
import { emptyDatabase } from './test-database.ts';

/** Tables whose pages are still to come: no code reads them. */
const unread = ['calendar_feed'];
const files = [
  platform,
  adoptions,
  filings,
  governance,
  credentials,
  governanceViews,
  definitions,
  incidents,
  reportingSide,
  supervisingSide,
  traces,
];
const declared = files.flatMap((file): unknown[] => Object.values(file));
const tables = declared.flatMap((one) => (is(one, PgTable) ? [getTableConfig(one)] : []));
const views = declared.flatMap((one) => (is(one, PgView) ? [getViewConfig(one)] : []));

interface Stored {
  relation: string;
  kind: 'r' | 'v';
  name: string;
  type: string;
  not_null: boolean;
  has_default: boolean;
  /** For a column of a view: whether every column of that name in the tables it reads is mandatory; null when there is none. */
  source_not_null: boolean | null;
}

const storedColumns = sql`
  select c.relname as relation, c.relkind::text as kind, a.attname as name, a.attnotnull as not_null,
    (a.atthasdef or a.attidentity <> '') as has_default,
    replace(replace(format_type(a.atttypid, a.atttypmod), 'timestamp(3) with time zone', 'timestamptz(3)'), 'character varying', 'varchar') as type,
    (select bool_and(b.attnotnull) from information_schema.view_column_usage u
      join pg_attribute b on b.attrelid = quote_ident(u.table_name)::regclass and b.attname = u.column_name
      where u.view_schema = 'public' and u.view_name = c.relname and u.column_name = a.attname) as source_not_null
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where n.nspname = 'public' and c.relkind in ('r', 'v') and c.relname <> 'migration'
  order by c.relname, a.attname`;

describe('the schema in code', () => {
  let stored: Stored[];
  let checks: { relation: string; column: string; values: string[] }[];
  beforeAll(async () => {
    const { db } = await emptyDatabase();
    stored = await rowsOf<Stored>(db, storedColumns);
    const constraints = await rowsOf<{ relation: string; definition: string }>(
      db,
      sql`select conrelid::regclass::text as relation, pg_get_constraintdef(oid) as definition from pg_constraint where contype = 'c'`,
    );
    checks = constraints.flatMap(({ relation, definition }) => {
      const [, column, list] = /^CHECK \(\((\w+) = ANY \(ARRAY\[(.*)\]\)\)\)$/.exec(definition) ?? [];
      return column && list ? [{ relation, column, values: [...list.matchAll(/'([^']*)'/g)].map(([, value]) => value ?? '') }] : [];
    });
  });

  it('names every table and view there is, once', () => {
    const names = [...tables, ...views].map(({ name }) => name);
    expect([...names, ...unread].sort()).toEqual([...new Set(stored.map(({ relation }) => relation))].sort());
    expect(tables.length).toBeGreaterThan(40);
    expect(views.length).toBeGreaterThan(10);
  });

  it.each(tables.map((table) => [table.name, table] as const))('table %s has the same columns', (name, { columns }) => {
    const mine = columns.map((column) => ({
      name: column.name,
      type: column.getSQLType(),
      notNull: column.notNull,
      // A default of the code alone is the writer's business; one that the code relies on must be in the database.
      hasDefault: column.hasDefault || column.generated !== undefined,
    }));
    const theirs = stored
      .filter(({ relation }) => relation === name)
      .map((row) => ({ name: row.name, type: row.type, notNull: row.not_null, hasDefault: row.has_default }));
    expect(byName(mine)).toEqual(byName(theirs));
  });

  it.each(views.map((view) => [view.name, view] as const))('view %s has the same columns', (name, { selectedFields }) => {
    const mine = Object.values(selectedFields).flatMap((column) =>
      is(column, PgColumn) ? [{ name: column.name, type: column.getSQLType(), notNull: column.notNull }] : [],
    );
    const theirs = stored
      .filter(({ relation }) => relation === name)
      .map((row) => ({
        name: row.name,
        type: row.type,
        // A renamed column has no namesake to compare with; then what the code says is taken.
        notNull: row.source_not_null ?? mine.find((column) => column.name === row.name)?.notNull,
      }));
    expect(byName(mine)).toEqual(byName(theirs));
  });

  it('allows the same words in every column that knows its words', () => {
    const mine = tables.flatMap(({ name, columns }) =>
      columns.flatMap((column) =>
        column.enumValues?.length ? [{ relation: name, column: column.name, values: [...column.enumValues].sort() }] : [],
      ),
    );
    for (const known of mine) {
      const check = checks.find(({ relation, column }) => relation === known.relation && column === known.column);
      if (check) expect([known.relation, known.column, ...check.values.sort()]).toEqual([known.relation, known.column, ...known.values]);
    }
    const unknown = checks.filter(({ relation, column }) => !mine.some((one) => one.relation === relation && one.column === column));
    expect(unknown.map(({ relation, column }) => `${relation}.${column}`)).toEqual([]);
  });
});

const byName = <Column extends { name: string }>(columns: Column[]) => columns.sort((a, b) => a.name.localeCompare(b.name));
