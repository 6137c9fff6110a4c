import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Temporal } from '#platform/time/temporal.ts';
import { createTranslator } from './catalogue.ts';
import { countriesIn, isCountryCode } from './countries.ts';
import { createFormat } from './format.ts';
import { type Language, languages } from './language.ts';
import { uiCatalogue } from './locales/ui.ts';
import { momentOf, wallClock } from './moment.ts';
import { clockState, splitTime } from './time-left.ts';

const translator = createTranslator([uiCatalogue]);
const now = Temporal.Instant.from('2026-03-04T13:40:00Z');
const formatIn = (language: Language) => createFormat({ language, t: translator.in(language), zone: 'Europe/Luxembourg', now });
const due = Temporal.Instant.from('2026-03-05T01:40:00Z');
const plain = (text: string) => text.replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ');

describe('moments', () => {
  it.each([
    ['en', 'Thursday 5 March 2026, 02:40 CET'],
    ['fr', 'jeudi 5 mars 2026, 02 h 40 CET'],
    ['de', 'Donnerstag, 5. März 2026, 02:40 MEZ'],
    ['nl', 'donderdag 5 maart 2026, 02:40 CET'],
  ] as const)('writes a deadline with its zone in %s', (language, text) => {
    expect(plain(formatIn(language).dateTime(due))).toBe(text);
  });

  it('names summer time and another zone', () => {
    const summer = Temporal.Instant.from('2026-04-04T13:02:00Z');
    expect(plain(formatIn('en').dateTime(summer))).toBe('Saturday 4 April 2026, 15:02 CEST');
    expect(plain(formatIn('fr').dateTime(summer))).toBe('samedi 4 avril 2026, 15 h 02 CEST');
    expect(plain(formatIn('en').dateTime(summer, 'Europe/Athens'))).toBe('Saturday 4 April 2026, 16:02 EEST');
  });

  it('writes the first of a month in French', () => {
    expect(formatIn('fr').date(Temporal.Instant.from('2026-03-01T12:00:00Z'))).toBe('dimanche 1er mars 2026');
  });

  it('shortens within the year and names another year, as the zone counts it', () => {
    expect(formatIn('en').shortDateTime(due)).toBe('5 Mar, 02:40');
    expect(formatIn('en').shortDateTime(Temporal.Instant.from('2025-12-31T23:30:00Z'))).toBe('1 Jan, 00:30');
    expect(formatIn('en').shortDateTime(Temporal.Instant.from('2025-12-31T20:30:00Z'))).toBe('31 Dec 2025, 21:30');
  });

  it('writes a day without a time', () => {
    expect(formatIn('de').day(Temporal.PlainDate.from('2026-03-05'))).toBe('5. März 2026');
  });

  it('writes amounts and lists in the way of the language', () => {
    expect(formatIn('en').number(58_500)).toBe('58,500');
    expect(plain(formatIn('fr').number(58_500))).toBe('58 500');
    expect(formatIn('de').number(58_500)).toBe('58.500');
    expect(plain(formatIn('nl').money(12.5, 'EUR'))).toBe('€ 12,50');
    expect(formatIn('en').percent(0.62)).toBe('62%');
    expect(formatIn('nl').list(['België', 'Frankrijk', 'Duitsland'])).toBe('België, Frankrijk en Duitsland');
    expect(formatIn('de').country('NL')).toBe('Niederlande');
  });
});

describe('time left', () => {
  const left = (language: Language, minutes: number) => plain(formatIn(language).timeLeft(now.add({ minutes }), now));

  it.each([
    ['en', 720, '12 h left'],
    ['en', 51 * 60, '2 d 3 h left'],
    ['en', 1250, '20 h 50 min left'],
    ['en', 45, '45 min left'],
    ['en', 0, 'less than 1 min left'],
    ['en', -370, 'Late by 6 h 10 min'],
    ['en', -2700, 'Late by 1 d 21 h'],
    ['en', 27 * 1440 + 500, '27 d left'],
    ['fr', 51 * 60, 'Encore 2 j 3 h'],
    ['fr', -2700, 'En retard de 1 j 21 h'],
    ['de', 1440 + 60, 'Noch 1 Tag 1 Std.'],
    ['de', 2 * 1440 + 60, 'Noch 2 Tage 1 Std.'],
    ['de', -2700, '1 Tag 21 Std. überfällig'],
    ['nl', 1440 + 60, 'Nog 1 dag 1 uur'],
    ['nl', 2 * 1440, 'Nog 2 dagen'],
    ['nl', -370, '6 uur 10 min te laat'],
  ] as const)('in %s at %i minutes says "%s"', (language, minutes, text) => {
    expect(left(language, minutes)).toBe(text);
  });

  it('never promises a minute that is not there', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 * 86_400_000 }), (milliseconds) => {
        const { days, hours, minutes } = splitTime(milliseconds);
        expect(((days * 24 + hours) * 60 + minutes) * 60_000).toBeLessThanOrEqual(milliseconds);
      }),
    );
  });
});

describe('clock thresholds', () => {
  const hour = 3_600_000;
  // interface.md B17: amber below a quarter of the delay, red once it has passed.
  it.each([
    [53.9, 'running'],
    [54, 'running'],
    [54.1, 'soon'],
    [72, 'soon'],
    [72.01, 'late'],
  ] as const)('after %f of 72 hours it is %s', (gone, state) => {
    expect(clockState(0, 72 * hour, gone * hour)).toBe(state);
  });
});

describe('local time', () => {
  it('finds the moment of a local time, and none for an hour that clocks skip', () => {
    expect(momentOf(Date.UTC(2026, 2, 2, 2, 40), 'Europe/Luxembourg')).toBe(Date.UTC(2026, 2, 2, 1, 40));
    expect(momentOf(Date.UTC(2026, 2, 29, 2, 30), 'Europe/Luxembourg')).toBeUndefined();
  });

  it('agrees with Temporal', () => {
    const zones = ['Europe/Luxembourg', 'Europe/London', 'America/New_York', 'Asia/Kathmandu', 'UTC'];
    const minutes = fc.integer({ min: 0, max: 60 * 365 * 1440 });
    fc.assert(
      fc.property(minutes, fc.constantFrom(...zones), (minute, zone) => {
        const at = Temporal.Instant.fromEpochMilliseconds(minute * 60_000);
        const expected = at.toZonedDateTimeISO(zone).toPlainDateTime().toZonedDateTime('UTC').epochMilliseconds;
        expect(wallClock(at.epochMilliseconds, zone)).toBe(expected);
      }),
    );
  });
});

describe('countries', () => {
  it('names every code once in every language', () => {
    for (const language of languages) {
      const { europe, world } = countriesIn(language);
      const all = [...europe, ...world];
      expect(new Set(all.map(({ code }) => code)).size).toBe(all.length);
      expect(all.filter(({ code, name }) => code === name)).toEqual([]);
    }
    expect(countriesIn('fr').europe.map(({ name }) => name)).toContain('Luxembourg');
    expect(isCountryCode('LU')).toBe(true);
    expect(isCountryCode('L')).toBe(false);
    expect(isCountryCode('XX')).toBe(false);
  });
});
