import { beforeAll, describe, expect, it } from 'vitest';
import { Temporal } from '#platform/time/temporal.ts';
import { emptyDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { countAttempts, forgetAttempts, takeAttempt } from './attempts.ts';
import { networkOf } from './network.ts';

const limit = { kind: 'test.try', most: 3, minutes: 15 };
const start = Temporal.Instant.from('2026-03-01T10:00:00Z');
const later = (minutes: number) => start.add({ minutes });

describe('limits that survive restarts', () => {
  let world: TestDatabase;
  beforeAll(async () => {
    world = await emptyDatabase();
  });
  const take = (subject: string, minutes: number) => world.db.transaction((tx) => takeAttempt(tx, limit, subject, later(minutes)));

  it('lets through what is within the limit, and again when the window has passed', async () => {
    const answers = [];
    for (const minutes of [0, 1, 2, 3, 14]) answers.push(await take('a', minutes));
    expect(answers).toEqual([true, true, true, false, false]);
    expect(await take('b', 3)).toBe(true);
    expect(await take('a', 15)).toBe(true);
    expect(await take('a', 15)).toBe(false);
  });

  it('counts many at once one after the other', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => take('crowd', 0)));
    expect(answers.filter(Boolean)).toHaveLength(limit.most);
  });

  it('forgets a subject when asked to', async () => {
    await take('c', 0);
    await world.db.transaction((tx) => forgetAttempts(tx, limit.kind, 'c'));
    expect(await countAttempts(world.db, limit, 'c', later(0))).toBe(0);
  });
});

describe('the network of an address', () => {
  it.each([
    ['192.0.2.77', '192.0.2.0/24'],
    ['::ffff:192.0.2.77', '192.0.2.0/24'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0db8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['unknown', 'unknown'],
  ])('%s is in %s', (address, network) => expect(networkOf(address)).toBe(network));
});
