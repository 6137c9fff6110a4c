import type { PointInTime, Temporal } from '#platform/time/temporal.ts';
import type { Translate } from './catalogue.ts';
import { type Language, localeOfLanguage } from './locale.ts';
import { writeDate, writePlainDate, writeShortDate, writeTime, writeZone, yearOf } from './moment.ts';
import { splitTime, type TimeUnit, writeTimeSpan } from './time-left.ts';

/** Writes moments, amounts and lists in one language. `zone` is an IANA name; without it, the reader's own zone. */
export interface Format {
  /** "Thursday 5 March 2026, 02:40 CET": for everything that is or was a deadline. */
  dateTime(instant: PointInTime, zone?: string): string;
  dateTimeParts(instant: PointInTime, zone?: string): { date: string; time: string; zone: string };
  /** "Thursday 5 March 2026" */
  date(instant: PointInTime, zone?: string): string;
  /** "5 March 2026", for a day that has no time. */
  day(date: Temporal.PlainDate): string;
  /** "02:40" */
  time(instant: PointInTime, zone?: string): string;
  /** "5 Mar, 02:40"; with the year when it is not the current one. */
  shortDateTime(instant: PointInTime, zone?: string): string;
  /** "6 h 10 min", of milliseconds, cut to two units. */
  duration(milliseconds: number): string;
  /** "12 h left" or "Late by 6 h 10 min". The due instant itself is still in time. */
  timeLeft(due: PointInTime, now: PointInTime): string;
  number(value: number, options?: Intl.NumberFormatOptions): string;
  /** "62%", of a share between 0 and 1. */
  percent(share: number): string;
  /** `currency` is an ISO 4217 code. */
  money(amount: number, currency: string): string;
  /** "Belgium, France and Germany" */
  list(items: readonly string[]): string;
  /** The name of a country by its ISO 3166-1 code. */
  country(code: string): string;
  /** The name of a region by its ISO 3166-2 code; the code itself where nobody named it. */
  region(code: string): string;
}

export interface FormatSettings {
  language: Language;
  t: Translate;
  /** The reader's zone. */
  zone: string;
  now: PointInTime;
  /** Names of regions, from the theme. */
  regions?: { nameOf(code: string, language: Language): string | undefined };
}

const numberFormats = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const name = `${locale} ${JSON.stringify(options)}`;
  let format = numberFormats.get(name);
  if (!format) {
    format = new Intl.NumberFormat(locale, options);
    numberFormats.set(name, format);
  }
  return format;
}

const spanWriters = new WeakMap<Translate, (milliseconds: number) => string>();

/** One for each language of a translator. A number of days or hours is written once: lists are full of the same ones. */
function spanWriter(t: Translate): (milliseconds: number) => string {
  const known = spanWriters.get(t);
  if (known) return known;
  const counts = new Map<string, string>();
  const count = (unit: TimeUnit, number: number): string => {
    const name = `${unit} ${number}`;
    const text = counts.get(name) ?? t(`ui.time.${unit}`, { count: number });
    if (number < 100) counts.set(name, text);
    return text;
  };
  const write = (milliseconds: number) => writeTimeSpan(splitTime(milliseconds), count, t('ui.time.lessThanAMinute'));
  spanWriters.set(t, write);
  return write;
}

export function createFormat({ language, t, zone: ownZone, now, regions }: FormatSettings): Format {
  const locale = localeOfLanguage(language);
  const duration = spanWriter(t);
  const dateTimeParts: Format['dateTimeParts'] = ({ epochMilliseconds: at }, zone = ownZone) => ({
    date: writeDate(language, at, zone),
    time: writeTime(language, at, zone),
    zone: writeZone(language, at, zone),
  });
  return {
    dateTimeParts,
    dateTime(instant, zone) {
      const parts = dateTimeParts(instant, zone);
      return `${parts.date}, ${parts.time}\u00a0${parts.zone}`;
    },
    date: ({ epochMilliseconds }, zone = ownZone) => writeDate(language, epochMilliseconds, zone),
    day: (date) => writePlainDate(language, date.toZonedDateTime('UTC').epochMilliseconds, 'UTC'),
    time: ({ epochMilliseconds }, zone = ownZone) => writeTime(language, epochMilliseconds, zone),
    shortDateTime({ epochMilliseconds: at }, zone = ownZone) {
      const date = writeShortDate(language, at, zone, yearOf(at, zone) !== yearOf(now.epochMilliseconds, zone));
      return `${date}, ${writeTime(language, at, zone)}`;
    },
    duration,
    timeLeft(due, at) {
      const left = due.epochMilliseconds - at.epochMilliseconds;
      return t(left < 0 ? 'ui.time.late' : 'ui.time.left', { time: duration(left) });
    },
    number: (value, options = {}) => numberFormat(locale, options).format(value),
    percent: (share) => numberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(share),
    money: (amount, currency) => numberFormat(locale, { style: 'currency', currency }).format(amount),
    list: (items) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(items),
    region: (code) => regions?.nameOf(code, language) ?? code,
    country: (code) => new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? code,
  };
}
