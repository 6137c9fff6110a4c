import { randomBytes } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSecretBox, type SecretBox } from '../auth/secret-box.ts';
import { systemCtx } from '../context/ctx.ts';
import type { OpenDatabase } from '../db/database.ts';
import { newId } from '../db/ids.ts';
import { auditDetail, auditEvent, job } from '../db/schema.ts';
import { createInProcessBroker } from '../jobs/broker.ts';
import { createJobRegistry } from '../jobs/job-registry.ts';
import { readJob } from '../jobs/manage-jobs.ts';
import { createJobRunner, type JobRunner } from '../jobs/runner.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { scratchKinds } from '../testing/scratch-database.ts';
import { keysUsage, runKeysCommand } from './keys-command.ts';
import { createRotateKeysJob, requestRotation } from './rotate-keys.job.ts';
import { countByKey, resealBatch } from './stored-secrets.ts';

const drawer = pgTable('drawer', { id: uuid().primaryKey(), content: text() });
const column = { name: 'drawer.content', table: drawer, id: drawer.id, value: drawer.content };
const keyOf = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const [k1, k2] = [keyOf('k1'), keyOf('k2')];
const old = createSecretBox(k1);
const both = createSecretBox(`${k2},${k1}`);
const young = createSecretBox(k2);

// operations.md check 4, O2
describe.each(scratchKinds(process.env.TEST_DATABASE_URL))('the keys for secrets at rest on $name', (kind) => {
  let database: OpenDatabase;
  const runners: JobRunner[] = [];
  const clock = new FakeClock();
  const ctx = () => systemCtx({ db: database.db, clock, wallClock: clock, log: pino({ level: 'silent' }) }, 'keys', 'request');

  beforeAll(async () => {
    database = await kind.open();
    await database.db.execute(sql`create table drawer (id uuid primary key, content text)`);
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.db.delete(drawer);
    await database.db.delete(job);
  });
  afterEach(async () => {
    for (const runner of runners.splice(0)) await runner.stop(0);
  });

  const runnerOf = (box: SecretBox, size?: number) => {
    const deps = { ...ctx(), registry: createJobRegistry([createRotateKeysJob(box, [column], size)]), random: () => 0 };
    const runner = createJobRunner(deps, { interval: 20, broker: createInProcessBroker() });
    runners.push(runner);
    return runner;
  };
  const fill = async (count: number, box: SecretBox = old) => {
    const rows = Array.from({ length: count }, (_, at) => ({ id: newId(), content: box.seal(`secret ${at}`) }));
    await database.db.insert(drawer).values(rows);
    return rows;
  };
  const plain = async (box: SecretBox) =>
    (await database.db.select().from(drawer)).flatMap(({ content }) => (content === null ? [] : [box.open(content)])).toSorted();
  const under = async () => Object.fromEntries((await countByKey(database.db, [column])).map(({ keyId, count }) => [keyId, count]));
  const trail = () =>
    database.db
      .select({ action: auditEvent.action, detail: auditDetail.detail })
      .from(auditEvent)
      .innerJoin(auditDetail, eq(auditDetail.eventId, auditEvent.id))
      .where(eq(auditEvent.subjectKind, 'keys'))
      .orderBy(auditEvent.seq);
  const run = async (box: SecretBox, ...args: string[]) => {
    const lines: string[] = [];
    const print = (line: string) => void lines.push(line);
    const code = await runKeysCommand(args, { print, withKeys: (work) => work({ ctx: ctx(), box, columns: [column] }) });
    return { code, lines };
  };

  it('are rotated in batches, each with its line in the trail, until nothing is under an older one', async () => {
    await fill(25);
    await database.db.insert(drawer).values({ id: newId(), content: null });
    const before = (await trail()).length;
    expect((await run(both, 'rotate')).lines[0]).toMatch(/^25 values will be brought under k2 by the job [0-9a-f-]+\.$/);
    expect((await run(both, 'rotate')).lines[0]).toBe('25 values are being brought under k2.');
    await runnerOf(both, 10).drain();
    expect(await under()).toEqual({ k2: 25 });
    expect(await plain(young)).toEqual(Array.from({ length: 25 }, (_, at) => `secret ${at}`).toSorted());
    expect((await trail()).slice(before)).toEqual([
      { action: 'keys.rotate', detail: { to: 'k2' } },
      { action: 'keys.reseal', detail: { column: 'drawer.content', to: 'k2', count: 10 } },
      { action: 'keys.reseal', detail: { column: 'drawer.content', to: 'k2', count: 10 } },
      { action: 'keys.reseal', detail: { column: 'drawer.content', to: 'k2', count: 5 } },
      { action: 'keys.rotated', detail: { to: 'k2', resealed: 25 } },
    ]);
    expect(await run(both, 'rotate')).toEqual({ code: 0, lines: ['Every value is under k2 already.'] });
  });

  it('leave every value readable in the middle, and go on where they were ended', async () => {
    await fill(30);
    const first = await resealBatch(ctx(), both, column, '00000000-0000-0000-0000-000000000000', 10);
    expect(first).toMatchObject({ resealed: 10, unreadable: [] });
    expect(await under()).toEqual({ k1: 20, k2: 10 });
    expect(await plain(both)).toHaveLength(30);

    // The worker is told to stop while it works: the job goes back, and another worker ends it.
    const id = (await requestRotation(ctx(), both)) ?? '';
    const runner = runnerOf(both, 1);
    runner.start();
    await expect.poll(async () => (await under()).k2 ?? 0, { interval: 1, timeout: 20_000 }).toBeGreaterThan(11);
    await runner.stop(0);
    const half = await under();
    expect((half.k1 ?? 0) + (half.k2 ?? 0)).toBe(30);
    expect(await plain(both)).toHaveLength(30);
    await runnerOf(both, 10).drain();
    expect(await under()).toEqual({ k2: 30 });
    expect(await readJob(database.db, id)).toMatchObject({ state: 'succeeded' });
  });

  it('do not undo what is written meanwhile', async () => {
    const [row] = await fill(5);
    if (!row) throw new Error('no row');
    const held = Promise.withResolvers<void>();
    const changed = Promise.withResolvers<void>();
    const someone = database.db.transaction(async (tx) => {
      await tx
        .update(drawer)
        .set({ content: both.seal('a new secret') })
        .where(eq(drawer.id, row.id));
      changed.resolve();
      await held.promise;
    });
    await changed.promise;
    const batch = resealBatch(ctx(), both, column, '00000000-0000-0000-0000-000000000000', 10);
    held.resolve();
    await Promise.all([someone, batch]);
    expect(await under()).toEqual({ k2: 5 });
    expect(await plain(young)).toContain('a new secret');
  });

  it('are not turned back by a worker that does not have the new one yet', async () => {
    await fill(3);
    const id = (await requestRotation(ctx(), both)) ?? '';
    await runnerOf(old).drain();
    expect(await readJob(database.db, id)).toMatchObject({
      state: 'queued',
      lastError: expect.stringContaining('begin with k1, not with k2'),
    });
    expect(await under()).toEqual({ k1: 3 });
  });

  it('are counted, so that it is known which can go', async () => {
    await fill(3);
    await fill(2, both);
    expect(await run(both, 'status')).toEqual({
      code: 0,
      lines: [
        'drawer.content: 3 under k1',
        'drawer.content: 2 under k2',
        'k2 is the newest key and encrypts; 2 values are under it.',
        'k1 is needed: 3 values are under it. vigie keys rotate brings them under k2.',
      ],
    });
    expect((await run(young, 'status')).lines.at(-1)).toBe('k1 is missing in VIGIE_SECRET_KEYS: 3 values cannot be read. Put it back.');
    expect((await run(young, 'status')).code).toBe(1);
    await run(both, 'rotate');
    await runnerOf(both).drain();
    expect((await run(both, 'status')).lines.at(-1)).toMatch(/^k1 can be taken out of VIGIE_SECRET_KEYS: nothing is under it\./);
  });

  it('bring over what can be read, and name the key that is missing', async () => {
    await fill(2, createSecretBox(keyOf('k0')));
    await fill(3);
    const id = (await requestRotation(ctx(), both)) ?? '';
    await runnerOf(both, 2).drain();
    expect(await under()).toEqual({ k0: 2, k2: 3 });
    expect(await readJob(database.db, id)).toMatchObject({ state: 'failed', lastError: expect.stringMatching(/2 under k0$/) });
  });

  it('are made fresh, as the setting takes them', async () => {
    const made = (await run(both, 'new')).lines;
    expect(made).toHaveLength(1);
    const box = createSecretBox(`${made[0]},${k1}`);
    expect(box.open(box.seal('x'))).toBe('x');
    expect((await run(both, 'new')).lines).not.toEqual(made);
    expect(await run(both)).toEqual({ code: 2, lines: [keysUsage] });
    expect(await run(both, 'status', 'x')).toEqual({ code: 2, lines: [keysUsage] });
  });
});
