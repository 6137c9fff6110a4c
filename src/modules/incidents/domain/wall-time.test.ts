import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Temporal } from '#platform/time/temporal.ts';
import { isTimeZone } from '#platform/time/time-zone.ts';
import { readDate, readWallTime, writeWallTime } from './wall-time.ts';

const brussels = 'Europe/Brussels';
const parts = (text: string) => {
  const [year = '', month = '', day = '', hour = '', minute = ''] = text.split(/[-: ]/);
  return { day, month, year, hour, minute };
};
const read = (text: string, zone = brussels, options = {}) => {
  const reading = readWallTime(parts(text), zone, options);
  return reading.ok ? reading.value.toString() : reading.problem;
};

describe('a typed time becomes an instant', () => {
  test('in summer and in winter', () => {
    expect(read('2026-07-01 10:00')).toBe('2026-07-01T08:00:00Z');
    expect(read('2026-12-01 10:00')).toBe('2026-12-01T09:00:00Z');
    expect(read('2028-02-29 0:05', 'UTC')).toBe('2028-02-29T00:05:00Z');
  });

  test('and back, in every zone, at every minute', () => {
    const zones = fc.constantFrom(brussels, 'Europe/London', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC');
    fc.assert(
      fc.property(fc.integer({ min: 26_000_000, max: 34_000_000 }), zones, (minutes, zone) => {
        const at = Temporal.Instant.fromEpochMilliseconds(minutes * 60_000);
        const { parts: typed, repeated } = writeWallTime(at, zone);
        expect(readWallTime(typed, zone, { repeated })).toEqual({ ok: true, value: at });
      }),
    );
  });
});

describe('what cannot be right is refused with its reason', () => {
  test('missing, not a number, two-digit year', () => {
    expect(readWallTime({ day: '3', month: ' ', year: '2026' }, brussels)).toEqual({
      ok: false,
      problem: { code: 'missingParts', parts: ['month', 'hour', 'minute'] },
    });
    expect(read('2026-07-1st 10:00')).toEqual({ code: 'notANumber', part: 'day' });
    expect(read('26-07-01 10:00')).toEqual({ code: 'shortYear' });
  });

  test('31 February, 29 February of an ordinary year, hour 24', () => {
    expect(read('2026-02-31 10:00')).toEqual({ code: 'impossibleDate' });
    expect(read('2027-02-29 10:00')).toEqual({ code: 'impossibleDate' });
    expect(read('2026-13-01 10:00')).toEqual({ code: 'impossibleDate' });
    expect(read('2026-07-01 24:00')).toEqual({ code: 'impossibleTime' });
    expect(readDate({ day: '0', month: '1', year: '2026' })).toMatchObject({ problem: { code: 'impossibleDate' } });
  });

  test('the hour that the clocks skip in spring', () => {
    expect(read('2026-03-29 02:30')).toEqual({ code: 'skippedTime', zone: brussels });
    expect(read('2026-03-29 03:00')).toBe('2026-03-29T01:00:00Z');
    expect(read('2026-03-29 02:30', 'UTC')).toBe('2026-03-29T02:30:00Z');
  });

  test('the hour that they show twice in autumn needs a choice', () => {
    expect(read('2026-10-25 02:30')).toMatchObject({ code: 'repeatedTime' });
    expect(read('2026-10-25 02:30', brussels, { repeated: 'earlier' })).toBe('2026-10-25T00:30:00Z');
    expect(read('2026-10-25 02:30', brussels, { repeated: 'later' })).toBe('2026-10-25T01:30:00Z');
    expect(read('2026-10-25 03:00')).toBe('2026-10-25T02:00:00Z');
  });

  test('the future, beyond five minutes of tolerance', () => {
    const now = Temporal.Instant.from('2026-07-01T08:00:00Z');
    expect(read('2026-07-01 10:05', brussels, { now })).toBe('2026-07-01T08:05:00Z');
    expect(read('2026-07-01 10:06', brussels, { now })).toEqual({ code: 'future' });
    expect(read('2026-07-01 10:06')).toBe('2026-07-01T08:06:00Z');
  });

  test('a zone that does not exist', () => {
    expect(read('2026-07-01 10:00', 'Europe/Atlantis')).toEqual({ code: 'unknownZone' });
    expect(isTimeZone('+02:00')).toBe(false);
  });
});
