/** Dates and times as people type them, part by part, in a zone of their choice (incidents.md 3.11). */
import { Temporal } from '#platform/time/temporal.ts';
import { isTimeZone } from '#platform/time/time-zone.ts';

export const datePartNames = ['day', 'month', 'year'] as const;
export const wallTimePartNames = ['day', 'month', 'year', 'hour', 'minute'] as const;
export type WallTimePart = (typeof wallTimePartNames)[number];
/** As typed; a blank part counts as missing. */
export type WallTimeParts = Partial<Record<WallTimePart, string>>;

export type DateProblem =
  | { code: 'missingParts'; parts: WallTimePart[] }
  | { code: 'notANumber'; part: WallTimePart }
  /** Two-digit years are not guessed. */
  | { code: 'shortYear' }
  | { code: 'impossibleDate' };
export type WallTimeProblem =
  | DateProblem
  | { code: 'impossibleTime' }
  | { code: 'unknownZone' }
  /** The clocks skip this time in spring. */
  | { code: 'skippedTime'; zone: string }
  /** The clocks show this time twice in autumn: the person chooses `earlier` or `later`. */
  | { code: 'repeatedTime'; zone: string; earlier: Temporal.Instant; later: Temporal.Instant }
  | { code: 'future' };

/** How far ahead of our clock a typed time may be: clocks differ, and the form shows minutes. */
export const futureToleranceMinutes = 5;

export interface WallTimeOptions {
  /** Given when the time may not lie in the future. */
  now?: Temporal.Instant | undefined;
  /** Which of the two, when the clocks show the time twice. */
  repeated?: 'earlier' | 'later' | undefined;
}

type Reading<Value, Problem> = { ok: true; value: Value } | { ok: false; problem: Problem };
const refuse = <Problem>(problem: Problem) => ({ ok: false as const, problem });

export const isFuture = (at: Temporal.Instant, now: Temporal.Instant): boolean =>
  Temporal.Instant.compare(at, now.add({ minutes: futureToleranceMinutes })) > 0;

/** The typed day. */
export function readDate(parts: WallTimeParts): Reading<Temporal.PlainDate, DateProblem> {
  const numbers = readNumbers(parts, datePartNames);
  if (!numbers.ok) return numbers;
  const { day, month, year } = numbers.value;
  if (year < 1000) return refuse({ code: 'shortYear' });
  try {
    return { ok: true, value: Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }) };
  } catch {
    return refuse({ code: 'impossibleDate' });
  }
}

/** The instant of the typed time in the zone. */
export function readWallTime(
  parts: WallTimeParts,
  zone: string,
  { now, repeated }: WallTimeOptions = {},
): Reading<Temporal.Instant, WallTimeProblem> {
  const numbers = readNumbers(parts, wallTimePartNames);
  if (!numbers.ok) return numbers;
  const date = readDate(parts);
  if (!date.ok) return date;
  const { hour, minute } = numbers.value;
  if (hour > 23 || minute > 59) return refuse({ code: 'impossibleTime' });
  if (!isTimeZone(zone)) return refuse({ code: 'unknownZone' });
  const local = date.value.toPlainDateTime({ hour, minute });
  const earlier = local.toZonedDateTime(zone, { disambiguation: 'earlier' }).toInstant();
  const later = local.toZonedDateTime(zone, { disambiguation: 'later' }).toInstant();
  const single = Temporal.Instant.compare(earlier, later) === 0;
  // Both readings of a skipped time show another wall time than the typed one.
  if (!single && !later.toZonedDateTimeISO(zone).toPlainDateTime().equals(local)) return refuse({ code: 'skippedTime', zone });
  if (!single && !repeated) return refuse({ code: 'repeatedTime', zone, earlier, later });
  const at = repeated === 'later' ? later : earlier;
  return now && isFuture(at, now) ? refuse({ code: 'future' }) : { ok: true, value: at };
}

function readNumbers<Part extends WallTimePart>(
  parts: WallTimeParts,
  wanted: readonly Part[],
): Reading<Record<WallTimePart, number>, DateProblem> {
  const missing = wanted.filter((part) => !parts[part]?.trim());
  if (missing.length > 0) return refuse({ code: 'missingParts', parts: missing });
  const odd = wanted.find((part) => !/^\d{1,4}$/.test(parts[part]?.trim() ?? ''));
  if (odd) return refuse({ code: 'notANumber', part: odd });
  const number = (part: WallTimePart) => Number(parts[part]?.trim() ?? 0);
  return {
    ok: true,
    value: { day: number('day'), month: number('month'), year: number('year'), hour: number('hour'), minute: number('minute') },
  };
}

/** The parts that `readWallTime` reads back, and which of two equal times it is, when the clocks show it twice. */
export function writeWallTime(at: Temporal.Instant, zone: string): { parts: Record<WallTimePart, string>; repeated?: 'earlier' | 'later' } {
  const local = at.toZonedDateTimeISO(zone);
  const two = (number: number) => String(number).padStart(2, '0');
  const parts = {
    day: String(local.day),
    month: String(local.month),
    year: String(local.year),
    hour: two(local.hour),
    minute: two(local.minute),
  };
  const reading = readWallTime(parts, zone);
  if (reading.ok || reading.problem.code !== 'repeatedTime') return { parts };
  const isLater = Temporal.Instant.compare(at, reading.problem.later) >= 0;
  return { parts, repeated: isLater ? 'later' : 'earlier' };
}
