/** Moments as a person types them, counted from now: a journey says the same on every day and at every hour. */
import type { Parts } from './forms.ts';

const zone = 'Europe/Luxembourg';
const hour = 3_600_000;

/** So many hours ago, or a little more: a time that the clocks of that night show twice would bring up a question of its own. */
export function hoursAgo(hours: number): Parts {
  const at = Date.now() - hours * hour;
  const isRepeated = [-hour, hour].some((shift) => wallTime(at) === wallTime(at + shift));
  return partsOf(wallTime(isRepeated ? at - 2 * hour : at));
}

/** Noon of a day to come: no country changes its clocks then. */
export const noonInDays = (days: number): Parts => ({ ...partsOf(wallTime(Date.now() + 24 * days * hour)), Hour: '12', Minute: '00' });

const wallTime = (at: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(at);

function partsOf(text: string): Parts {
  const [, Year = '', Month = '', Day = '', Hour = '', Minute = ''] = /^(\d+)-(\d+)-(\d+) (\d+):(\d+)$/.exec(text) ?? [];
  return { Day, Month, Year, Hour, Minute };
}
