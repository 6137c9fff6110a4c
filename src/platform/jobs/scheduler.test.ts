import { eq } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { OpenDatabase } from '../db/database.ts';
import { job, scheduleSlot } from '../db/schema.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { scratchKinds } from '../testing/scratch-database.ts';
import { Temporal } from '../time/temporal.ts';
import { defineJob, type Schedule } from './job.ts';
import { createScheduler, newestSlot } from './scheduler.ts';

const sweepJob = defineJob({
  name: 'test.sweep',
  version: 1,
  queue: 'maintenance',
  payload: z.record(z.string(), z.never()),
  attempts: 1,
  backoff: 1_000,
  timeout: 1_000,
  load: async () => ({ default: async () => undefined }),
});
const hourly: Schedule = { name: 'hourly', cron: '0 * * * *', zone: 'Europe/Brussels', job: sweepJob };

describe.each(scratchKinds(process.env.TEST_DATABASE_URL))('schedules on $name', (kind) => {
  let database: OpenDatabase;
  let clock: FakeClock;

  const scheduler = (schedules = [hourly]) =>
    createScheduler({ db: database.db, clock, wallClock: clock, log: pino({ level: 'silent' }) }, schedules);
  const slots = async () =>
    (await database.db.select().from(scheduleSlot).orderBy(scheduleSlot.dueAt)).map(({ dueAt }) => dueAt.toString());
  const finishJobs = () => database.db.update(job).set({ state: 'succeeded' });
  const jobCount = () => database.db.$count(job);

  beforeAll(async () => {
    database = await kind.open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.db.delete(job);
    await database.db.delete(scheduleSlot);
    clock = new FakeClock('2026-03-05T09:30:00Z');
  });

  it('starts a new schedule with its next slot: nothing of it was missed', async () => {
    const one = scheduler();
    expect(await one.tick()).toEqual([]);
    expect(await jobCount()).toBe(0);
    clock.set('2026-03-05T10:00:00Z');
    expect(await one.tick()).toEqual(['hourly']);
    expect(await one.tick()).toEqual([]);
    expect(await jobCount()).toBe(1);
  });

  // operations.md check 11
  it('runs a slot once, however many schedulers there are', async () => {
    const many = [scheduler(), scheduler(), scheduler()];
    await Promise.all(many.map((one) => one.tick()));
    for (const hour of ['10', '11', '12']) {
      clock.set(`2026-03-05T${hour}:00:00Z`);
      const names = await Promise.all(many.map((one) => one.tick()));
      expect(names.flat()).toEqual(['hourly']);
      await finishJobs();
    }
    expect(await jobCount()).toBe(3);
  });

  it('catches up only the newest of the missed slots', async () => {
    await scheduler().tick();
    clock.set('2026-03-05T14:20:00Z');
    const restarted = scheduler();
    expect(await restarted.tick()).toEqual(['hourly']);
    expect(await restarted.tick()).toEqual([]);
    expect(await jobCount()).toBe(1);
    expect(await slots()).toEqual(['2026-03-05T09:00:00Z', '2026-03-05T14:00:00Z']);
  });

  it('does not run an older slot when the clock is set back', async () => {
    await scheduler().tick();
    clock.set('2026-03-05T14:20:00Z');
    await scheduler().tick();
    clock.set('2026-03-05T12:20:00Z');
    expect(await scheduler().tick()).toEqual([]);
  });

  it('does not pile up runs while the workers are away', async () => {
    const one = scheduler();
    await one.tick();
    for (const hour of ['10', '11', '12']) {
      clock.set(`2026-03-05T${hour}:00:00Z`);
      await one.tick();
    }
    expect(await jobCount()).toBe(1);
  });

  it('forgets slots older than a week', async () => {
    const one = scheduler();
    await one.tick();
    clock.set('2026-03-20T10:00:00Z');
    await one.tick();
    expect(await database.db.select().from(scheduleSlot).where(eq(scheduleSlot.name, 'hourly'))).toHaveLength(1);
  });

  it('refuses two schedules of one name and a zone nobody knows', () => {
    expect(() => scheduler([hourly, hourly])).toThrow('Two schedules share a name');
    expect(() => scheduler([{ ...hourly, zone: 'Europe/Atlantis' }])).toThrow();
    expect(() => scheduler([{ ...hourly, cron: 'every hour' }])).toThrow();
  });
});

describe('the newest slot', () => {
  const daily = { cron: '30 20 * * *', zone: 'Europe/Brussels' };
  it.each([
    ['exactly at the slot', '2026-01-15T19:30:00Z', '2026-01-15T19:30:00Z'],
    ['a millisecond before', '2026-01-15T19:29:59.999Z', '2026-01-14T19:30:00Z'],
    ['in summer time', '2026-07-15T20:00:00Z', '2026-07-15T18:30:00Z'],
    ['the day the clocks go forward', '2026-03-29T23:00:00Z', '2026-03-29T18:30:00Z'],
  ])('%s', (_case, now, expected) => {
    expect(newestSlot(daily, Temporal.Instant.from(now))?.toString()).toBe(expected);
  });
});
