/** How a moment is written in each language. Works on milliseconds since 1970, so that the browser's script shares it. */
import { type Language, localeOfLanguage } from './locale.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(locale: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = `${locale} ${zone} ${JSON.stringify(options)}`;
  let format = formats.get(name);
  if (!format) {
    format = new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
    formats.set(name, format);
  }
  return format;
}

function dateText(language: Language, milliseconds: number, zone: string, options: Intl.DateTimeFormatOptions): string {
  const parts = formatOf(localeOfLanguage(language), zone, options).formatToParts(milliseconds);
  return parts
    .map(({ type, value }, at) => {
      if (language === 'fr' && type === 'day' && value === '1') return '1er';
      // English puts a comma after the weekday or not, depending on the version of the data: we write none.
      if (language === 'en' && type === 'literal' && parts[at - 1]?.type === 'weekday') return ' ';
      return value;
    })
    .join('');
}

/** "Thursday 5 March 2026" */
export const writeDate = (language: Language, milliseconds: number, zone: string) =>
  dateText(language, milliseconds, zone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

/** "5 March 2026" */
export const writePlainDate = (language: Language, milliseconds: number, zone: string) =>
  dateText(language, milliseconds, zone, { day: 'numeric', month: 'long', year: 'numeric' });

/** "5 Mar", or "5 Mar 2026" */
export const writeShortDate = (language: Language, milliseconds: number, zone: string, withYear: boolean) =>
  dateText(language, milliseconds, zone, { day: 'numeric', month: 'short', ...(withYear && { year: 'numeric' }) });

/** "02:40", in French "02 h 40" */
export function writeTime(language: Language, milliseconds: number, zone: string): string {
  const time = formatOf('en-GB', zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(milliseconds);
  return language === 'fr' ? time.replace(':', '\u00a0h\u00a0') : time;
}

/** "CET". French data knows only "UTC+1", and people write CET. */
export function writeZone(language: Language, milliseconds: number, zone: string): string {
  const locale = language === 'fr' ? 'en-GB' : localeOfLanguage(language);
  const parts = formatOf(locale, zone, { timeZoneName: 'short' }).formatToParts(milliseconds);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone;
}

export const yearOf = (milliseconds: number, zone: string) => Number(formatOf('en-GB', zone, { year: 'numeric' }).format(milliseconds));

/** Minutes that the zone is ahead of UTC at that moment. */
function zoneOffset(milliseconds: number, zone: string): number {
  const numbers: Record<string, number> = {};
  const options = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', hourCycle: 'h23' } as const;
  for (const { type, value } of formatOf('en-GB', zone, options).formatToParts(milliseconds)) numbers[type] = Number(value);
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0 } = numbers;
  return Math.round((Date.UTC(year, month - 1, day, hour, minute) - milliseconds) / 60_000);
}

/** The local time of a zone as if it were UTC: `wallClock` of an instant, in milliseconds. */
export const wallClock = (milliseconds: number, zone: string) => milliseconds + zoneOffset(milliseconds, zone) * 60_000;

/** The moment at which clocks in the zone show that local time; undefined when they skip it in spring. */
export function momentOf(wall: number, zone: string): number | undefined {
  const guess = wall - zoneOffset(wall, zone) * 60_000;
  const moment = wall - zoneOffset(guess, zone) * 60_000;
  return wallClock(moment, zone) === wall ? moment : undefined;
}
