import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenDatabase } from '../db/database.ts';
import { newId } from '../db/ids.ts';
import { document } from '../db/schema.ts';
import { createJobRegistry } from '../jobs/job-registry.ts';
import { createJobRunner } from '../jobs/runner.ts';
import { createScheduler } from '../jobs/scheduler.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { scratchKinds } from '../testing/scratch-database.ts';
import { purgeDocumentsNightly } from './purge-documents.job.ts';

describe.each(scratchKinds(process.env.TEST_DATABASE_URL))('kept documents on $name', (kind) => {
  let database: OpenDatabase;
  beforeAll(async () => {
    database = await kind.open();
  });
  afterAll(() => database.close());

  it('go a month after they were made', async () => {
    const clock = new FakeClock('2026-03-05T03:00:00Z');
    const deps = {
      db: database.db,
      clock,
      wallClock: clock,
      log: pino({ level: 'silent' }),
      registry: createJobRegistry([purgeDocumentsNightly.job]),
    };
    const row = (days: number): typeof document.$inferInsert => ({
      id: newId(),
      subjectKind: 'incident',
      subjectId: newId(),
      kind: 'incident',
      language: 'en',
      audience: 'supervising:one',
      contentSha256: 'none',
      bytes: Buffer.from('%PDF-1.7'),
      createdAt: clock.now().subtract({ hours: 24 * days }),
    });
    const fresh = [row(0), row(29)];
    await database.db.insert(document).values([...Array.from({ length: 450 }, () => row(31)), ...fresh]);
    const scheduler = createScheduler(deps, [purgeDocumentsNightly]);
    await scheduler.tick();
    clock.set('2026-03-05T03:50:00Z');
    await scheduler.tick();
    await createJobRunner(deps).drain();
    const left = await database.db.select({ id: document.id }).from(document);
    expect(left.map(({ id }) => id).sort()).toEqual(fresh.map(({ id }) => id).sort());
  });
});
