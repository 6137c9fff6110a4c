/** The budgets of the product, measured on a country of 2,000 operators. Figures are printed; nothing fails because of one. */
import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { inRoot } from '../scripts/support/root.mjs';
import { SmtpRelay } from '../src/platform/testing/smtp-relay.ts';
import { systemClock } from '../src/platform/time/clock.ts';
import { measureDocuments } from './documents.ts';
import { type Driven, type Driver, startDriver } from './drive.ts';
import { measureEmbedded } from './embedded.ts';
import { type ListTime, listDetails, listLines, measureLists } from './lists.ts';
import { measurePages, type People, pagesOf, signInPeople } from './pages.ts';
import { explainLists } from './plans.ts';
import { report } from './report.ts';
import { type Line, megabytes, seconds } from './results.ts';
import { type BenchServer, productionSettings, startBenchServer } from './server.ts';
import { measureSubmit } from './submit.ts';
import { anonymous, get, type Visitor } from './visitor.ts';
import { openWorld, type World } from './world.ts';

/** What can be asked for alone: `npm run bench -- --again list`. `sizes` fills up to 100,000 incidents. */
export const parts = ['load', 'pages', 'submit', 'documents', 'sizes', 'embedded'];
const size = 20_000;

interface Options {
  databaseUrl: string;
  wanted: readonly string[];
  writes: boolean;
  isAgain: boolean;
  command: string;
}

interface Site {
  world: World;
  server: BenchServer;
  driver: Driver;
  people: People;
}

export async function runBench({ databaseUrl, wanted, writes, isAgain, command }: Options): Promise<void> {
  // Read before the bench adds its own.
  const loadBefore = loadavg()[0] ?? 0;
  const lines: Line[] = [];
  const times: ListTime[] = [];
  let details: string[][] = [];
  let plans: string[][] = [];
  const started = performance.now();
  const say = (words: string) => console.log(`${seconds(performance.now() - started).padStart(8)}  ${words} ...`);
  const add = (...measured: Line[]) => {
    lines.push(...measured);
    for (const { what, figure } of measured) console.log(`          ${what}: ${figure}`);
  };
  const has = (part: string) => wanted.includes(part);
  const world = await openWorld(databaseUrl, isAgain);
  const relay = new SmtpRelay();
  await relay.open();
  const settings = productionSettings(databaseUrl, relay.port);
  const driver = startDriver(world);
  const people = await signInPeople(world);
  const open = async (): Promise<Site> => ({ world, driver, people, server: await startBenchServer(settings) });
  const grow = async (count: number, options?: { isBare: boolean }) => {
    say(`Filling up to ${count.toLocaleString('en')} incidents`);
    await world.growTo(count, options);
  };

  if (has('sizes') && !isAgain) {
    await grow(1_000);
    const { server } = await open();
    times.push(...(await measureLists(server, people, 1_000)));
    await server.stop();
  }
  await grow(size);
  const counts = await countsOf(world);
  const site = await open();
  const { server } = site;
  const startedIn = server.startedIn;
  add({ what: 'start on existing data', budget: '< 3 s', figure: seconds(startedIn), isMet: startedIn < 3_000 });
  if (has('load')) {
    say('Loading');
    add(...(await measureLoad(site)));
  }
  if (has('pages')) {
    say('Opening every page');
    const measured = await measurePages(server, await pagesOf(world, people));
    add(...measured.lines);
    details = measured.details;
    plans = await explainLists(world, people);
  }
  if (has('sizes')) times.push(...(await measureLists(server, people, size, driver)));
  if (has('submit')) {
    say('Filling and submitting reports');
    add(...(await measureSubmit(world, server, driver, 1_100)));
  }
  if (has('documents')) {
    say('Making documents');
    add(...(await measureDocuments(world, server)));
    add({ what: 'export 20,000 incidents to XLSX', budget: '< 20 s', figure: 'there is no export yet', isMet: undefined });
  }
  const { peak } = driver;
  if (peak > 0)
    add({ what: 'memory of the web process, highest under load', budget: '< 200 MB', figure: megabytes(peak), isMet: peak < 200 });
  if (has('sizes')) {
    await grow(100_000, { isBare: true });
    times.push(...(await measureLists(server, people, 100_000)));
    add(...listLines(times));
  }
  await server.stop();
  driver.stop();
  if (has('embedded')) {
    say('Starting the demo on the embedded database');
    add(...(await measureEmbedded()));
  }
  const versions = await versionsOf(world);
  await world.close();
  await relay.close();
  const text = report({ lines, details, lists: listDetails(times), plans, counts, versions, command, loadBefore, date: dateOf() });
  if (writes) writeFileSync(inRoot('bench', 'RESULTS.md'), text);
  console.log(`\n${text}`);
}

async function measureLoad({ server, driver, people }: Site): Promise<Line[]> {
  const load = async (what: string, visitor: Visitor, path: string, atLeast: number, p99?: number): Promise<Line> => {
    const order = get(visitor, path);
    await driver.drive(server, { connections: 16, seconds: 2, orders: [order] });
    const driven = await driver.drive(server, { connections: 16, seconds: 8, orders: [order] });
    return {
      what: `${what}, 16 connections`,
      budget: `>= ${atLeast.toLocaleString('en')}/s${p99 ? `, p99 < ${p99} ms` : ''}`,
      figure: `${Math.round(driven.perSecond).toLocaleString('en')}/s, p50 ${driven.p50} ms, p99 ${driven.p99} ms; ${costOf(driven)}`,
      isMet: driven.perSecond >= atLeast && (p99 === undefined || driven.p99 < p99),
      cpu: driven.cpu,
    };
  };
  return [
    await load('sign-in page', anonymous, '/sign-in', 2_000),
    await load('home with session and work list, operator', people.operator, '/', 800),
    await load('home with session and work list, regulator', people.administrator, '/', 800),
    await load('incident list, regulator', people.administrator, '/incidents', 800, 60),
  ];
}

/** Processor time for one answer, which depends less than the rate on what else the machine does. */
const costOf = ({ cpu, perSecond }: Driven): string =>
  `an answer costs ${((cpu.web * 10) / perSecond).toFixed(1)} ms of web${cpu.postgres === undefined ? '' : ` and ${((cpu.postgres * 10) / perSecond).toFixed(1)} ms of PostgreSQL`}`;

async function countsOf(world: World): Promise<string> {
  const tables = { operator: 'operators', incident: 'incidents', submission: 'submissions', submission_answer: 'answers' };
  const counted = await Promise.all(
    Object.entries(tables).map(async ([name, words]) => `${(await world.count(name)).toLocaleString('en')} ${words}`),
  );
  return counted.join(', ');
}

async function versionsOf({ database }: World): Promise<string> {
  const [row] = await database.session((session) =>
    session.query<Record<'server_version' | 'fsync' | 'synchronous_commit' | 'shared_buffers', string>>(
      `select current_setting('server_version') as server_version, current_setting('fsync') as fsync,
        current_setting('synchronous_commit') as synchronous_commit, current_setting('shared_buffers') as shared_buffers`,
    ),
  );
  return `Node ${process.versions.node}, PostgreSQL ${row?.server_version} (fsync ${row?.fsync}, synchronous_commit ${row?.synchronous_commit}, shared_buffers ${row?.shared_buffers})`;
}

const dateOf = () => systemClock.now().toZonedDateTimeISO('UTC').toPlainDate().toString();
