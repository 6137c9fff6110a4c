/** Moments of rows that no typed column reads: the drivers write them as different texts, and milliseconds are the same on both. */
import { type SQL, sql } from 'drizzle-orm';
import { type PointInTime, Temporal } from '../time/temporal.ts';

/** Milliseconds since 1970. @param moment an expression, or the name of a column */
export const epoch = (moment: SQL | string): SQL =>
  sql`(extract(epoch from ${typeof moment === 'string' ? sql.raw(moment) : moment}) * 1000)::float8`;

/** For what is only shown. */
export const pointOf = (milliseconds: number): PointInTime => ({ epochMilliseconds: Math.round(milliseconds) });

export const instantOf = (milliseconds: number): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(Math.round(milliseconds));
