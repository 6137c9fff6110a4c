import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Temporal } from '#platform/time/temporal.ts';
import { zone } from '../country.ts';
import { timelineFrom } from '../tell-stories.ts';
import { allStories } from './all-stories.ts';

const isDay = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
const dayIn = (at: string) => Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate().toString();

/** Days of what a report says has happened, beside the day on which the report is sent. */
function daysTold(start: Temporal.Instant) {
  return allStories(timelineFrom(start)).flatMap(({ title, steps }) =>
    steps.flatMap((step) =>
      'answers' in step
        ? Object.entries(step.answers).flatMap(([key, day]) =>
            isDay(day) && !key.endsWith('-planned') ? [{ title, key, day, sent: dayIn(step.at) }] : [],
          )
        : [],
    ),
  );
}

it('can be told whatever the hour of the first start: nothing that has happened lies ahead of its report', () => {
  fc.assert(
    fc.property(fc.nat(366 * 24 * 60), (minutes) => {
      const told = daysTold(Temporal.Instant.from('2026-01-01T00:00:00Z').add({ minutes }));
      expect(told.length).toBeGreaterThan(0);
      expect(told.filter(({ day, sent }) => day > sent)).toEqual([]);
    }),
  );
});
