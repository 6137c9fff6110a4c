import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type OpenDatabase, violatedConstraint } from '../db/database.ts';
import { newId } from '../db/ids.ts';
import { document, job, scheduleSlot } from '../db/schema.ts';
import { createJobRegistry } from '../jobs/job-registry.ts';
import { createJobRunner } from '../jobs/runner.ts';
import { createScheduler } from '../jobs/scheduler.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { scratchKinds } from '../testing/scratch-database.ts';
import { largestKept } from './kept-documents.ts';
import { purgeDocumentsNightly } from './purge-documents.job.ts';

// operations.md 5: files expire, have a limit, and go with what they are about.
describe.each(scratchKinds(process.env.TEST_DATABASE_URL))('kept documents on $name', (kind) => {
  let database: OpenDatabase;
  let clock: FakeClock;

  beforeAll(async () => {
    database = await kind.open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    clock = new FakeClock('2026-03-05T03:00:00Z');
    for (const table of [document, job, scheduleSlot]) await database.db.delete(table);
  });

  // A job stands for a record that documents are made of.
  const nightly = purgeDocumentsNightly([{ kind: 'job', table: job, id: job.id }]);
  const row = (days: number, changes: Partial<typeof document.$inferInsert> = {}): typeof document.$inferInsert => ({
    id: newId(),
    subjectKind: 'incident',
    subjectId: newId(),
    kind: 'incident',
    language: 'en',
    audience: 'supervising:one',
    contentSha256: 'none',
    bytes: Buffer.from('%PDF-1.7'),
    createdAt: clock.now().subtract({ hours: 24 * days }),
    ...changes,
  });
  /** Runs what the night's schedule asks for; answers the documents that are left. */
  async function night(): Promise<string[]> {
    const deps = { db: database.db, clock, wallClock: clock, log: pino({ level: 'silent' }), registry: createJobRegistry([nightly.job]) };
    const scheduler = createScheduler(deps, [nightly]);
    await scheduler.tick();
    clock.set('2026-03-05T03:50:00Z');
    await scheduler.tick();
    await createJobRunner(deps).drain();
    return (await database.db.select({ id: document.id }).from(document)).map(({ id }) => id).sort();
  }

  it('go a month after they were made', async () => {
    const fresh = [row(0), row(29)];
    await database.db.insert(document).values([...Array.from({ length: 450 }, () => row(31)), ...fresh]);
    expect(await night()).toEqual(fresh.map(({ id }) => id).sort());
  });

  it('go with the record they are about, and no others', async () => {
    const subjectId = newId();
    await database.db.insert(job).values({
      id: subjectId,
      name: 'test.record',
      version: 1,
      queue: 'imports',
      payload: {},
      runAt: clock.now().add({ hours: 24 }),
      maxAttempts: 1,
      leaseMs: 1_000,
      createdAt: clock.now(),
    });
    const stays = [row(1, { subjectKind: 'job', subjectId }), row(1, { subjectKind: 'of a later release' })];
    await database.db.insert(document).values([...Array.from({ length: 250 }, () => row(1, { subjectKind: 'job' })), ...stays]);
    expect(await night()).toEqual(stays.map(({ id }) => id).sort());
  });

  it('are refused by the table when they are larger than ten megabytes', async () => {
    await database.db.insert(document).values(row(0, { bytes: Buffer.alloc(largestKept) }));
    const tooLarge = database.db.insert(document).values(row(0, { bytes: Buffer.alloc(largestKept + 1) }));
    expect(violatedConstraint(await tooLarge.catch((error: unknown) => error))).toBe('document_size');
  });
});
