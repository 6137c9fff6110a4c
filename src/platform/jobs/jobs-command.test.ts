import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../db/database.ts';
import { auditEvent, job } from '../db/schema.ts';
import { JobWorld } from '../testing/job-world.ts';
import { scratchKinds } from '../testing/scratch-database.ts';
import { PermanentFailure } from './failures.ts';
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
    const code = await runJobsCommand(args, { print: (line) => lines.push(line), withCtx: (work) => work(world.ctxOf()) });
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

  it.each([[[]], [['list', 'x']], [['retry']], [['retry', 'x', '--failed']], [['drop']], [['list', '--odd']]])(
    'shows how it is used: %j',
    async (args) => {
      expect(await run(...args)).toEqual({ code: 2, lines: [jobsUsage] });
    },
  );
});
