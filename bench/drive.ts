/** Loads the server from another process and says what it cost. */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { rowsOf } from '../src/platform/db/database.ts';
import { familyOf, isPostgres, memoryOf, memoryOfFamily, shareOf, watchCpu } from './cpu.ts';
import type { LoadResult, LoadTask } from './load.ts';
import { type BenchServer, type Member, serves } from './server.ts';
import type { World } from './world.ts';

/** By what they do. Undefined where there is none: a database on another machine, jobs in the process of the web, no proxy. */
export interface Shared {
  nginx: number | undefined;
  web: number;
  /** Worker and scheduler. */
  jobs: number | undefined;
  postgres: number | undefined;
  load: number;
}

export interface Held {
  member: Member;
  /** The most it held, in MB, resident; of worker and scheduler with the processes they started. */
  memory: number;
  /** The most that was its share, in MB (see `shareOf`); 0 for a process that answers no requests. */
  share: number;
}

export interface Driven extends LoadResult {
  /** Shares of one core in percent while the load lasted. */
  cpu: Shared;
  /** Seconds of processor time for a thousand answers, with the jobs they led to when these were waited for. */
  costs: Shared;
  held: readonly Held[];
  /** In words, what was answered otherwise or not at all: such a rate is none. */
  wrong: readonly string[];
}

interface DriveOptions {
  /** The status of a good answer, or of each of them. */
  expected?: number | readonly number[];
  /** Also counts the work that is left when the last answer is there. */
  untilDone?: () => Promise<void>;
}

export interface Driver {
  /** The most each process ever held under load. */
  readonly held: readonly Held[];
  drive(server: BenchServer, task: Omit<LoadTask, 'address'>, options?: DriveOptions): Promise<Driven>;
  stop(): void;
}

export function startDriver(world: World): Driver {
  const child = fork(join(import.meta.dirname, 'load.ts'));
  const highest = new Map<Member, Held>();
  return {
    get held() {
      return [...highest.values()];
    },
    async drive(server, task, { expected = 200, untilDone } = {}) {
      const watch = await watchShared(world, server, child.pid ?? 0);
      const stopSampling = sampleMemory(server.members);
      const result = await ask(child, { ...task, address: server.address });
      const atEnd = await watch();
      await untilDone?.();
      const used = untilDone ? await watch() : atEnd;
      const held = stopSampling();
      for (const one of held) keepMost(highest, one);
      const answers = Object.values(result.statuses).reduce((sum, count) => sum + count, 0);
      const wrong = wrongAnswers(result, expected);
      if (wrong.length > 0) console.error(`  not as expected: ${wrong.join(', ')}`);
      return {
        ...result,
        cpu: each(atEnd, (value) => (value * 100) / result.seconds),
        costs: each(used, (value) => (value * 1000) / answers),
        held,
        wrong,
      };
    },
    stop: () => child.disconnect(),
  };
}

export function wrongAnswers(
  { statuses, failures }: Pick<LoadResult, 'statuses' | 'failures'>,
  expected: number | readonly number[],
): string[] {
  const others = Object.entries(statuses).filter(([status]) => ![expected].flat().includes(Number(status)));
  return [...others.map(([status, count]) => `${count} answered ${status}`), ...(failures > 0 ? [`${failures} not answered`] : [])];
}

const each = ({ nginx, web, jobs, postgres, load }: Shared, change: (value: number) => number): Shared => ({
  nginx: nginx === undefined ? undefined : change(nginx),
  web: change(web),
  jobs: jobs === undefined ? undefined : change(jobs),
  postgres: postgres === undefined ? undefined : change(postgres),
  load: change(load),
});

/** Seconds since now, of each. */
async function watchShared(world: World, { members }: BenchServer, loadPid: number): Promise<() => Promise<Shared>> {
  const of = (kind: Member['kind']) => {
    const pids = members.filter((member) => member.kind === kind).map(({ pid }) => pid);
    return pids.length === 0 ? undefined : watchCpu(() => pids.flatMap(familyOf));
  };
  const backends = () => backendsOf(world);
  const isHere = (await backends()).length > 0;
  const [nginx, web, jobs, postgres, load] = await Promise.all([
    of('nginx'),
    of('web'),
    of('jobs'),
    isHere ? watchCpu(backends) : undefined,
    watchCpu(() => [loadPid]),
  ]);
  return async () => ({
    nginx: await nginx?.(),
    web: (await web?.()) ?? 0,
    jobs: await jobs?.(),
    postgres: await postgres?.(),
    load: await load(),
  });
}

/** Looks four times a second, at shares, which cost more, once; the function it answers ends it. */
function sampleMemory(members: readonly Member[]): () => Held[] {
  const highest = new Map<Member, Held>();
  const answering = members.filter(({ name }) => name === serves.alone || name === serves.apart);
  const look = () => {
    for (const member of members) {
      keepMost(highest, { member, memory: member.kind === 'jobs' ? memoryOfFamily(member.pid) : memoryOf(member.pid), share: 0 });
    }
  };
  const lookAtShares = () => {
    for (const member of answering) keepMost(highest, { member, memory: 0, share: shareOf(member.pid) });
  };
  const lookAtAll = () => {
    look();
    lookAtShares();
  };
  lookAtAll();
  const sampling = [setInterval(look, 250), setInterval(lookAtShares, 1_000)];
  return () => {
    for (const timer of sampling) clearInterval(timer);
    lookAtAll();
    return [...highest.values()];
  };
}

function keepMost(highest: Map<Member, Held>, { member, memory, share }: Held): void {
  const before = highest.get(member);
  highest.set(member, { member, memory: Math.max(before?.memory ?? 0, memory), share: Math.max(before?.share ?? 0, share) });
}

function ask(child: ChildProcess, task: LoadTask): Promise<LoadResult> {
  const { promise, resolve, reject } = Promise.withResolvers<LoadResult>();
  const onExit = () => reject(new Error('The load generator ended before its time'));
  child.once('exit', onExit);
  child.once('message', (result) => {
    child.off('exit', onExit);
    resolve(result as LoadResult);
  });
  child.send(task);
  return promise;
}

/** The server's connections, and what PostgreSQL does for all of them beside. */
async function backendsOf({ database }: World): Promise<number[]> {
  const rows = await rowsOf<{ pid: number }>(
    database.db,
    sql`select pid from pg_stat_activity where datname = current_database() or backend_type in ('checkpointer', 'walwriter', 'background writer')`,
  );
  return rows.map(({ pid }) => pid).filter(isPostgres);
}
