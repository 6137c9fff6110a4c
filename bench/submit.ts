/** Filled reports sent through the page that checks them, and whether every one of them arrived. */
import { sql } from 'drizzle-orm';
import { fillDraft, openFile } from '../src/modules/incidents/testing/factories.ts';
import { idOf } from '../src/modules/incidents/testing/large-world-contents.ts';
import { rowsOf } from '../src/platform/db/database.ts';
import type { Driven, Driver } from './drive.ts';
import { operatorOf } from './pages.ts';
import { type Line, milliseconds, percentile, perSecond } from './results.ts';
import type { BenchServer } from './server.ts';
import { newKey, type Order, post, sendExpecting, type Visitor } from './visitor.ts';
import type { World } from './world.ts';

const stage = 'incident-notification';

interface Draft {
  reportId: string;
  visitor: Visitor;
}

/** Some alone, the rest as a crowd: `count` reports in all. */
export async function measureSubmit(world: World, server: BenchServer, driver: Driver, count: number): Promise<Line[]> {
  const drafts = await fillDrafts(world, await openReports(world, count));
  const before = await traces(world);
  const alone = drafts.slice(0, 100);
  const times: number[] = [];
  for (const draft of alone) times.push((await sendExpecting(server.address, 303, sending(draft))).milliseconds);
  const crowd = drafts.slice(100);
  const driven = await submitAll(world, server, driver, crowd);
  const lost = [...driven.wrong, ...missingTraces(before, await traces(world), drafts.length)];
  const p50 = percentile(times, 0.5);
  return [
    { what: 'submit a report, unloaded', budget: 'p50 < 50 ms', figure: `p50 ${milliseconds(p50)}`, isMet: p50 < 50 },
    {
      what: `submit ${crowd.length} reports, 16 connections`,
      budget: '>= 100/s, none lost',
      figure: `${perSecond(driven.perSecond)} for ${Math.round(driven.seconds)} s, p50 ${driven.p50} ms, p99 ${driven.p99} ms, ${lost.length === 0 ? 'none lost' : `lost: ${lost.join(', ')}`}`,
      isMet: driven.perSecond >= 100 && lost.length === 0,
      cpu: driven.cpu,
    },
  ];
}

interface Submitted {
  count: number;
  driven: Driven;
  lost: string[];
}

/** As a crowd alone. Undefined when no report is left that could be submitted. */
export async function submitMany(world: World, server: BenchServer, driver: Driver, count: number): Promise<Submitted | undefined> {
  const reports = await openReports(world, count);
  if (reports.length === 0) return undefined;
  const drafts = await fillDrafts(world, reports);
  // Filling leaves mails to send, too.
  await world.untilJobsDone();
  const before = await traces(world);
  const driven = await submitAll(world, server, driver, drafts);
  return { count: drafts.length, driven, lost: missingTraces(before, await traces(world), drafts.length) };
}

const submitAll = (world: World, server: BenchServer, driver: Driver, drafts: readonly Draft[]): Promise<Driven> =>
  driver.drive(server, { connections: 16, orders: drafts.map(sending) }, { expected: 303, untilDone: world.untilJobsDone });

const sending = ({ reportId, visitor }: Draft): Order =>
  post(visitor, `/reports/${reportId}/check`, { base: '0', key: newKey(), confirmed: 'yes' });

type Traces = Record<'submissions' | 'audit' | 'log' | 'jobs', number>;

/** What is not there, or there too often, after so many submissions. */
export const missingTraces = (before: Traces, after: Traces, sent: number): string[] =>
  (Object.keys(after) as (keyof Traces)[]).flatMap((name) => {
    const missing = sent - (after[name] - before[name]);
    return missing === 0 ? [] : [`${missing} of ${name}`];
  });

/** What each submission must have left behind exactly once. */
async function traces({ database }: World): Promise<Traces> {
  const [row] = await rowsOf<Traces>(
    database.db,
    sql`select (select count(*)::int from submission s join report r on r.id = s.report_id where r.stage_key = ${stage}) as submissions,
      (select count(*)::int from audit_event where action = 'incidents.submitReport') as audit,
      (select count(*)::int from incident_access where action = 'submitted') as log,
      (select count(*)::int from job where name like '%announce%') as jobs`,
  );
  return row ?? { submissions: 0, audit: 0, log: 0, jobs: 0 };
}

/** Reports nobody has begun, of ongoing incidents, each of another operator as far as there are enough. */
async function openReports({ database }: World, count: number): Promise<{ id: string; n: number }[]> {
  return rowsOf(
    database.db,
    sql`select r.id, n from generate_series(10, 200000, 10) n join report r on r.id = ${idOf(3, sql`n * 8 + 2`)}
      where not exists (select 1 from submission s where s.report_id = r.id) and not exists (select 1 from draft d where d.report_id = r.id)
      order by n limit ${count}`,
  );
}

/** Drafts of those reports, each a copy of one whose every question is answered. */
async function fillDrafts(world: World, reports: readonly { id: string; n: number }[]): Promise<Draft[]> {
  const { db } = world.database;
  const { actor } = await world.makeThorough(1);
  const { incidents } = await openFile(world.app, actor);
  const sample = await fillDraft(world.app, actor, incidents.nis2 ?? '', stage, { isThorough: true });
  const ids = sql.param(reports.map(({ id }) => id));
  await db.execute(sql`
    insert into draft (id, report_id, form_version_id, base_no, created_at, saved_at, saved_by_name, expires_at)
    select gen_random_uuid(), r.id, d.form_version_id, d.base_no, d.created_at, d.saved_at, d.saved_by_name, d.expires_at
    from draft d cross join unnest(${ids}::uuid[]) r (id) where d.report_id = ${sample.reportId}`);
  await db.execute(sql`
    insert into draft_answer (draft_id, question_key, value, updated_at)
    select d.id, a.question_key, a.value, a.updated_at from draft d cross join draft_answer a join draft o on o.id = a.draft_id
    where o.report_id = ${sample.reportId} and d.report_id = any(${ids}::uuid[])`);
  for (const table of ['draft', 'draft_answer']) await db.execute(sql.raw(`vacuum analyze ${table}`));
  const drafts: Draft[] = [];
  for (const { id, n } of reports) drafts.push({ reportId: id, visitor: (await operatorOf(world, n)).visitor });
  return drafts;
}
