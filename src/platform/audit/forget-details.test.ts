import { eq } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emptyTables } from '../../testing/test-database.ts';
import { type Ctx, systemCtx } from '../context/ctx.ts';
import type { OpenDatabase } from '../db/database.ts';
import { auditDetail, auditEvent, job } from '../db/schema.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { createJobRegistry } from '../jobs/job-registry.ts';
import { createJobRunner } from '../jobs/runner.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { scratchKinds } from '../testing/scratch-database.ts';
import { createAuditKeys } from './audit-keys.ts';
import { forgetDetailsNightly } from './forget-details.job.ts';
import { everything, inSnapshot, readSpan } from './read-trail.ts';
import { sealEvents } from './seal-events.ts';
import { ringOf } from './testing/sample-trail.ts';
import { verifyTrail } from './verify-trail.ts';
import { writeAudit } from './write-audit.ts';

const keys = createAuditKeys(ringOf(1));
const { job: forget } = forgetDetailsNightly(100);

// decisions.md D13, D5: details go after the configured age, events stay.
describe.each(scratchKinds(process.env.TEST_DATABASE_URL))('details of the trail on $name', (kind) => {
  let database: OpenDatabase;
  let ctx: Ctx;
  let clock: FakeClock;

  beforeAll(async () => {
    database = await kind.open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await emptyTables(database);
    clock = new FakeClock('2026-01-01T00:00:00Z');
    const log = pino({ level: 'silent' });
    ctx = systemCtx({ db: database.db, clock, wallClock: clock, log }, 'test', 'r1');
  });

  const change = (name: string) =>
    database.db.transaction((tx) => writeAudit(tx, ctx, { action: 'test.changed', subjectKind: 'setting', detail: { name } }));
  const seal = () => keys.signer && sealEvents(ctx, keys.signer);
  async function night(): Promise<void> {
    await database.db.transaction((tx) => enqueue(tx, ctx, forget, {}));
    await createJobRunner({ ...ctx, registry: createJobRegistry([forget]) }).drain();
    expect(await database.db.select().from(job).where(eq(job.state, 'succeeded'))).not.toEqual([]);
  }
  const names = async () => (await database.db.select().from(auditDetail)).flatMap(({ detail }) => detail.name ?? []).sort();
  const eventsOf = async (action: string) => (await database.db.select().from(auditEvent).where(eq(auditEvent.action, action))).length;
  const verify = () => inSnapshot(database.db, (tx) => verifyTrail(readSpan(tx, everything), keys, everything.start));

  it('are forgotten after their time, once they are sealed; events, chain and digests stay', async () => {
    await change('old');
    await seal();
    await change('old and never sealed');
    clock.advance({ hours: 24 * 2 });
    await change('younger');
    clock.advance({ hours: 24 * 99 });
    await night();
    expect(await names()).toEqual(['old and never sealed', 'younger']);
    expect(await eventsOf('test.changed')).toBe(3);
    await seal();
    expect(await verify()).toMatchObject({ broken: undefined, events: 4 });
  });

  it('are kept until then, and a night without any leaves no trace', async () => {
    await change('kept');
    await seal();
    clock.advance({ hours: 24 * 100 - 1 });
    await night();
    expect(await names()).toEqual(['kept']);
    expect(await eventsOf('audit.forgetDetails')).toBe(0);
  });

  it('go with an event that tells until when, and how many', async () => {
    await change('one');
    await change('two');
    await seal();
    clock.advance({ hours: 24 * 101 });
    await night();
    await night();
    expect(await names()).toEqual([]);
    expect(await eventsOf('audit.forgetDetails')).toBe(1);
    const [row] = await database.db.select().from(auditDetail);
    expect(row?.detail).toEqual({ before: '2026-01-02T00:00:00Z', count: 2 });
  });
});
