import type { Database } from '../db/database.ts';
import type { Clock } from '../time/clock.ts';
import { type ClockSkew, isSkewed, measureClockSkew } from './clock-skew.ts';
import type { Logger } from './logger.ts';

/** Compares this machine's clock with the database's, again and again (operations.md O16, check 33). */
export interface ClockWatch {
  /** Of the last look; undefined before it, or when the database was away. */
  readonly skew: ClockSkew | undefined;
  look(): Promise<void>;
}

/** Milliseconds between two looks. */
const pause = 60_000;

/** Looks at once and then every minute. It never keeps the process alive. */
export function watchClock({ db, wallClock, log }: { db: Database; wallClock: Clock; log: Logger }): ClockWatch {
  let skew: ClockSkew | undefined;
  async function look(): Promise<void> {
    try {
      skew = await measureClockSkew(db, wallClock);
      if (isSkewed(skew)) log.warn({ event: 'clockSkew', ...skew }, 'the clocks of this machine and of the database differ');
    } catch {
      // Health tells that the database is away; of the clock nothing is known meanwhile.
      skew = undefined;
    }
  }
  void look();
  setInterval(() => void look(), pause).unref();
  return {
    get skew() {
      return skew;
    },
    look,
  };
}
