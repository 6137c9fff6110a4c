import type { Database } from '../db/database.ts';
import type { Logger } from '../observability/logger.ts';
import type { Clock } from '../time/clock.ts';
import type { Broker } from './broker.ts';
import { findDueJobs } from './job-rows.ts';

export interface Sweeper {
  start(): void;
  /** Publishes what is due at once, e.g. after a request that changed something. Cheap, safe anywhere, never needed. */
  wake(): void;
  stop(): Promise<void>;
}

interface SweeperDeps {
  db: Database;
  wallClock: Clock;
  log: Logger;
}

/** Jobs of one queue that are published at once at most: enough to keep the broker busy, few enough to read every second. */
export const perQueue = 50;

/**
 * Tells the broker which rows are due: those that were never published, those it lost, those whose runner fell silent.
 * Without an `interval` (milliseconds) it looks only when woken, for a process that does not run jobs itself.
 */
export function createSweeper({ db, wallClock, log }: SweeperDeps, broker: Broker, interval?: number): Sweeper {
  let closed = false;
  let woken = Promise.withResolvers<void>();
  let sweeping: Promise<void> | undefined;

  // The loop awaits instead of being called: a wake from inside someone's transaction must not run queries in it.
  async function sweep(): Promise<void> {
    while (!closed) {
      woken = Promise.withResolvers();
      try {
        for (const { id, queue } of await findDueJobs(db, wallClock.now(), perQueue)) broker.publish(id, queue);
      } catch (error) {
        log.warn({ err: error }, 'could not look for due jobs');
      }
      const timer = interval === undefined ? undefined : setTimeout(woken.resolve, interval);
      await woken.promise;
      clearTimeout(timer);
    }
  }

  return {
    start() {
      sweeping ??= sweep();
    },
    wake: () => woken.resolve(),
    async stop() {
      closed = true;
      woken.resolve();
      await sweeping;
    },
  };
}
