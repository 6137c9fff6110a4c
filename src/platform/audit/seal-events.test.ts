import { sql } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emptyTables } from '../../testing/test-database.ts';
import { type Ctx, systemCtx } from '../context/ctx.ts';
import { type OpenDatabase, rowsOf, type Tx } from '../db/database.ts';
import { newId } from '../db/ids.ts';
import { auditChain, auditSeal, auditUnsealed } from '../db/schema.ts';
import { createJobRegistry } from '../jobs/job-registry.ts';
import { createJobRunner } from '../jobs/runner.ts';
import { createScheduler } from '../jobs/scheduler.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { scratchKinds } from '../testing/scratch-database.ts';
import { createAuditKeys } from './audit-keys.ts';
import { everything, inSnapshot, readSpan } from './read-trail.ts';
import { createSealJob, sealEveryMinute } from './seal-audit.job.ts';
import { sealEvents, selectWaiting } from './seal-events.ts';
import { ringOf } from './testing/sample-trail.ts';
import { type Verification, verifyTrail } from './verify-trail.ts';
import { writeAudit } from './write-audit.ts';

const keys = createAuditKeys(ringOf(1));
const { signer } = keys;
if (!signer) throw new Error('no private key');

describe.each(scratchKinds(process.env.TEST_DATABASE_URL))('sealing the trail on $name', ({ name, open }) => {
  let database: OpenDatabase;
  let ctx: Ctx;
  const clock = new FakeClock('2026-03-05T09:00:30Z');
  const logged: Record<string, unknown>[] = [];
  const log = pino({ level: 'info' }, { write: (line) => void logged.push(JSON.parse(line) as Record<string, unknown>) });

  beforeAll(async () => {
    database = await open();
    ctx = systemCtx({ db: database.db, clock: new FakeClock('2031-01-01T00:00:00Z'), wallClock: clock, log }, 'test', 'r1');
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await emptyTables(database);
    logged.length = 0;
  });

  const write = (tx: Tx, note: string) =>
    writeAudit(tx, ctx, { action: 'test.changed', subjectKind: 'setting', subjectId: newId(), detail: { note, list: [1, 'é'] } });
  const change = (note: string) => database.db.transaction((tx) => write(tx, note));
  /** Without a verb each, as quickly as the database can. */
  const flood = (count: number) =>
    database.db.execute(sql`insert into audit_event (id, at, actor_kind, request_id, action, subject_kind, detail_sha256)
      select gen_random_uuid(), '2026-03-05T09:00:00Z', 'system', 'flood', 'test.flood', 'setting', '' from generate_series(1, ${count}::int)`);
  const verify = (): Promise<Verification> =>
    inSnapshot(database.db, (tx) => verifyTrail(readSpan(tx, everything), keys, everything.start));

  it('gives each event its place and its hash, and signs the head at the real time', async () => {
    for (const note of ['a', 'b', 'c']) await change(note);
    const [seal] = await sealEvents(ctx, signer);
    await change('d');
    expect(seal).toMatchObject({ number: 1, first: 1, last: 3, sealedAt: '2026-03-05T09:00:30.000Z', keyId: 'k1' });
    expect(await verify()).toMatchObject({
      events: 3,
      seals: 1,
      head: { place: 3, hash: seal?.head },
      unsealed: { events: 1 },
      broken: undefined,
    });
    await sealEvents(ctx, signer);
    expect(await verify()).toMatchObject({ events: 4, seals: 2, unsealed: undefined, broken: undefined });
  });

  it('makes no seal when nothing waits, and tells the log the head when one is made', async () => {
    expect(await sealEvents(ctx, signer)).toEqual([]);
    await change('a');
    const [seal] = await sealEvents(ctx, signer);
    expect(await sealEvents(ctx, signer)).toEqual([]);
    expect(logged).toMatchObject([{ event: 'audit.sealed', seal: 1, place: 1, head: seal?.head, keyId: 'k1' }]);
  });

  it('is done every minute by the schedule', async () => {
    const job = createSealJob(keys);
    const deps = { db: database.db, clock, wallClock: clock, log, registry: createJobRegistry([job]) };
    const scheduler = createScheduler(deps, [sealEveryMinute(job)]);
    await scheduler.tick();
    await change('a');
    clock.advance({ minutes: 1 });
    await scheduler.tick();
    await createJobRunner(deps).drain();
    expect(await verify()).toMatchObject({ events: 1, unsealed: undefined, broken: undefined });
  });

  it('goes on with a new key, and the old seals stay good', async () => {
    await change('a');
    await sealEvents(ctx, signer);
    const both = createAuditKeys(`${ringOf(2)},${keys.publicRing()[0]}`);
    if (!both.signer) throw new Error('no private key');
    await change('b');
    await sealEvents(ctx, both.signer);
    const verification = await inSnapshot(database.db, (tx) => verifyTrail(readSpan(tx, everything), both, everything.start));
    expect(verification.broken).toBeUndefined();
    expect([...verification.keys]).toEqual([
      ['k1', 1],
      ['k2', 1],
    ]);
  });

  it('does not stop at an event that has its place and waits again, after tables were filled by hand', async () => {
    await flood(1_500);
    await sealEvents(ctx, signer);
    await database.db.execute(sql`insert into audit_unsealed select seq from audit_event`);
    await change('a');
    expect(await sealEvents(ctx, signer)).toHaveLength(1);
    expect(await verify()).toMatchObject({ events: 1_501, unsealed: undefined, broken: undefined });
    expect(await database.db.$count(auditUnsealed)).toBe(0);
  });

  it('says what somebody did who can write every row', async () => {
    const harm = async (...texts: string[]) => {
      await emptyTables(database);
      for (const note of ['a', 'b', 'c']) await change(note);
      await sealEvents(ctx, signer);
      await database.db.transaction(async (tx) => {
        await tx.execute(sql`set local session_replication_role = replica`);
        for (const text of texts) await tx.execute(sql.raw(text));
      });
      const { broken } = await verify();
      return broken?.fault;
    };
    const second = '(select event_id from audit_chain where place = 2)';
    expect(await harm(`update audit_event set action = 'test.other' where id = ${second}`)).toBe('event changed');
    expect(await harm(`update audit_detail set detail = '{"note":"x"}' where event_id = ${second}`)).toBe('detail changed');
    expect(await harm(`delete from audit_event where id = ${second}`)).toBe('event missing');
    expect(await harm('delete from audit_chain where place = 2')).toBe('event missing');
    expect(await harm('delete from audit_seal')).toBe('seal missing');
    expect(await harm(`update audit_seal set sealed_at = sealed_at - interval '1 hour'`)).toBe('seal forged');
    expect(
      await harm(
        'create temp table two on commit drop as select place, event_id from audit_chain where place in (1, 2)',
        `update audit_chain set event_id = gen_random_uuid() where place in (1, 2)`,
        'update audit_chain c set event_id = two.event_id from two where two.place = 3 - c.place',
      ),
    ).toBe('order changed');
    expect(
      await harm(`insert into audit_event (id, at, actor_kind, request_id, action, subject_kind, detail_sha256)
        values (gen_random_uuid(), now(), 'system', 'x', 'x', 'x', '')`),
    ).toBe('event inserted');
    expect(await harm(`delete from audit_detail where event_id = ${second}`)).toBeUndefined();
    expect(await verify()).toMatchObject({ deletedDetails: 1, events: 3 });
  });

  it('seals ten thousand events a thousand at a time, and looks at none of the history', async () => {
    await flood(30_000);
    await sealEvents(ctx, signer);
    await database.db.execute(sql`analyze audit_event, audit_chain, audit_unsealed`);
    await flood(10_000);
    // What the database may believe until its next vacuum, long after they were sealed.
    await database.db.execute(sql`analyze audit_unsealed`);
    expect(await sealEvents(ctx, signer)).toHaveLength(10);
    expect(await verify()).toMatchObject({ events: 40_000, broken: undefined });
    await change('a');
    const plan = await rowsOf<{ 'QUERY PLAN': string }>(database.db, sql`explain ${selectWaiting(database.db)}`);
    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).not.toMatch(/Seq Scan on audit_(event|chain)/);
  });

  describe.runIf(name === 'PostgreSQL')('with others at work', () => {
    it('seals what commits late after what committed before, and overlooks nothing', async () => {
      const late = Promise.withResolvers<void>();
      const begun = Promise.withResolvers<void>();
      const slow = database.db.transaction(async (tx) => {
        await write(tx, 'late');
        begun.resolve();
        await late.promise;
      });
      await begun.promise;
      await change('early');
      await sealEvents(ctx, signer);
      expect(await verify()).toMatchObject({ events: 1, unsealed: undefined, broken: undefined });
      late.resolve();
      await slow;
      expect(await verify()).toMatchObject({ events: 1, unsealed: { events: 1 }, broken: undefined });
      await sealEvents(ctx, signer);
      expect(await verify()).toMatchObject({ events: 2, unsealed: undefined, broken: undefined });
      const order = await rowsOf<{ seq: string }>(
        database.db,
        sql`select e.seq from audit_chain c join audit_event e on e.id = c.event_id order by c.place`,
      );
      expect(Number(order[0]?.seq)).toBeGreaterThan(Number(order[1]?.seq));
    });

    it('by several at once, while people work, gives every event one place', async () => {
      await flood(5_500);
      const working = Promise.all(Array.from({ length: 200 }, (_, at) => change(`n${at}`)));
      const seals = await Promise.all([sealEvents(ctx, signer), sealEvents(ctx, signer), sealEvents(ctx, signer)]);
      await working;
      await sealEvents(ctx, signer);
      expect(seals.filter((made) => made.length > 0).length).toBeGreaterThan(0);
      expect(await verify()).toMatchObject({ events: 5_700, unsealed: undefined, broken: undefined });
      expect(await database.db.$count(auditChain)).toBe(5_700);
      expect(new Set(logged.map(({ seal }) => seal)).size).toBe(await database.db.$count(auditSeal));
    });
  });
});
