import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../db/database.ts';
import { job, setting } from '../db/schema.ts';
import { runnerKinds } from '../testing/broker-kinds.ts';
import { JobWorld, never } from '../testing/job-world.ts';
import { cancelJob, countJobs, readJob } from './manage-jobs.ts';
import { runJob } from './run-job.ts';

const kinds = runnerKinds(process.env.TEST_DATABASE_URL, process.env.TEST_REDIS_URL);
describe.each(kinds)('leases on $name', (kind) => {
  let database: OpenDatabase;
  let world: JobWorld;

  beforeAll(async () => {
    database = await kind.open();
  });
  afterAll(() => database.close());
  beforeEach(async ({ skip }) => {
    world = new JobWorld(database, kind.group());
    skip(!kind.isThere, 'TEST_REDIS_URL is not set');
    await world.empty();
  });
  afterEach(() => world.close());
  const heartbeatOf = async (id: string) => {
    const [row] = await database.db.select({ at: job.heartbeatAt }).from(job).where(eq(job.id, id));
    return row?.at?.toString();
  };

  it('two runners share many jobs, each run once', async () => {
    const seen: string[] = [];
    world.handler = async (_ctx, data, run) => run.finish(async () => void seen.push(data.note));
    const texts = Array.from({ length: 120 }, (_, index) => `n${index}`);
    for (const text of texts) await world.mustAdd(text);
    world.runnerOf().start();
    world.runnerOf().start();
    await world.until(async () => (await countJobs(database.db)).succeeded === 120);
    expect(seen.toSorted()).toEqual(texts.toSorted());
  });

  it('takes over from a runner that went silent, and refuses what the first one still writes', async () => {
    const inside = Promise.withResolvers<void>();
    const resume = Promise.withResolvers<void>();
    world.handler = async (_ctx, data, run) => {
      if (run.attempt === 1) {
        inside.resolve();
        await resume.promise;
      }
      await run.finish(async (tx) => {
        await tx.insert(setting).values({ key: `${data.note} by ${run.attempt}`, value: 1, changedAt: world.clock.now() });
      });
    };
    const id = await world.mustAdd('effect');
    const first = runJob(world.deps(), id, never);
    await inside.promise;
    expect(await runJob(world.deps(), id, never)).toBe(false);
    world.clock.advance({ seconds: 31 });
    expect(await runJob(world.deps(), id, never)).toBe(true);
    resume.resolve();
    await first;
    expect(await database.db.select().from(setting).where(eq(setting.key, 'effect by 1'))).toEqual([]);
    expect(await database.db.select().from(setting).where(eq(setting.key, 'effect by 2'))).toHaveLength(1);
    expect(await readJob(database.db, id)).toMatchObject({ state: 'succeeded', attempts: 2 });
  });

  it('gives up a job whose runner dies every time', async () => {
    const id = await world.mustAdd('poison');
    await database.db.update(job).set({ state: 'running', attempts: 3, heartbeatAt: world.clock.now() });
    world.clock.advance({ seconds: 31 });
    await world.runnerOf().drain();
    expect(await world.stateOf(id)).toBe('failed');
    expect(world.abandoned).toEqual(['poison: The program stopped while working on it, in attempt 3']);
  });

  it('keeps the lease of a job that works longer than it', async () => {
    const id = await world.mustAdd('slow');
    await database.db.update(job).set({ leaseMs: 1_000 });
    const enough = Promise.withResolvers<void>();
    let runs = 0;
    world.handler = async () => {
      runs++;
      await enough.promise;
    };
    world.runnerOf().start();
    world.runnerOf().start();
    await world.until(() => runs > 0);
    // The clock goes on only when the heart has beaten: it is the beat that keeps the lease, however slow the machine is.
    for (let beats = 0; beats < 10; beats += 1) {
      world.clock.advance({ milliseconds: 300 });
      await world.until(async () => (await heartbeatOf(id)) === world.clock.now().toString());
    }
    enough.resolve();
    await world.until(async () => (await world.stateOf(id)) === 'succeeded');
    expect(runs).toBe(1);
  });

  it('stops a job at its time limit', async () => {
    const seen: unknown[] = [];
    world.handler = async (_ctx, _data, run) => {
      run.signal.addEventListener('abort', () => seen.push(run.signal.reason.message));
      await new Promise(() => undefined);
    };

    const id = await world.mustAdd('x');
    await runJob(world.deps({}, { timeout: 50 }), id, never);
    expect(seen).toEqual(['Stopped after 0.05 s, its time limit']);
    expect(await readJob(database.db, id)).toMatchObject({ state: 'queued', lastError: seen[0] });
  });

  it('rolls back the effect when it fails, and tries again', async () => {
    world.handler = async (_ctx, _data, run) => {
      await run.finish(async (tx) => {
        await tx.insert(setting).values({ key: `try ${run.attempt}`, value: 1, changedAt: world.clock.now() });
        if (run.attempt === 1) throw new Error('half way');
      });
    };
    const runner = world.runnerOf();
    await world.mustAdd('x');
    await runner.drain();
    world.clock.advance({ seconds: 2 });
    await runner.drain();
    const tries = await database.db.select({ key: setting.key }).from(setting);
    expect(tries.map(({ key }) => key).filter((key) => key.startsWith('try'))).toEqual(['try 2']);
  });

  it('gives running work back when it stops, and the attempt does not count', async () => {
    const inside = Promise.withResolvers<void>();
    world.handler = async (_ctx, _data, run) => {
      if (run.attempt > 1) return;
      inside.resolve();
      await new Promise(() => undefined);
    };
    const id = await world.mustAdd('x');
    const runner = world.runnerOf();
    runner.start();
    await inside.promise;
    await runner.stop(10);
    expect(await readJob(database.db, id)).toMatchObject({ state: 'queued', attempts: 1, maxAttempts: 4 });
    await world.runnerOf().drain();
    expect(await world.stateOf(id)).toBe('succeeded');
  });

  it('waits for work that ends in time when it stops', async () => {
    const inside = Promise.withResolvers<void>();
    const resume = Promise.withResolvers<void>();
    world.handler = async () => {
      inside.resolve();
      await resume.promise;
    };
    const id = await world.mustAdd('x');
    const runner = world.runnerOf();
    runner.start();
    await inside.promise;
    const stopped = runner.stop(60_000);
    resume.resolve();
    await stopped;
    expect(await world.stateOf(id)).toBe('succeeded');
  });

  it('writes its end when the database is back, and does not work again for it', async () => {
    let runs = 0;
    let away = 3;
    world.handler = async (_ctx, _data, run) => {
      runs += 1;
      await run.finish(async (tx) => {
        await tx.insert(setting).values({ key: 'once', value: 1, changedAt: world.clock.now() });
        away -= 1;
        if (away > 0) throw Object.assign(new Error('terminating connection'), { severity: 'FATAL', code: '57P01' });
      });
    };
    const id = await world.mustAdd('x');
    await world.runnerOf().drain();
    expect(await readJob(database.db, id)).toMatchObject({ state: 'succeeded', attempts: 1 });
    expect(runs).toBe(1);
    expect(await database.db.select().from(setting).where(eq(setting.key, 'once'))).toHaveLength(1);
  });

  it('cancels waiting work, and refuses what running work still writes', async () => {
    const waiting = await world.mustAdd('waiting');
    await cancelJob(world.ctxOf(), world.deps().registry, waiting);
    expect(await world.stateOf(waiting)).toBe('cancelled');
    expect(world.abandoned).toEqual(['waiting: Cancelled']);

    const running = await world.mustAdd('running');
    world.handler = async (_ctx, _data, run) => {
      await cancelJob(world.ctxOf(), world.deps().registry, running);
      await run.finish(async (tx) => void (await tx.insert(setting).values({ key: 'never', value: 1, changedAt: world.clock.now() })));
    };
    await world.runnerOf().drain();
    expect(await world.stateOf(running)).toBe('cancelled');
    expect(await database.db.select().from(setting).where(eq(setting.key, 'never'))).toEqual([]);
  });
});
