/** How a moment is written in each language. Works on milliseconds since 1970, so that the browser's script shares it. */
import { rememberTexts } from '../time/remember-texts.ts';
import { type Language, localeOfLanguage } from './locale.ts';

const minute = 60_000;

type Write = (format: Intl.DateTimeFormat, milliseconds: number) => string;

/**
 * A writer of moments in one shape. Making a format takes milliseconds and using it microseconds: the formats are kept, by locale and
 * zone, and so are their texts.
 */
function writer(options: Intl.DateTimeFormatOptions, write: Write) {
  const shapes = new Map<string, Map<string, (milliseconds: number) => string>>();
  const shapeOf = (locale: string, zone: string) => {
    const zones = shapes.get(locale) ?? new Map<string, (milliseconds: number) => string>();
    shapes.set(locale, zones);
    const format = new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
    const ofMinute = rememberTexts((milliseconds) => write(format, milliseconds));
    // No shape has seconds; and each page says when it was made.
    const shape = (milliseconds: number) => ofMinute(Math.floor(milliseconds / minute) * minute);
    zones.set(zone, shape);
    return shape;
  };
  return (locale: string, milliseconds: number, zone: string): string =>
    (shapes.get(locale)?.get(zone) ?? shapeOf(locale, zone))(milliseconds);
}

const plain: Write = (format, milliseconds) => format.format(milliseconds);

function dateText(format: Intl.DateTimeFormat, milliseconds: number): string {
  const { locale } = format.resolvedOptions();
  const parts = format.formatToParts(milliseconds);
  return parts
    .map(({ type, value }, at) => {
      if (locale === 'fr' && type === 'day' && value === '1') return '1er';
      // English puts a comma after the weekday or not, depending on the version of the data: we write none.
      if (locale === 'en-GB' && type === 'literal' && parts[at - 1]?.type === 'weekday') return ' ';
      return value;
    })
    .join('');
}

const longDate = writer({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }, dateText);
const plainDate = writer({ day: 'numeric', month: 'long', year: 'numeric' }, dateText);
const shortDate = writer({ day: 'numeric', month: 'short' }, dateText);
const shortDateWithYear = writer({ day: 'numeric', month: 'short', year: 'numeric' }, dateText);
const time = writer({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, plain);
const year = writer({ year: 'numeric' }, plain);
const zoneName = writer(
  { timeZoneName: 'short' },
  (format, milliseconds) => format.formatToParts(milliseconds).find(({ type }) => type === 'timeZoneName')?.value ?? '',
);

/** "Thursday 5 March 2026" */
export const writeDate = (language: Language, milliseconds: number, zone: string) =>
  longDate(localeOfLanguage(language), milliseconds, zone);

/** "5 March 2026" */
export const writePlainDate = (language: Language, milliseconds: number, zone: string) =>
  plainDate(localeOfLanguage(language), milliseconds, zone);

/** "5 Mar", or "5 Mar 2026" */
export const writeShortDate = (language: Language, milliseconds: number, zone: string, withYear: boolean) =>
  (withYear ? shortDateWithYear : shortDate)(localeOfLanguage(language), milliseconds, zone);

/** "02:40", in French "02 h 40" */
export function writeTime(language: Language, milliseconds: number, zone: string): string {
  const text = time('en-GB', milliseconds, zone);
  return language === 'fr' ? text.replace(':', '\u00a0h\u00a0') : text;
}

/** "CET". French data knows only "UTC+1", and people write CET. */
export const writeZone = (language: Language, milliseconds: number, zone: string): string =>
  zoneName(language === 'fr' ? 'en-GB' : localeOfLanguage(language), milliseconds, zone) || zone;

const quarterHour = 900_000;

/** The same through a quarter of an hour, by which all zones differ: so it is worked out once for many moments. */
export const yearOf = (milliseconds: number, zone: string) =>
  Number(year('en-GB', Math.floor(milliseconds / quarterHour) * quarterHour, zone));

const numbers = new Map<string, Intl.DateTimeFormat>();

/** Year to minute as numbers, of one zone. */
function numbersOf(zone: string): Intl.DateTimeFormat {
  let format = numbers.get(zone);
  if (!format) {
    const options = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', hourCycle: 'h23' } as const;
    format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options });
    numbers.set(zone, format);
  }
  return format;
}

/** Minutes that the zone is ahead of UTC at that moment. */
function zoneOffset(milliseconds: number, zone: string): number {
  const read: Record<string, number> = {};
  for (const { type, value } of numbersOf(zone).formatToParts(milliseconds)) read[type] = Number(value);
  const { year: years = 1970, month = 1, day = 1, hour = 0, minute = 0 } = read;
  return Math.round((Date.UTC(years, month - 1, day, hour, minute) - milliseconds) / 60_000);
}

/** The local time of a zone as if it were UTC: `wallClock` of an instant, in milliseconds. */
export const wallClock = (milliseconds: number, zone: string) => milliseconds + zoneOffset(milliseconds, zone) * 60_000;

/** The moment at which clocks in the zone show that local time; undefined when they skip it in spring. */
export function momentOf(wall: number, zone: string): number | undefined {
  const guess = wall - zoneOffset(wall, zone) * 60_000;
  const moment = wall - zoneOffset(guess, zone) * 60_000;
  return wallClock(moment, zone) === wall ? moment : undefined;
}
