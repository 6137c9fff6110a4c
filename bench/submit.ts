/** Reports filled in and sent through the pages, and whether every one of them arrived. */
import { sql } from 'drizzle-orm';
import { parseHTML } from 'linkedom';
import { formFields } from '../src/modules/incidents/pages/report/testing/forms.ts';
import { writeToken } from '../src/modules/incidents/services/edit-token.ts';
import { fillDraft, openFile } from '../src/modules/incidents/testing/factories.ts';
import { idOf } from '../src/modules/incidents/testing/large-world-contents.ts';
import { rowsOf } from '../src/platform/db/database.ts';
import type { Driver } from './drive.ts';
import { operatorOf } from './pages.ts';
import { type Line, milliseconds, percentile } from './results.ts';
import type { BenchServer } from './server.ts';
import { type Fields, get, newKey, type Order, post, sendExpecting, signIn, type Visitor } from './visitor.ts';
import type { World } from './world.ts';

const stage = 'incident-notification';

interface Draft {
  reportId: string;
  visitor: Visitor;
}

export async function measureSubmit(world: World, server: BenchServer, driver: Driver, count: number): Promise<Line[]> {
  const sections = await sectionsOfSample(world, server);
  const reports = await openReports(world, count);
  const drafts: Draft[] = [];
  const started = performance.now();
  for (let at = 0; at < reports.length; at += 8)
    drafts.push(...(await Promise.all(reports.slice(at, at + 8).map((report) => fillThroughPages(world, server, report, sections)))));
  console.log(
    `  ${drafts.length} drafts filled through ${sections.length + 1} pages each in ${Math.round((performance.now() - started) / 1000)} s`,
  );
  const before = await traces(world);
  const alone = drafts.slice(0, 100);
  const times: number[] = [];
  for (const draft of alone) times.push((await sendExpecting(server.address, 303, sending(draft))).milliseconds);
  const crowd = drafts.slice(100);
  const driven = await driver.drive(server, { connections: 16, orders: crowd.map(sending) }, 303);
  const after = await traces(world);
  const lost = Object.entries(after).flatMap(([name, now]) => {
    const missing = drafts.length - (now - (before[name as keyof typeof before] ?? 0));
    return missing === 0 ? [] : [`${missing} of ${name}`];
  });
  const p50 = percentile(times, 0.5);
  return [
    { what: 'submit a report, unloaded', budget: 'p50 < 50 ms', figure: `p50 ${milliseconds(p50)}`, isMet: p50 < 50 },
    {
      what: `submit ${crowd.length} reports, 16 connections`,
      budget: '>= 100/s, none lost',
      figure: `${Math.round(driven.perSecond)}/s for ${Math.round(driven.seconds)} s, p50 ${driven.p50} ms, p99 ${driven.p99} ms, ${lost.length === 0 ? 'none lost' : `lost: ${lost.join(', ')}`}`,
      isMet: driven.perSecond >= 100 && lost.length === 0,
      cpu: driven.cpu,
    },
  ];
}

const sending = ({ reportId, visitor }: Draft): Order =>
  post(visitor, `/reports/${reportId}/check`, { base: '0', key: newKey(), confirmed: 'yes' });

/** What each submission must have left behind exactly once. */
async function traces({ database }: World) {
  const [row] = await rowsOf<Record<'submissions' | 'audit' | 'log' | 'jobs', number>>(
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

async function fillThroughPages(
  world: World,
  server: BenchServer,
  report: { id: string; n: number },
  sections: readonly { address: string; fields: Fields }[],
): Promise<Draft> {
  const { visitor } = await operatorOf(world, report.n);
  const page = `/reports/${report.id}`;
  await sendExpecting(server.address, 303, post(visitor, page, { intent: 'start' }));
  for (const { address, fields } of sections)
    await sendExpecting(server.address, 303, post(visitor, `${page}/sections/${address}`, fields));
  return { reportId: report.id, visitor };
}

/** The sections of one filled draft as the pages show them: what a browser would send for every other report of the stage. */
async function sectionsOfSample(world: World, server: BenchServer): Promise<{ address: string; fields: Fields }[]> {
  const { actor } = await world.makeThorough(1);
  const { incidents } = await openFile(world.app, actor);
  const { reportId } = await fillDraft(world.app, actor, incidents.nis2 ?? '', stage, { isThorough: true });
  const visitor = await signIn(world, actor.accountId, actor.organisation?.id);
  const show = async (path: string) => parseHTML((await sendExpecting(server.address, 200, get(visitor, path))).body.toString('utf8'));
  const { document } = await show(`/reports/${reportId}`);
  const links = [...document.querySelectorAll('main a')].map((link) => link.getAttribute('href') ?? '');
  const addresses = new Set(links.flatMap((href) => /\/sections\/([a-z0-9-]+)/.exec(href)?.[1] ?? []));
  const sections = [];
  for (const address of addresses) {
    const shown = await show(`/reports/${reportId}/sections/${address}`);
    const fields = formFields({ document: shown.document });
    // In a new draft nothing was stored before.
    for (const name of Object.keys(fields)) if (name.startsWith('_v.')) fields[name] = writeToken(0, null);
    sections.push({ address, fields: { ...fields, _next: 'list' } });
  }
  return sections;
}
