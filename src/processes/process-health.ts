import type { Drain } from '#platform/http/drain.ts';
import type { Broker } from '#platform/jobs/broker.ts';
import { watchClock } from '#platform/observability/clock-watch.ts';
import { createDatabaseFigures, type FigureSource } from '#platform/observability/database-figures.ts';
import { createHealth, type Health } from '#platform/observability/health.ts';
import { type Runtime, versionOf } from './runtime.ts';

/**
 * What a process that has the database open tells about itself.
 *
 * @param figures of the whole installation; handed in where they are told, which is one kind of process
 */
export function healthOf(
  role: string,
  runtime: Runtime,
  broker: Broker,
  drain: Pick<Drain, 'isDraining'>,
  figures: readonly FigureSource[] = [],
): Health {
  const { config, database, wallClock, log, metrics, migrations } = runtime;
  const version = versionOf(config.root);
  const clock = watchClock({ db: database.db, wallClock, log });
  metrics.watchProcess({ role, version, connections: database.connections, clock });
  const known = figures.length > 0 ? createDatabaseFigures(metrics.registry, figures, { ...runtime, db: database.db }) : undefined;
  return createHealth({
    role,
    version,
    db: database.db,
    migrations,
    broker,
    isDraining: () => drain.isDraining,
    clock,
    async metrics() {
      await known?.refresh();
      return metrics.registry.metrics();
    },
  });
}
