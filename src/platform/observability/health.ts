import { sql } from 'drizzle-orm';
import { type Database, rowsOf } from '../db/database.ts';
import type { Broker } from '../jobs/broker.ts';
import { countJobs } from '../jobs/manage-jobs.ts';
import { readMaintenance } from '../maintenance/maintenance.ts';
import type { ClockWatch } from './clock-watch.ts';

/** Why a process should get no work; undefined when it should. */
export type Unreadiness = 'starting' | 'draining' | 'database' | 'migrations' | 'workers';

/** What one process tells about itself. Nothing secret: monitoring reads it, and what monitoring reads gets around. */
export interface Health {
  notReady(): Promise<Unreadiness | undefined>;
  details(): Promise<Record<string, unknown>>;
  /** In OpenMetrics. */
  metrics(): Promise<string>;
}

/** Milliseconds the database may take to answer. */
const patience = 1_000;

/** Away, too slow, or not (yet) as this version of the program needs it. Later migrations than ours do no harm. */
export async function databaseProblem(db: Database, expected: readonly string[]): Promise<'database' | 'migrations' | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), patience);
  try {
    const rows = await Promise.race([rowsOf<{ name: string }>(db, sql`select name from migration`), late]);
    if (!rows) return 'database';
    const applied = new Set(rows.map(({ name }) => name));
    return expected.every((name) => applied.has(name)) ? undefined : 'migrations';
  } catch {
    return 'database';
  } finally {
    clearTimeout(timer);
  }
}

interface HealthDeps {
  role: string;
  version: string;
  db: Database;
  /** Names of the migrations this program was made with. */
  migrations: readonly string[];
  broker: Broker;
  isDraining(): boolean;
  clock: Pick<ClockWatch, 'skew'>;
  metrics(): Promise<string>;
}

export function createHealth({ role, version, db, migrations, broker, isDraining, clock, metrics }: HealthDeps): Health {
  return {
    metrics,
    notReady: async () => (isDraining() ? 'draining' : databaseProblem(db, migrations)),
    async details() {
      const started = performance.now();
      const problem = await databaseProblem(db, migrations);
      const milliseconds = Math.round((performance.now() - started) * 10) / 10;
      const database = problem ? { state: problem } : { state: 'up', milliseconds };
      const jobs = problem ? undefined : await countJobs(db).catch(() => undefined);
      const maintenance = problem ? undefined : await readMaintenance(db).catch(() => undefined);
      const state = { draining: isDraining(), database, clock: clock.skew, broker: broker.state, jobs };
      return { ...describeProcess(role, version), ...state, readOnlySince: maintenance?.since.toString() ?? null };
    },
  };
}

export const describeProcess = (role: string, version: string) => ({
  role,
  version,
  node: process.version,
  pid: process.pid,
  uptimeSeconds: Math.round(process.uptime()),
  memoryMegabytes: Math.round(process.memoryUsage().rss / 1_048_576),
});
