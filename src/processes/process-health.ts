import type { Drain } from '#platform/http/drain.ts';
import type { Broker } from '#platform/jobs/broker.ts';
import { watchClock } from '#platform/observability/clock-watch.ts';
import { createHealth, type Health } from '#platform/observability/health.ts';
import { type Runtime, versionOf } from './runtime.ts';

/** What a process that has the database open tells about itself. */
export const healthOf = (role: string, runtime: Runtime, broker: Broker, drain: Pick<Drain, 'isDraining'>): Health =>
  createHealth({
    role,
    version: versionOf(runtime.config.root),
    db: runtime.database.db,
    migrations: runtime.migrations,
    broker,
    isDraining: () => drain.isDraining,
    clock: watchClock({ db: runtime.database.db, wallClock: runtime.wallClock, log: runtime.log }),
  });
