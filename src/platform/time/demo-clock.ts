import { eq } from 'drizzle-orm';
import type { Database, Tx } from '../db/database.ts';
import { setting } from '../db/schema.ts';
import { type Clock, systemClock } from './clock.ts';
import { Temporal } from './temporal.ts';

const key = 'demo.clockOffsetMs';

/** The tester's clock: moves deadlines and reminders only (decisions.md D14). Only demo, development and tests have one. */
export interface MovableClock extends Clock {
  offset(): Temporal.Duration;
  /** Sets how far the domain's time is ahead; kept across restarts when called inside a committed transaction. */
  move(tx: Tx, ahead: Temporal.Duration): Promise<void>;
  /** Takes over what another process has set. */
  follow(): Promise<void>;
}

export async function loadMovableClock(db: Database, wall: Clock = systemClock): Promise<MovableClock> {
  const read = async () => {
    const [row] = await db.select({ value: setting.value }).from(setting).where(eq(setting.key, key));
    return typeof row?.value === 'number' ? row.value : 0;
  };
  let offsetMs = await read();
  return {
    async follow() {
      offsetMs = await read();
    },
    now: () => wall.now().add({ milliseconds: offsetMs }),
    offset: () => Temporal.Duration.from({ milliseconds: offsetMs }),
    async move(tx, ahead) {
      const value = ahead.total('milliseconds');
      const changedAt = wall.now();
      await tx.insert(setting).values({ key, value, changedAt }).onConflictDoUpdate({ target: setting.key, set: { value, changedAt } });
      offsetMs = value;
    },
  };
}
