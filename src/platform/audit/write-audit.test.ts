import { createHash } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ctx, systemCtx } from '../context/ctx.ts';
import type { OpenDatabase } from '../db/database.ts';
import { newId } from '../db/ids.ts';
import { auditDetail, auditEvent, setting } from '../db/schema.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { scratchKinds } from '../testing/scratch-database.ts';
import { writeAudit } from './write-audit.ts';

describe.each(scratchKinds(process.env.TEST_DATABASE_URL))('the trail of changes on $name', ({ open }) => {
  let database: OpenDatabase;
  let ctx: Ctx;
  const clock = new FakeClock();
  const subjectId = newId();
  beforeAll(async () => {
    database = await open();
    ctx = systemCtx(
      { db: database.db, clock: new FakeClock('2031-01-01T00:00:00Z'), wallClock: clock, log: pino({ level: 'silent' }) },
      'a job',
      'r1',
    );
  });
  afterAll(() => database.close());

  const change = (work: (row: typeof setting.$inferInsert) => typeof setting.$inferInsert, broken = false) =>
    database.db.transaction(async (tx) => {
      await tx.insert(setting).values(work({ key: newId(), value: 1, changedAt: clock.now() }));
      await writeAudit(tx, broken ? { ...ctx, actor: { kind: 'nobody' as 'anonymous' } } : ctx, {
        action: 'test.changed',
        subjectKind: 'setting',
        subjectId,
        detail: { name: 'Elin' },
      });
    });

  it('says who did what to what, at the real time whatever the tester says, with a digest of the detail', async () => {
    await change((row) => row);
    const [row] = await database.db.select().from(auditEvent).innerJoin(auditDetail, eq(auditDetail.eventId, auditEvent.id));
    expect(row?.audit_event).toMatchObject({
      actorKind: 'system',
      actorId: null,
      requestId: 'r1',
      action: 'test.changed',
      subjectKind: 'setting',
      subjectId,
      at: clock.now(),
      detailSha256: createHash('sha256').update('{"name":"Elin"}').digest('hex'),
    });
    expect(row?.audit_detail.detail).toEqual({ name: 'Elin' });
    expect(JSON.stringify(row?.audit_event)).not.toContain('Elin');
  });

  it('is never changed nor deleted, by anybody', async () => {
    await change((row) => row);
    const refused = /audit_event rows are never changed or deleted/;
    const messageOf = (work: Promise<unknown>) =>
      work.then(
        () => 'done',
        (error: Error) => String(error.cause ?? error),
      );
    expect(await messageOf(database.db.update(auditEvent).set({ action: 'test.other' }))).toMatch(refused);
    expect(await messageOf(database.db.delete(auditEvent))).toMatch(refused);
    expect(await messageOf(database.db.execute(sql`update audit_event set seq = default`))).toMatch(refused);
  });

  it('no trail, no change; no change, no trail', async () => {
    const counts = async () => [
      await database.db.$count(setting),
      await database.db.$count(auditEvent),
      await database.db.$count(auditDetail),
    ];
    const before = await counts();
    await expect(change((row) => row, true)).rejects.toThrow();
    await expect(change((row) => ({ ...row, value: null }))).rejects.toThrow();
    expect(await counts()).toEqual(before);
  });

  it('numbers its rows in the order they were written', async () => {
    await change((row) => row);
    await change((row) => row);
    const rows = await database.db.select({ id: auditEvent.id, seq: auditEvent.seq }).from(auditEvent).orderBy(auditEvent.seq);
    expect(rows.map(({ id }) => id)).toEqual(rows.map(({ id }) => id).sort());
    expect(rows.every(({ seq }, at) => at === 0 || (seq ?? 0) > (rows[at - 1]?.seq ?? 0))).toBe(true);
  });
});
