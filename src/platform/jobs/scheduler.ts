import { Cron } from 'croner';
import { and, eq, gte, lt } from 'drizzle-orm';
import { type Ctx, type SystemDeps, systemCtx } from '../context/ctx.ts';
import type { Tx } from '../db/database.ts';
import { newId } from '../db/ids.ts';
import { scheduleSlot } from '../db/schema.ts';
import { Temporal } from '../time/temporal.ts';
import { enqueue } from './enqueue.ts';
import type { Schedule } from './job.ts';

export interface Scheduler {
  start(): void;
  /** Enqueues what has become due since the last look; answers the names. Any number of schedulers may do so at once. */
  tick(): Promise<string[]>;
  stop(): Promise<void>;
}

/** Slots kept for a look back; only the newest one is needed. */
const keepSlots = Temporal.Duration.from({ hours: 24 * 7 });

type Times = Pick<Schedule, 'cron' | 'zone'>;

/** The last run at or before the instant. */
export const newestSlot = (schedule: Times, now: Temporal.Instant): Temporal.Instant | undefined => pastSlots(schedule, now, 1)[0];

/** The last runs at or before the instant, newest first. */
export function pastSlots(schedule: Times, now: Temporal.Instant, count: number): Temporal.Instant[] {
  const cron = new Cron(schedule.cron, { timezone: schedule.zone, mode: '5-part', paused: true });
  // A millisecond on, because croner leaves out a run at exactly the reference.
  const runs = cron.previousRuns(count, now.add({ milliseconds: 1 }).toString());
  return runs.map((run) => Temporal.Instant.fromEpochMilliseconds(run.getTime()));
}

/** @throws when two schedules share a name, or a cron expression or zone is not one. */
export function createScheduler(deps: SystemDeps, schedules: readonly Schedule[], interval = 1_000): Scheduler {
  const names = new Set(schedules.map(({ name }) => name));
  if (names.size !== schedules.length) throw new Error('Two schedules share a name');
  const started = deps.wallClock.now();
  for (const schedule of schedules) newestSlot(schedule, started);
  const handled = new Map<string, Temporal.Instant>();
  let pause = Promise.withResolvers<void>();
  let closed = false;
  let loop: Promise<void> | undefined;

  async function tick(): Promise<string[]> {
    const due: string[] = [];
    for (const schedule of schedules) {
      const slot = newestSlot(schedule, deps.wallClock.now());
      if (!slot || handled.get(schedule.name)?.equals(slot)) continue;
      const ctx = systemCtx(deps, `schedule ${schedule.name}`, newId());
      if (await deps.db.transaction((tx) => takeSlot(tx, ctx, schedule, slot, started))) due.push(schedule.name);
      handled.set(schedule.name, slot);
    }
    return due;
  }

  async function run(): Promise<void> {
    while (!closed) {
      pause = Promise.withResolvers();
      await tick().catch((error: unknown) => deps.log.warn({ err: error }, 'could not look at the schedules'));
      const timer = setTimeout(pause.resolve, interval);
      await pause.promise;
      clearTimeout(timer);
    }
  }

  return {
    start() {
      loop ??= run();
    },
    tick,
    async stop() {
      closed = true;
      pause.resolve();
      await loop;
    },
  };
}

/**
 * True when this scheduler claimed the slot and enqueued its job. After an outage only the newest missed slot is claimed, and an
 * older one never after a newer one. A schedule seen for the first time starts with its next slot: nothing of it was missed.
 */
async function takeSlot(tx: Tx, ctx: Ctx, schedule: Schedule, slot: Temporal.Instant, started: Temporal.Instant): Promise<boolean> {
  const { name } = schedule;
  const known = await tx.select({ dueAt: scheduleSlot.dueAt }).from(scheduleSlot).where(eq(scheduleSlot.name, name)).limit(1);
  const isFirst = known.length === 0 && Temporal.Instant.compare(slot, started) <= 0;
  const taken = await tx
    .select({ dueAt: scheduleSlot.dueAt })
    .from(scheduleSlot)
    .where(and(eq(scheduleSlot.name, name), gte(scheduleSlot.dueAt, slot)))
    .limit(1);
  if (taken.length > 0) return false;
  const claimed = await tx
    .insert(scheduleSlot)
    .values({ name, dueAt: slot, claimedAt: ctx.wallClock.now() })
    .onConflictDoNothing()
    .returning();
  if (claimed.length === 0 || isFirst) return false;
  await tx.delete(scheduleSlot).where(and(eq(scheduleSlot.name, name), lt(scheduleSlot.dueAt, slot.subtract(keepSlots))));
  // One waiting run is enough: when the workers are behind, the slots do not pile up.
  await enqueue(tx, ctx, schedule.job, {}, { dedupeKey: `schedule:${name}` });
  return true;
}
