/** Time left until a deadline, cut to its two largest units. Shared with the browser, which knows no Temporal. */
export interface TimeSpan {
  days: number;
  hours: number;
  minutes: number;
}

const minute = 60_000;
const hoursShownBelowDays = 10;

/** Never rounds up: nobody is promised a minute that is not there. From ten days on the hours are left out. */
export function splitTime(milliseconds: number): TimeSpan {
  const total = Math.floor(Math.abs(milliseconds) / minute);
  const days = Math.floor(total / 1440);
  const hours = Math.floor((total % 1440) / 60);
  if (days >= hoursShownBelowDays) return { days, hours: 0, minutes: 0 };
  return { days, hours, minutes: days > 0 ? 0 : total % 60 };
}

export type TimeUnit = 'days' | 'hours' | 'minutes';

/** "2 d 3 h". `write` puts the number and the unit together; `none` stands for less than a minute. */
export function writeTimeSpan(span: TimeSpan, write: (unit: TimeUnit, count: number) => string, none: string): string {
  const units: TimeUnit[] = ['days', 'hours', 'minutes'];
  const parts = units.filter((unit) => span[unit] > 0).map((unit) => write(unit, span[unit]));
  return parts.length === 0 ? none : parts.join(' ');
}

export type ClockState = 'running' | 'soon' | 'late';

/**
 * Late only after the due moment, which itself is still in time; soon when less than a quarter of the whole delay is left.
 * All three are milliseconds since 1970.
 */
export function clockState(start: number, due: number, now: number): ClockState {
  if (now > due) return 'late';
  return due - now < (due - start) / 4 ? 'soon' : 'running';
}
