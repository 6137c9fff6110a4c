/** Loads the server from another process and says what it cost. */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { rowsOf } from '../src/platform/db/database.ts';
import { isPostgres, memoryOf, watchCpu } from './cpu.ts';
import type { LoadResult, LoadTask } from './load.ts';
import type { BenchServer } from './server.ts';
import type { World } from './world.ts';

export interface Driven extends LoadResult {
  /** Shares of one core in percent; undefined for a database on another machine. */
  cpu: { web: number; postgres: number | undefined; load: number };
  /** The most the web process held, in MB. */
  memory: number;
}

export interface Driver {
  /** The most the web process ever held under load. */
  readonly peak: number;
  drive(server: BenchServer, task: Omit<LoadTask, 'address'>, expected?: number): Promise<Driven>;
  stop(): void;
}

export function startDriver(world: World): Driver {
  const child = fork(join(import.meta.dirname, 'load.ts'));
  let peak = 0;
  return {
    get peak() {
      return peak;
    },
    async drive(server, task, expected = 200) {
      const backends = await backendsOf(world);
      const watches = [[server.pid], backends, [child.pid ?? 0]].map(watchCpu);
      let memory = memoryOf(server.pid);
      const sampling = setInterval(() => {
        memory = Math.max(memory, memoryOf(server.pid));
      }, 250);
      const result = await ask(child, { ...task, address: server.address });
      clearInterval(sampling);
      peak = Math.max(peak, memory);
      const [web = 0, postgres = 0, load = 0] = watches.map((since) => since());
      const wrong = Object.keys(result.statuses).filter((status) => Number(status) !== expected);
      if (wrong.length > 0 || result.failures > 0)
        console.error(`  not as expected: ${JSON.stringify(result.statuses)}, ${result.failures} failures`);
      return { ...result, cpu: { web, postgres: backends.length > 0 ? postgres : undefined, load }, memory };
    },
    stop: () => child.disconnect(),
  };
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
