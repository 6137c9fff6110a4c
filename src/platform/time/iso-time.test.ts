import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isoTime } from './iso-time.ts';
import { Temporal } from './temporal.ts';

it('writes the very moment, and no more than it has', () => {
  const moments = fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 });
  fc.assert(
    fc.property(moments, (at) => {
      const instant = Temporal.Instant.fromEpochMilliseconds(at);
      expect(Temporal.Instant.from(isoTime(instant)).equals(instant)).toBe(true);
    }),
  );
  expect(isoTime(Temporal.Instant.from('2026-03-05T01:40:00Z'))).toBe('2026-03-05T01:40:00Z');
  expect(isoTime(Temporal.Instant.from('2026-03-05T01:40:00.5Z'))).toBe('2026-03-05T01:40:00.500Z');
});
