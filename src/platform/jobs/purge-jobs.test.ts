import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../db/database.ts';
import { newId } from '../db/ids.ts';
import { job } from '../db/schema.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { scratchKinds } from '../testing/scratch-database.ts';
import type { Temporal } from '../time/temporal.ts';
import { createJobRegistry } from './job-registry.ts';
import { countJobs, type JobState } from './manage-jobs.ts';
import { purgeJobsNightly } from './purge-jobs.job.ts';
import { createJobRunner } from './runner.ts';
import { createScheduler } from './scheduler.ts';

describe.each(scratchKinds(process.env.TEST_DATABASE_URL))('finished jobs on $name', (kind) => {
  let database: OpenDatabase;
  beforeAll(async () => {
    database = await kind.open();
  });
  afterAll(() => database.close());

  it('go after two weeks, the failed ones stay', async () => {
    const clock = new FakeClock('2026-03-05T03:00:00Z');
    const deps = {
      db: database.db,
      clock,
      wallClock: clock,
      log: pino({ level: 'silent' }),
      registry: createJobRegistry([purgeJobsNightly.job]),
    };
    const row = (state: JobState, days: number): typeof job.$inferInsert => {
      const at: Temporal.Instant = clock.now().subtract({ hours: 24 * days });
      const fixed = { name: 'old', version: 1, queue: 'mail', payload: {}, maxAttempts: 1, leaseMs: 1_000 };
      return { id: newId(), ...fixed, state, runAt: at, createdAt: at, finishedAt: at };
    };
    await database.db.insert(job).values(Array.from({ length: 4_500 }, () => row('succeeded', 15)));
    await database.db.insert(job).values([row('cancelled', 15), row('failed', 400), row('succeeded', 13)]);
    const scheduler = createScheduler(deps, [purgeJobsNightly]);
    await scheduler.tick();
    clock.set('2026-03-05T03:40:00Z');
    await scheduler.tick();
    await createJobRunner(deps).drain();
    expect(await countJobs(database.db)).toEqual({ queued: 0, running: 0, succeeded: 2, failed: 1, cancelled: 0 });
  });
});
