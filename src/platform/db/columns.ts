import { type SQL, sql } from 'drizzle-orm';
import { customType, type PgColumn, PgDialect } from 'drizzle-orm/pg-core';
import { Temporal } from '../time/temporal.ts';

/** `timestamptz(3)`: an instant in whole milliseconds, so that a keyset page never loses a row to a finer one. */
export const instant = customType<{ data: Temporal.Instant; driverData: string }>({
  dataType: () => 'timestamptz(3)',
  toDriver: (value) => value.toString({ fractionalSecondDigits: 3 }),
  fromDriver: (value) => Temporal.Instant.from(value),
});

/**
 * A JSON value, stored and read as it is. Drizzle's own column parses a string it reads once more, so that somebody's answer "42"
 * or "true" would come back as a number or a boolean.
 */
export const jsonb = customType<{ data: unknown; driverData: unknown }>({
  dataType: () => 'jsonb',
  toDriver: (value) => JSON.stringify(value),
  fromDriver: (value) => value,
});

/** An instant that may be `infinity`: only to order and compare by, never read as a time. */
export const sortInstant = customType<{ data: string; driverData: string }>({ dataType: () => 'timestamptz(3)' });

export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' });

/** The one order of texts, the same on every server: Unicode's root collation, whatever the database was created with. */
export const inTextOrder = (column: PgColumn | SQL): SQL => sql`${column} collate "und-x-icu"`;

/** The pattern of `like` for what may stand anywhere in a text. */
export const anywhere = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/**
 * A number of the program's own, written into the statement. A `limit` that comes as a parameter counts as a tenth of the table when
 * the database makes a plan to use again, so that it plans anew each time instead.
 */
export const written = (count: number): SQL => sql.raw(String(Math.trunc(count)));

const dialect = new PgDialect();

/** A part of a statement that is the same for everybody, put into words once instead of with each request. @throws when it has a value in it */
export function fixed(part: SQL): SQL {
  const { sql: text, params } = dialect.sqlToQuery(part);
  if (params.length > 0) throw new Error(`A value stands in "${text}": it is not the same for everybody`);
  return sql.raw(text);
}
