/** The budgets of the product, measured on a country of 2,000 operators. Figures are printed; nothing fails because of one. */
import { writeFileSync } from 'node:fs';
import { inRoot } from '../scripts/support/root.mjs';
import { SmtpRelay } from '../src/platform/testing/smtp-relay.ts';
import { systemClock } from '../src/platform/time/clock.ts';
import { measureDocuments } from './documents.ts';
import { type Held, startDriver } from './drive.ts';
import { measureEmbedded } from './embedded.ts';
import { type FrontTime, frontSizes, measureFront, whyNoFront } from './front.ts';
import { type ListTime, listDetails, listLines, measureLists } from './lists.ts';
import { otherWork } from './machine.ts';
import { measurePages, pagesOf, signInPeople } from './pages.ts';
import { explainPages } from './plans.ts';
import { measureRates } from './rates.ts';
import { report } from './report.ts';
import { type Line, megabytes, seconds } from './results.ts';
import { productionSettings, serversOf, startAllInOne, startApart } from './server.ts';
import { measureSignIns } from './sign-ins.ts';
import { measureSubmit } from './submit.ts';
import { openWorld, type World } from './world.ts';

/** What can be asked for alone: `npm run bench -- --again sizes`. `sizes` and `front` fill up to 100,000 incidents. */
export const parts = ['load', 'sign-ins', 'pages', 'submit', 'documents', 'sizes', 'front', 'embedded'];
const [size, largeSize] = frontSizes;

interface Options {
  databaseUrl: string;
  /** Undefined: everything in one process. */
  redisUrl: string | undefined;
  wanted: readonly string[];
  writes: boolean;
  isAgain: boolean;
  command: string;
}

export async function runBench({ databaseUrl, redisUrl, wanted, writes, isAgain, command }: Options): Promise<void> {
  const work = await otherWork();
  const lines: Line[] = [];
  const times: ListTime[] = [];
  const front: FrontTime[] = [];
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
  const settings = productionSettings(databaseUrl, relay.port, redisUrl);
  const start = () => (redisUrl ? startApart(settings) : startAllInOne(settings));
  const driver = startDriver(world);
  const people = await signInPeople(world);
  const grow = async (count: number, options?: { isBare: boolean }) => {
    say(`Filling up to ${count.toLocaleString('en')} incidents`);
    await world.growTo(count, options);
  };
  const measureListsAt = async (count: number) => {
    const fresh = await start();
    times.push(...(await measureLists(fresh, people, count)));
    await fresh.stop();
  };
  const noFront = has('front') ? whyNoFront(redisUrl) : undefined;
  if (noFront) console.log(`Not measured in front: ${noFront}.`);
  const hasFront = has('front') && !noFront;
  const measureFrontAt = async (count: number) => {
    say(`Serving ${count.toLocaleString('en')} incidents through nginx`);
    front.push(...(await measureFront({ world, driver, people, settings }, count)));
  };

  if (has('sizes') && !isAgain) {
    await grow(1_000);
    await measureListsAt(1_000);
  }
  await grow(size);
  const counts = await countsOf(world);
  // A database that was filled before may be the large one already.
  const isSmall = (await world.count('incident')) < largeSize;
  const server = await start();
  const { startedIn } = server;
  add({ what: 'start on existing data', budget: '< 3 s', figure: seconds(startedIn), isMet: startedIn < 3_000 });
  if (has('load')) {
    say('Loading');
    add(...(await measureRates(server, driver, people)));
  }
  if (has('sign-ins')) {
    say('Signing in');
    add(...(await measureSignIns(world, server, driver, people)));
  }
  if (has('pages')) {
    say('Opening every page');
    const measured = await measurePages(server, await pagesOf(world, people));
    add(...measured.lines);
    details = measured.details;
    plans = await explainPages(world, people);
  }
  if (has('sizes') && isSmall) times.push(...(await measureLists(server, people, size, driver)));
  if (has('submit')) {
    say('Filling and submitting reports');
    add(...(await measureSubmit(world, server, driver, 1_100)));
  }
  if (has('documents')) {
    say('Making documents');
    add(...(await measureDocuments(world, server)));
    add({ what: 'export 20,000 incidents to XLSX', budget: '< 20 s', figure: 'there is no export yet', isMet: undefined });
  }
  const held = driver.held.filter(({ member }) => server.members.includes(member));
  if (held.length > 0) add(memoryLine(held, serversOf(server)));
  const processes = held.map(({ member, memory }) => [member.name, megabytes(memory)]);
  await server.stop();
  if (hasFront && isSmall) await measureFrontAt(size);
  if (has('sizes') || hasFront) await grow(largeSize, { isBare: true });
  if (has('sizes')) {
    await measureListsAt(largeSize);
    add(...listLines(times));
  }
  if (hasFront) await measureFrontAt(largeSize);
  driver.stop();
  if (has('embedded')) {
    say('Starting the demo on the embedded database');
    add(...(await measureEmbedded()));
  }
  const versions = await versionsOf(world);
  await world.close();
  await relay.close();
  const isApart = redisUrl !== undefined;
  const lists = listDetails(times);
  const text = report({ lines, details, lists, plans, processes, front, counts, versions, command, isApart, work, date: dateOf() });
  if (writes) writeFileSync(inRoot('bench', 'RESULTS.md'), text);
  console.log(`\n${text}`);
}

/** Of the process that answers requests (docs/decisions/0019); of the process that keeps it, the table of processes tells. */
function memoryLine(held: readonly Held[], servers: readonly number[]): Line {
  const answering = held.filter(({ member }) => servers.includes(member.pid));
  const [share, memory] = [Math.max(...answering.map((one) => one.share)), Math.max(...answering.map((one) => one.memory))];
  return {
    what: 'memory of the web server process, its share, highest under load',
    budget: '< 200 MB',
    figure: `${megabytes(share)}; resident ${megabytes(memory)}, with what processes hold in common counted in full`,
    isMet: share < 200,
  };
}

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
