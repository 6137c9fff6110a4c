import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../db/database.ts';
import { auditEvent, job } from '../db/schema.ts';
import { JobWorld } from '../testing/job-world.ts';
import { scratchKinds } from '../testing/scratch-database.ts';
import { LeaseLostError, PermanentFailure } from './failures.ts';
import { jobsUsage, runJobsCommand } from './jobs-command.ts';
import { readJob } from './manage-jobs.ts';

describe.each(scratchKinds(process.env.TEST_DATABASE_URL))('vigie jobs on $name', (kind) => {
  let database: OpenDatabase;
  let world: JobWorld;

  beforeAll(async () => {
    database = await kind.open();
  });
  afterAll(() => database.close());
  afterEach(() => world.close());
  beforeEach(async () => {
    world = new JobWorld(database);
    await world.empty();
  });

  async function run(...args: string[]): Promise<{ code: number; lines: string[] }> {
    const lines: string[] = [];
    const code = await runJobsCommand(args, {
      print: (line) => lines.push(line),
      withCtx: (work) => work(world.ctxOf(), world.deps().registry),
    });
    return { code, lines };
  }
  const failedJob = async (value: string) => {
    world.handler = async () => {
      throw new PermanentFailure('The relay refused the address');
    };
    const id = await world.mustAdd(value);
    await world.runnerOf().drain();
    return id;
  };

  it('lists what failed with its reason, without what it was about, and what nobody works on', async () => {
    const failed = await failedJob('secret');
    const forgotten = await world.mustAdd('waits');
    await database.db.update(job).set({ state: 'running', heartbeatAt: world.clock.now(), attempts: 1 }).where(eq(job.id, forgotten));
    expect((await run('list')).lines.at(-1)).toBe('1 failed, 0 stuck');
    world.clock.advance({ hours: 2 });
    const { code, lines } = await run('list');
    expect(code).toBe(0);
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain(`${forgotten}  stuck`);
    expect(lines[1]).toMatch(new RegExp(`^${failed}  failed .*The relay refused the address$`));
    expect(lines[2]).toBe('1 failed, 1 stuck');
    expect(lines.join()).not.toContain('secret');
  });

  it('tries one again, and says why not', async () => {
    const id = await failedJob('x');
    expect(await run('retry', id)).toEqual({ code: 0, lines: [`${id} will be tried again.`] });
    expect(await database.db.select().from(auditEvent).where(eq(auditEvent.subjectId, id))).toMatchObject([{ action: 'jobs.retry' }]);
    expect(await run('retry', id)).toEqual({
      code: 1,
      lines: ['Only a failed or cancelled job can be tried again; this one is queued'],
    });
    expect(await run('retry', 'nothing')).toEqual({ code: 1, lines: ['There is no job nothing'] });
  });

  it('tries all failed ones again', async () => {
    const ids = [await failedJob('a'), await failedJob('b')];
    expect(await run('retry', '--failed')).toEqual({ code: 0, lines: ['2 will be tried again.'] });
    world.handler = async () => undefined;
    await world.runnerOf().drain();
    for (const id of ids) expect(await readJob(database.db, id)).toMatchObject({ state: 'succeeded' });
    expect(await run('retry', '--failed')).toEqual({ code: 0, lines: ['0 will be tried again.'] });
  });

  it('takes back one that waits, with a trace of it, and says why not', async () => {
    const id = await world.mustAdd('x');
    expect(await run('list', 'queued')).toEqual({ code: 0, lines: [expect.stringContaining(`${id}  queued`), '1 queued'] });
    expect(await run('cancel', id)).toEqual({ code: 0, lines: [`${id} is cancelled.`] });
    expect(world.abandoned).toEqual(['x: Cancelled']);
    expect(await database.db.select().from(auditEvent).where(eq(auditEvent.subjectId, id))).toMatchObject([{ action: 'jobs.cancel' }]);
    expect(await world.runnerOf().drain()).toBe(0);
    expect((await run('list', 'cancelled')).lines.at(-1)).toBe('1 cancelled');
    expect(await run('cancel', id)).toEqual({
      code: 1,
      lines: ['Only a waiting or running job can be cancelled; this one is cancelled'],
    });
    expect(await run('cancel', 'nothing')).toEqual({ code: 1, lines: ['There is no job nothing'] });
    expect((await run('retry', id)).code).toBe(0);
  });

  it('stops one that runs at its next heartbeat, and refuses what it still writes', async () => {
    const inside = Promise.withResolvers<AbortSignal>();
    const ended = Promise.withResolvers<unknown>();
    world.handler = async (_ctx, _payload, job) => {
      inside.resolve(job.signal);
      await new Promise((resolve) => job.signal.addEventListener('abort', resolve));
      await job.finish(async () => undefined).catch(ended.resolve);
    };
    // Its heart beats every 100 ms.
    const id = await world.mustAdd('x');
    await database.db.update(job).set({ leaseMs: 300 }).where(eq(job.id, id));
    const runner = world.runnerOf();
    runner.start();
    const signal = await inside.promise;
    expect(signal.aborted).toBe(false);
    expect((await run('cancel', id)).code).toBe(0);
    expect(await ended.promise).toBeInstanceOf(LeaseLostError);
    await runner.stop();
    expect(await readJob(database.db, id)).toMatchObject({ state: 'cancelled', attempts: 1 });
  });

  it.each([
    [[]],
    [['cancel']],
    [['cancel', 'x', 'y']],
    [['cancel', '--failed']],
    [['list', 'x']],
    [['retry']],
    [['retry', 'x', '--failed']],
    [['drop']],
    [['list', '--odd']],
  ])('shows how it is used: %j', async (args) => {
    expect(await run(...args)).toEqual({ code: 2, lines: [jobsUsage] });
  });
});
