import { sql } from 'drizzle-orm';
import { type Database, rowsOf } from '../db/database.ts';
import type { Clock } from '../time/clock.ts';

/** How far the database's clock is ahead of this machine's, in milliseconds, and by how much that may be wrong. */
export interface ClockSkew {
  milliseconds: number;
  uncertainty: number;
}

/** More than this is told: deadlines are legal, and two machines that disagree judge one of them differently (operations.md O16). */
export const toleratedSkew = 1_000;

/** The answer was given some time between question and receipt; half of that time is what nobody knows. */
export async function measureClockSkew(db: Database, wallClock: Clock): Promise<ClockSkew> {
  const asked = wallClock.now().epochMilliseconds;
  const started = performance.now();
  const [row] = await rowsOf<{ at: string }>(db, sql`select (extract(epoch from clock_timestamp()) * 1000)::float8::text as at`);
  const half = (performance.now() - started) / 2;
  return { milliseconds: Math.round(Number(row?.at) - asked - half), uncertainty: Math.ceil(half) };
}

export const isSkewed = ({ milliseconds, uncertainty }: ClockSkew): boolean => Math.abs(milliseconds) - uncertainty > toleratedSkew;
