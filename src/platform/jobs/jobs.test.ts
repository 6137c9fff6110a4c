import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../db/database.ts';
import { auditEvent, job, setting } from '../db/schema.ts';
import { JobWorld, noteJob } from '../testing/job-world.ts';
import { scratchKinds } from '../testing/scratch-database.ts';
import { enqueue } from './enqueue.ts';
import { PermanentFailure } from './failures.ts';
import { createJobRegistry } from './job-registry.ts';
import { JobStateError, listJobs, readJob, retryJob } from './manage-jobs.ts';

describe.each(scratchKinds(process.env.TEST_DATABASE_URL))('jobs on $name', (kind) => {
  let database: OpenDatabase;
  let world: JobWorld;

  beforeAll(async () => {
    database = await kind.open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    world = new JobWorld(database);
    await world.empty();
  });
  afterEach(() => world.close());

  it('leaves nothing behind when the transaction is rolled back', async () => {
    await expect(
      database.db.transaction(async (tx) => {
        await enqueue(tx, world.ctxOf(), noteJob, { note: 'gone' });
        throw new Error('change of mind');
      }),
    ).rejects.toThrow('change of mind');
    expect(await world.runnerOf().drain()).toBe(0);
    expect(await listJobs(database.db)).toEqual([]);
  });

  it('runs a job once, with its payload', async () => {
    const seen: string[] = [];
    world.handler = async (ctx, data, run) => void seen.push(`${ctx.requestId === run.jobId} ${data.note} ${run.attempt}`);
    const id = await world.mustAdd('hello');
    await Promise.all([world.runnerOf().drain(), world.runnerOf().drain()]);
    expect(seen).toEqual(['true hello 1']);
    expect(await readJob(database.db, id)).toMatchObject({ state: 'succeeded', progress: 100, attempts: 1, lastError: null });
  });

  it('does not run before its time', async () => {
    let runs = 0;
    world.handler = async () => void runs++;
    await world.add('later', { runAt: world.clock.now().add({ minutes: 1 }) });
    expect(await world.runnerOf().drain()).toBe(0);
    world.clock.advance({ minutes: 1 });
    await world.runnerOf().drain();
    expect(runs).toBe(1);
  });

  it('adds the same work once while it waits or runs, and again afterwards', async () => {
    expect(await world.add('a', { dedupeKey: 'x' })).toBeTypeOf('string');
    expect(await world.add('b', { dedupeKey: 'x' })).toBeUndefined();
    expect(await world.add('c', { dedupeKey: 'y' })).toBeTypeOf('string');
    await world.runnerOf().drain();
    expect(await world.add('d', { dedupeKey: 'x' })).toBeTypeOf('string');
  });

  it('tries again after a doubling pause, then gives up and says why', async () => {
    world.handler = async () => {
      throw new Error('the printer is away');
    };
    const runner = world.runnerOf();
    const id = await world.mustAdd('paper');
    await runner.drain();
    expect(await readJob(database.db, id)).toMatchObject({ state: 'queued', attempts: 1, lastError: 'the printer is away' });
    world.clock.advance({ milliseconds: 999 });
    expect(await runner.drain()).toBe(0);
    world.clock.advance({ milliseconds: 1 });
    expect(await runner.drain()).toBe(1);
    world.clock.advance({ milliseconds: 2_000 });
    await runner.drain();
    expect(await readJob(database.db, id)).toMatchObject({ state: 'failed', attempts: 3 });
    expect(world.abandoned).toEqual(['paper: the printer is away']);
    world.clock.advance({ hours: 24 });
    expect(await runner.drain()).toBe(0);
  });

  it('does not try again what cannot succeed', async () => {
    world.handler = async () => {
      throw new PermanentFailure('there is no such record');
    };
    const id = await world.mustAdd('x');
    expect(await world.runnerOf().drain()).toBe(1);
    expect(await readJob(database.db, id)).toMatchObject({ state: 'failed', attempts: 1, lastError: 'there is no such record' });
  });

  it.each([
    ['an unknown job', { name: 'test.gone' }, 'This program has no job called test.gone'],
    ['another version', { version: 2 }, 'Made for version 2 of test.note; this program has version 1'],
    ['a payload that does not fit', { payload: { text: 1 } }, 'The payload does not fit test.note: note: '],
  ])('fails %s with a plain message', async (_case, values, message) => {
    const id = await world.mustAdd('x');
    await database.db.update(job).set(values).where(eq(job.id, id));
    await world.runnerOf().drain();
    const row = await readJob(database.db, id);
    expect(row?.state).toBe('failed');
    expect(row?.lastError).toContain(message);
  });

  it('keeps no parameters of a failed query', async () => {
    world.handler = async (ctx) => {
      await ctx.db.insert(setting).values({ key: 'secret name', value: 1, changedAt: world.clock.now() });
      await ctx.db.insert(setting).values({ key: 'secret name', value: 1, changedAt: world.clock.now() });
    };
    const id = await world.mustAdd('x');
    await world.runnerOf().drain();
    expect((await readJob(database.db, id))?.lastError).toBe('Database error 23505 setting_pkey');
  });

  it('wakes at once, also when woken from inside a transaction', async () => {
    const runner = world.runnerOf({}, 3_600_000);
    runner.start();
    // Its first look is over, unless the machine is slow: then that look may find the job, too.
    await new Promise((resolve) => setTimeout(resolve, 30));
    const id = await database.db.transaction(async (tx) => {
      const added = await enqueue(tx, world.ctxOf(), noteJob, { note: 'x' });
      runner.wake();
      return added;
    });
    runner.wake();
    await world.until(async () => (await world.stateOf(id ?? '')) === 'succeeded');
  });

  it('tells how far a job is', async () => {
    const id = await world.mustAdd('x');
    world.handler = async (_ctx, _data, run) => {
      await run.progress(40.4, 'Writing chapter 2');
      expect(await readJob(database.db, id)).toMatchObject({ progress: 40, phrase: 'Writing chapter 2' });
    };
    await world.runnerOf().drain();
    expect(await world.stateOf(id)).toBe('succeeded');
  });

  it('retries a failed job on request and records who asked', async () => {
    world.handler = async (_ctx, _data, run) => {
      if (run.attempt === 1) throw new PermanentFailure('no');
    };
    const id = await world.mustAdd('x');
    await world.runnerOf().drain();
    await retryJob(world.ctxOf(), id);
    await world.runnerOf().drain();
    expect(await readJob(database.db, id)).toMatchObject({ state: 'succeeded', attempts: 2 });
    expect(await database.db.select().from(auditEvent).where(eq(auditEvent.subjectId, id))).toMatchObject([{ action: 'jobs.retry' }]);
    await expect(retryJob(world.ctxOf(), id)).rejects.toThrow('this one is succeeded');
  });

  it('does not retry a job whose work is waiting in another one', async () => {
    world.handler = async () => {
      throw new PermanentFailure('no');
    };
    const id = await world.add('x', { dedupeKey: 'k' });
    await world.runnerOf().drain();
    await world.add('y', { dedupeKey: 'k' });
    await expect(retryJob(world.ctxOf(), id ?? '')).rejects.toThrow(JobStateError);
  });

  it('lists jobs newest first, in pages, without payloads', async () => {
    const ids = [await world.mustAdd('a'), await world.mustAdd('b'), await world.mustAdd('c')];
    const first = await listJobs(database.db, { limit: 2 });
    expect(first.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
    const rest = await listJobs(database.db, { limit: 2, before: first[1]?.id ?? '' });
    expect(rest.map(({ id }) => id)).toEqual([ids[0]]);
    expect(first[0]).not.toHaveProperty('payload');
  });
});

it('refuses two jobs of one name', () => {
  expect(() => createJobRegistry([noteJob, { ...noteJob, version: 2 }])).toThrow('Two jobs are called test.note');
});
