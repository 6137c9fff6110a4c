import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Temporal } from '#platform/time/temporal.ts';
import { isLate } from './deadlines.ts';
import { dueExplanationSchema } from './due-explanation.ts';
import { at, dueOf, dueText, stageOf, type WorldText } from './testing/deadline-world.ts';
import { cer, craIncident, craVulnerability, dora, gdpr, generic, nis2 } from './testing/procedures.ts';

describe('for every procedure and any moment', () => {
  const procedures = [nis2, dora, craVulnerability, craIncident, cer, gdpr, generic];
  const stages = fc.constantFrom(...procedures.flatMap((procedure) => procedure.stages.map((stage) => ({ procedure, key: stage.key }))));
  const instant = fc
    .integer({ min: 1_770_000_000, max: 1_800_000_000 })
    .map((seconds) => Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toString());
  const some = fc.option(instant, { nil: undefined });
  const zone = fc.constantFrom('Europe/Brussels', 'Atlantic/Azores', 'Australia/Lord_Howe', 'UTC');
  const world = fc
    .record({
      detected: some,
      aware: some,
      classified: some,
      resolved: some,
      measureAvailable: some,
      submitted: fc.array(instant, { maxLength: 2 }),
      now: instant,
      zone,
    })
    .map(({ submitted, now, zone: tz, ...facts }): WorldText => {
      const known = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
      const submissions = Object.fromEntries(
        ['incident-notification', 'initial-notification', 'intermediate-report'].map((key) => [key, [...submitted].sort()]),
      );
      return { facts: known, submissions, now, zone: tz };
    });

  test('the explanation tells the same instant, and can be stored', () => {
    fc.assert(
      fc.property(stages, world, ({ procedure, key }, text) => {
        const due = dueOf(procedure, key, text);
        if (due.kind !== 'due' && due.kind !== 'waiting') return;
        expect(due.explanation.at).toBe(due.kind === 'due' ? due.at.toString() : null);
        expect(dueExplanationSchema.parse(JSON.parse(JSON.stringify(due.explanation)))).toEqual(due.explanation);
      }),
    );
  });

  test('the explanation is enough to compute the deadline again', () => {
    fc.assert(
      fc.property(world, (text) => {
        const due = dueOf(gdpr, 'breach-notification', text);
        if (due.kind !== 'due') return;
        const from = due.explanation.counted?.fromAt;
        expect(from && at(from).add({ hours: 72 }).toString()).toBe(due.at.toString());
      }),
    );
  });

  test('rules in hours: awareness corrected by some time moves the deadline by exactly that time', () => {
    const hours = fc.constantFrom(
      { procedure: nis2, key: 'early-warning' },
      { procedure: gdpr, key: 'breach-notification' },
      { procedure: cer, key: 'initial-notification' },
    );
    fc.assert(
      fc.property(hours, instant, fc.integer({ min: -1_000_000, max: 1_000_000 }), zone, ({ procedure, key }, aware, seconds, tz) => {
        const corrected = at(aware).add({ seconds });
        const [before, after] = [at(aware), corrected].map((moment) =>
          dueText(procedure, key, { facts: { aware: moment.toString() }, zone: tz }),
        );
        expect(
          at(before ?? '')
            .add({ seconds })
            .toString(),
        ).toBe(after);
      }),
    );
  });

  test('rules in months: a later start never brings the due day forward, and never changes the local time without reason', () => {
    fc.assert(
      fc.property(instant, fc.nat({ max: 10 ** 7 }), zone, (detected, seconds, tz) => {
        const day = (moment: string) =>
          at(dueText(generic, 'in-months', { facts: { detected: moment }, zone: tz }))
            .toZonedDateTimeISO(tz)
            .toPlainDate();
        const later = at(detected).add({ seconds }).toString();
        expect(Temporal.PlainDate.compare(day(detected), day(later))).toBeLessThanOrEqual(0);
      }),
    );
  });

  test('a working-day deadline is never earlier than the plain one, and falls on a working day', () => {
    fc.assert(
      fc.property(instant, zone, (classified, tz) => {
        const world = { facts: { classified }, zone: tz };
        const plain = at(dueText(dora, 'initial-notification', { ...world, categories: ['essential'] }));
        const shifted = at(dueText(dora, 'initial-notification', world));
        expect(isLate(shifted, plain)).toBe(true);
        expect(shifted.toZonedDateTimeISO(tz).dayOfWeek).toBeLessThanOrEqual(5);
      }),
    );
  });

  test('time passing changes nothing but the pair of final and progress report', () => {
    fc.assert(
      fc.property(stages, world, instant, ({ procedure, key }, text, now) => {
        if (stageOf(procedure, key).key === 'progress-report' || (procedure === nis2 && key === 'final-report')) return;
        expect(dueText(procedure, key, { ...text, now })).toBe(dueText(procedure, key, text));
      }),
    );
  });
});
