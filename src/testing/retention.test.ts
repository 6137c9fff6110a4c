import { readFileSync } from 'node:fs';
import { eq, inArray, sql } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { account } from '#modules/governance/schema.ts';
import { decide, makeCountry, openFile, submitStage } from '#modules/incidents/testing/factories.ts';
import { rowsOf } from '#platform/db/database.ts';
import { job } from '#platform/db/schema.ts';
import { enqueue } from '#platform/jobs/enqueue.ts';
import { FakeClock } from '#platform/testing/fake-clock.ts';
import { type TestApp, testApp } from './test-app.ts';

const page = readFileSync('docs/privacy/retention.md', 'utf8');
const columns = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)));
const tables = columns.flatMap(([, names = []]) => names);
const endedBy = columns.flatMap(([, , , , names = []]) => names);

/** The tables whose rows go with an incident, and none before. */
const ofIncidents = columns
  .map(([, names = []]) => names)
  .filter((names) => names.some((name) => ['incident', 'review', 'incident_access'].includes(name)))
  .flat();

let app: TestApp;
let wallClock: FakeClock;
beforeAll(async () => {
  wallClock = new FakeClock();
  app = await testApp({ wallClock });
});

it('how long it is kept is written down for every table there is, once', async () => {
  const stored = await rowsOf<{ name: string }>(
    app.db,
    sql`select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  );
  expect([...tables].sort()).toEqual(stored.map(({ name }) => name));
});

it('names every job that cleans up, and no other', () => {
  const jobs = app.application.registry.all().map(({ name }) => name);
  const cleaning = jobs.filter((name) => /purge|expire|idle|unused|forget|retention/.test(name));
  expect(endedBy).toEqual(expect.arrayContaining(cleaning));
  expect(endedBy.filter((name) => !jobs.includes(name))).toEqual([]);
});

// operations.md check 14, as far as there is something that deletes
it('no clean-up takes anything of an open incident, nor who reported it, in ten years', async () => {
  const { elin, tomas } = await makeCountry(app);
  const { incidents } = await openFile(app, elin, { laws: ['nis2'] });
  const { submissionId } = await submitStage(app, elin, incidents.nis2 ?? '', 'early-warning');
  await decide(app, tomas, submissionId, 'passed');
  await app.runJobs();
  const contents = async () => {
    const rows: Record<string, unknown[]> = {};
    for (const table of ofIncidents)
      rows[table] = await rowsOf(app.db, sql`select to_jsonb(t) as row from ${sql.identifier(table)} t order by 1`);
    return rows;
  };
  const before = await contents();
  expect(before).toMatchObject({ incident: [{}], submission: [{}], review: [{}] });
  for (const clock of [wallClock, app.clock]) clock.advance({ hours: 24 * 3_653 });
  const cleaning = app.application.registry.all().filter(({ name }) => endedBy.includes(name));
  expect(cleaning.length).toBeGreaterThan(5);
  // Twice, because some warn before they delete.
  for (let time = 0; time < 2; time += 1) {
    const ctx = app.systemCtx();
    await ctx.db.transaction(async (tx) => {
      for (const job of cleaning) await enqueue(tx, ctx, job, {});
    });
    await app.runJobs();
    wallClock.advance({ hours: 24 * 30 });
  }
  expect(await app.db.$count(job, eq(job.state, 'failed'))).toBe(0);
  expect(await contents()).toEqual(before);
  expect(await app.db.$count(account, inArray(account.id, [elin.accountId, tomas.accountId]))).toBe(2);
});
