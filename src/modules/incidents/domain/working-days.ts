/** Working days of a country: Monday to Friday without its public holidays (Delegated Regulation (EU) 2025/301, Art. 5(4)). */
import type { Temporal } from '#platform/time/temporal.ts';

export interface WorkingDays {
  /** Key of the country's holiday calendar, for the explanation. */
  calendar: string;
  /** Public holidays as `2026-12-25`. */
  holidays: ReadonlySet<string>;
}

export const isWorkingDay = (day: Temporal.PlainDate, { holidays }: WorkingDays): boolean =>
  day.dayOfWeek <= 5 && !holidays.has(day.toString());

/** The instant itself when it falls on a working day in the zone, else noon of the next working day there. */
export function toWorkingDay(at: Temporal.Instant, zone: string, days: WorkingDays): Temporal.Instant {
  let day = at.toZonedDateTimeISO(zone).toPlainDate();
  if (isWorkingDay(day, days)) return at;
  while (!isWorkingDay(day, days)) day = day.add({ days: 1 });
  return day.toZonedDateTime({ timeZone: zone, plainTime: '12:00' }).toInstant();
}
