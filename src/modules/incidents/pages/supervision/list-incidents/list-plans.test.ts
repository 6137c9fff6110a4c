import { sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { escapeLiteral } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeObserver, makeObserverAccount, makeRegulatorAccount } from '#modules/governance/testing/factories.ts';
import type { AccountActor } from '#platform/context/actor.ts';
import type { Ctx } from '#platform/context/ctx.ts';
import { type OpenDatabase, rowsOf } from '#platform/db/database.ts';
import { newId } from '#platform/db/ids.ts';
import { FakeClock } from '#platform/testing/fake-clock.ts';
import { scratchKinds } from '#platform/testing/scratch-database.ts';
import { silentLog } from '../../../../../testing/silent-log.ts';
import { incidentListQuery, incidentSorts, incidentViews } from '../../../paths.ts';
import { makeCountry } from '../../../testing/factories.ts';
import { fillLargeWorld } from '../../../testing/large-world.ts';
import { viewCountLimit } from './count-views.query.ts';
import { listIncidents, listStatement } from './list-incidents.query.ts';
import { listOptions } from './list-options.query.ts';

const growing = /Seq Scan on (incident|incident_sector|report|submission|submission_covers|review)\b/;

// architecture.md 5: every list query is explained on a large dataset.
describe.each(scratchKinds(process.env.TEST_DATABASE_URL))('the list on 20,000 incidents, on $name', ({ open }) => {
  let database: OpenDatabase;
  let people: Record<'administrator' | 'user' | 'observer', AccountActor>;
  const clock = new FakeClock();
  const ctxOf = (actor: Ctx['actor']): Ctx => ({
    actor,
    db: database.db,
    clock,
    wallClock: clock,
    language: 'en',
    requestId: newId(),
    log: silentLog,
  });

  beforeAll(async () => {
    database = await open();
    const { db } = database;
    const country = await makeCountry({ db, ctx: ctxOf, systemCtx: () => ctxOf({ kind: 'system', name: 'test' }) });
    const { cyber: regulator, privacy: other, operator } = country;
    await fillLargeWorld(db, { count: 20_000, regulator, other, regulationKey: 'nis2', operator });
    people = {
      administrator: country.tomas,
      user: await makeRegulatorAccount(db, regulator, { sectors: ['energy', 'banking'] }),
      observer: await makeObserverAccount(
        db,
        await makeObserver(db, { regulationKeys: ['nis2'], sectors: ['energy', 'health', 'transport'] }),
      ),
    };
  }, 600_000);
  afterAll(() => database.close());

  const filters: Parameters<typeof incidentListQuery.parse>[0][] = [
    ...incidentSorts.flatMap((sort) => [
      { sort, view: 'all' },
      { sort, view: 'all', direction: 'asc' },
      { sort, view: 'all', direction: 'desc' },
    ]),
    ...incidentViews.map((view) => ({ view })),
    { q: 'operator 1999', view: 'all' },
    { q: 'ni_0a', view: 'all', sort: 'update' },
    { sector: ['energy-oil'], view: 'all' },
    { reportStatus: ['overdue'], view: 'all' },
    { reportStatus: ['overdue', 'underReview'] },
    { notifiedFrom: '2026-01-10', notifiedTo: '2026-01-20' },
    { notifiedFrom: '2026-01-10', view: 'all' },
    { operator: '01890000-0000-7000-8000-000000000001', view: 'all' },
    { late: 'yes', significant: 'yes', crossBorder: 'no', regulation: ['nis2'] },
  ];

  it.each(['administrator', 'user', 'observer'] as const)('reads no growing table from end to end for the %s', async (who) => {
    const ctx = ctxOf(people[who]);
    const options = await listOptions(ctx);
    for (const filter of filters) {
      const query = incidentListQuery.parse(filter);
      const first = await listIncidents(ctx, query, options);
      const next = { ...query, after: first?.after };
      for (const asked of [query, next]) {
        const rows = await rowsOf<{ 'QUERY PLAN': string }>(database.db, sql`explain ${listStatement(ctx, asked, options)}`);
        const scans = rows.map((row) => row['QUERY PLAN']).filter((line) => growing.test(line));
        expect(scans, JSON.stringify(asked)).toEqual([]);
      }
    }
  });

  // What comes often is planned once for every value (repeated-statements.ts); what has a person's sectors in it is not.
  it('reads none with the plan that a connection keeps', async () => {
    const ctx = ctxOf(people.administrator);
    const options = await listOptions(ctx);
    const dialect = new PgDialect();
    for (const filter of filters) {
      const { sql: text, params } = dialect.sqlToQuery(listStatement(ctx, incidentListQuery.parse(filter), options));
      const values = params.map((value) => escapeLiteral(String(value))).join(', ');
      const plan = await database.session(async (session) => {
        await session.script(`set local plan_cache_mode = force_generic_plan; prepare kept as ${text}`);
        const rows = await session.query<{ 'QUERY PLAN': string }>(`explain execute kept${values && `(${values})`}`);
        await session.script('deallocate kept');
        return rows.map((row) => row['QUERY PLAN']);
      });
      expect(
        plan.filter((line) => growing.test(line)),
        JSON.stringify(filter),
      ).toEqual([]);
    }
  });

  it('counts every view, and none further than it shows', async () => {
    const ctx = ctxOf(people.administrator);
    const found = await listIncidents(ctx, incidentListQuery.parse({}), await listOptions(ctx));
    expect(found?.viewCounts).toEqual({ open: 100, review: 100, overdue: 100, all: 100 });
    expect(viewCountLimit).toBe(99);
  });

  it('counts exactly up to 1,000 and says more beyond', async () => {
    const ctx = ctxOf(people.administrator);
    const options = await listOptions(ctx);
    const countOf = async (given: object) => (await listIncidents(ctx, incidentListQuery.parse(given), options))?.count;
    expect(await countOf({ view: 'all' })).toBe(1_001);
    expect(await countOf({ view: 'overdue' })).toBe(400);
  });
});
