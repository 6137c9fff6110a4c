import { describe, expect, test } from 'vitest';
import type { Facts } from './evaluate-condition.ts';
import { checkFacts } from './facts.ts';
import { at } from './testing/deadline-world.ts';

const now = at('2026-03-02T12:00:00Z');
const hour = (text: string) => at(`2026-03-02T${text}:00Z`);
const check = (facts: Facts, rest = {}) => checkFacts(facts, { now, ...rest });

// incidents.md check 16
describe('the timeline refuses', () => {
  test('a start after detection or awareness, a resolution before detection', () => {
    expect(check({ occurred: hour('10:00'), detected: hour('09:00') })).toEqual([
      { code: 'beforeOther', fact: 'detected', other: 'occurred' },
    ]);
    expect(check({ occurred: hour('10:00'), aware: hour('09:00') })).toEqual([{ code: 'beforeOther', fact: 'aware', other: 'occurred' }]);
    expect(check({ detected: hour('10:00'), resolved: hour('09:59') })).toEqual([
      { code: 'beforeOther', fact: 'resolved', other: 'detected' },
    ]);
    expect(check({ occurred: hour('10:00'), resolved: hour('09:59') })).toEqual([
      { code: 'beforeOther', fact: 'resolved', other: 'occurred' },
    ]);
  });

  test('the future, with five minutes of tolerance', () => {
    expect(check({ resolved: hour('12:05') })).toEqual([]);
    expect(check({ resolved: hour('12:06') })).toEqual([{ code: 'future', fact: 'resolved' }]);
  });

  test('a missing mandatory fact', () => {
    expect(check({}, { mandatory: ['aware'] })).toEqual([{ code: 'missing', fact: 'aware' }]);
  });

  test('detection after the notification, until it is confirmed', () => {
    const late = { detected: hour('11:00') };
    expect(check(late, { notifiedAt: hour('10:00') })).toEqual([{ code: 'afterNotification', fact: 'detected' }]);
    expect(check(late, { notifiedAt: hour('10:00'), isLateDetectionConfirmed: true })).toEqual([]);
    expect(check(late)).toEqual([]);
  });

  test('nothing when all is in order, or equal, or over before anyone was aware', () => {
    const same = hour('09:00');
    expect(check({ occurred: same, detected: same, aware: same, classified: same, resolved: same, measureAvailable: same })).toEqual([]);
    expect(check({ detected: hour('09:00'), resolved: hour('09:30'), aware: hour('11:00') })).toEqual([]);
  });
});
