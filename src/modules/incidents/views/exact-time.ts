import type { Format } from '#platform/i18n/format.ts';
import type { Temporal } from '#platform/time/temporal.ts';

/** "Thursday 5 March 2026, 10:00:07 CET": to the second, because a receipt is about the very moment. */
export function exactTime(at: Temporal.Instant, zone: string, format: Format): string {
  const { date, zone: abbreviation } = format.dateTimeParts(at, zone);
  return `${date}, ${at.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'second' })}\u00a0${abbreviation}`;
}
