/** The platform as people meet it: nginx with TLS before one and before two web servers, in a small and in a large country. */
import { FrontProxy, missing, Premises } from '../e2e/front/support/proxy.ts';
import { ensureBuilt } from '../scripts/support/built.mjs';
import { freePort } from '../scripts/support/server.mjs';
import type { Driven, Driver, Shared } from './drive.ts';
import type { People } from './pages.ts';
import { megabytes, milliseconds, perSecond } from './results.ts';
import { type BenchServer, serversOf, startApart } from './server.ts';
import { submitMany } from './submit.ts';
import { get, type Visitor } from './visitor.ts';
import type { World } from './world.ts';

/** How many incidents there are when it is measured, and how many web servers. */
export const frontSizes = [20_000, 100_000] as const;
const webServers = [1, 2];
const connections = 16;
/** Reports for each number of web servers. A country of 20,000 incidents has 2,000 to submit; `submit` takes 1,100 before. */
const submissions = 400;

export interface FrontTime {
  size: number;
  servers: number;
  what: string;
  /** What was answered otherwise, and what was not found afterwards of what was sent. */
  wrong: readonly string[];
  driven: Pick<Driven, 'perSecond' | 'p50' | 'p99' | 'costs'>;
  /** The most each web server held, in MB. */
  memory: readonly number[];
}

/** Undefined when it can be measured here. */
export const whyNoFront = (redisUrl: string | undefined): string | undefined =>
  redisUrl ? missing('nginx') : 'Redis is not installed here, and several web servers need it';

interface Measuring {
  world: World;
  driver: Driver;
  people: People;
  settings: Record<string, string>;
}

export async function measureFront({ world, driver, people, settings }: Measuring, size: number): Promise<FrontTime[]> {
  await ensureBuilt();
  const premises = new Premises();
  const forget = () => premises.close();
  process.once('exit', forget);
  premises.publish('release');
  const times: FrontTime[] = [];
  for (const servers of webServers) {
    const { server, stop } = await startBehindNginx(premises, settings, servers);
    const add = (what: string, driven: Driven, lost: readonly string[] = []) =>
      times.push({ size, servers, what, driven, wrong: [...driven.wrong, ...lost], memory: memoryOfServers(server, driven) });
    const load = async (what: string, visitor: Visitor, path: string) => {
      const orders = [get(visitor, path)];
      await driver.drive(server, { connections, seconds: 2, orders });
      add(what, await driver.drive(server, { connections, seconds: 6, orders }));
    };
    await load('list, regulator', people.administrator, '/incidents');
    await load('home, operator', people.operator, '/');
    const sent = await submitMany(world, server, driver, submissions);
    if (sent)
      add(
        `submit ${sent.count} reports`,
        sent.driven,
        sent.lost.map((words) => `lost ${words}`),
      );
    else console.error('  every report of this database has been submitted before: none is left to measure');
    await stop();
  }
  premises.close();
  process.off('exit', forget);
  return times;
}

async function startBehindNginx(premises: Premises, settings: Record<string, string>, servers: number) {
  const https = await freePort();
  const apart = await startApart({ ...settings, APP_BASE_URL: `https://localhost:${https}` }, servers);
  const proxy = await FrontProxy.start('nginx', premises, apart.address, { https, crowd: true });
  const end = () => void proxy.stop();
  process.once('exit', end);
  const server: BenchServer = {
    ...apart,
    address: proxy.address,
    members: [...apart.members, { name: 'nginx', kind: 'nginx', pid: proxy.pid }],
  };
  return {
    server,
    async stop() {
      await proxy.stop();
      process.off('exit', end);
      await apart.stop();
    },
  };
}

const memoryOfServers = (server: BenchServer, { held }: Driven): number[] =>
  serversOf(server).map((pid) => held.find(({ member }) => member.pid === pid)?.memory ?? Number.NaN);

const kinds = ['nginx', 'web', 'jobs', 'postgres'] as const satisfies readonly (keyof Shared)[];

export const frontHead = [
  ...['Incidents', 'Web servers', 'What', 'Rate', 'p50', 'p99', 'nginx', 'Web', 'Worker, scheduler', 'PostgreSQL'],
  'Memory of each web server',
];

export const frontDetails = (times: readonly FrontTime[]): string[][] =>
  times.map(({ size, servers, what, driven, wrong, memory }) => [
    size.toLocaleString('en'),
    String(servers),
    wrong.length > 0 ? `${what}: **${wrong.join(', ')}**` : what,
    perSecond(driven.perSecond),
    milliseconds(driven.p50),
    milliseconds(driven.p99),
    ...kinds.map((kind) => cpuSeconds(driven.costs[kind])),
    memory.map(megabytes).join(', '),
  ]);

const cpuSeconds = (value: number | undefined) => (value === undefined ? 'elsewhere' : `${value.toFixed(2)} s`);

export const growthHead = ['What', 'Web servers', 'Rate', 'p50', 'CPU of all', 'Memory of the largest web server'];

/** What was measured in the small country against the same in the large one; nothing of what was measured in one only. */
export function frontGrowth(times: readonly FrontTime[]): string[][] {
  const [small, large] = frontSizes;
  return times
    .filter(({ size }) => size === small)
    .flatMap((before) => {
      const after = times.find(({ size, servers, what }) => size === large && servers === before.servers && what === before.what);
      if (!after) return [];
      const of = (measure: (time: FrontTime) => number, words: (value: number) => string) => growth(measure(before), measure(after), words);
      return [
        [
          before.what,
          String(before.servers),
          of(({ driven }) => driven.perSecond, perSecond),
          of(({ driven }) => driven.p50, milliseconds),
          of(({ driven }) => sumOf(driven.costs), cpuSeconds),
          of(({ memory }) => Math.max(...memory), megabytes),
        ],
      ];
    });
}

const sumOf = (costs: Shared): number => kinds.reduce((sum, kind) => sum + (costs[kind] ?? 0), 0);

const growth = (before: number, after: number, words: (value: number) => string) =>
  `${words(before)} to ${words(after)}: ${(after / before).toFixed(2)}x`;
