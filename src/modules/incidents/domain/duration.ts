/**
 * Durations of one unit, as `durationSchema` allows them. Runs in the browser too: Temporal is used through the objects it is
 * given, never imported.
 */
import type { Temporal } from '#platform/time/temporal.ts';

export type DurationUnit = 'years' | 'months' | 'weeks' | 'days' | 'hours' | 'minutes';
export interface DurationParts {
  /** Negative for a time before the anchor. */
  amount: number;
  unit: DurationUnit;
}

const pattern = /^(-?)P(?:(\d+)([YMWD])|T(\d+)([HM]))$/;
const dateUnits: Record<string, DurationUnit> = { Y: 'years', M: 'months', W: 'weeks', D: 'days' };

/** The parts of an ISO 8601 duration of one unit; undefined for anything else. */
export function readDuration(text: string): DurationParts | undefined {
  const match = pattern.exec(text);
  if (!match) return undefined;
  const [, minus, days, dateUnit = '', clock, clockUnit] = match;
  const amount = Number(days ?? clock);
  const unit = dateUnits[dateUnit] ?? (clockUnit === 'H' ? 'hours' : 'minutes');
  return { amount: minus && amount > 0 ? -amount : amount, unit };
}

/**
 * Hours and minutes are elapsed time. Days, weeks, months and years are calendar arithmetic in the zone: the same local time on
 * the later day, or on the last day of a shorter month (31 January + P1M is 28 or 29 February). A local time that the clocks skip
 * becomes the later valid one (02:30 becomes 03:30); one that occurs twice is the first of the two.
 *
 * @throws RangeError for a duration that `durationSchema` refuses.
 */
export function addDuration(at: Temporal.Instant, duration: string, zone: string): Temporal.Instant {
  const parts = readDuration(duration);
  if (!parts) throw new RangeError(`Not a duration of one unit: ${duration}`);
  const step = { [parts.unit]: parts.amount };
  if (parts.unit === 'hours' || parts.unit === 'minutes') return at.add(step);
  return at.toZonedDateTimeISO(zone).add(step).toInstant();
}
