/** The statements that move a job row. Every write of a run carries the fence: still running, and still this attempt. */
import { and, eq, inArray, lte, or, type SQL, sql } from 'drizzle-orm';
import { written } from '../db/columns.ts';
import { type Database, type Reader, rowsOf } from '../db/database.ts';
import { job, setting } from '../db/schema.ts';
import { maintenanceKey } from '../maintenance/maintenance.ts';
import type { Temporal } from '../time/temporal.ts';
import { type Queue, queues } from './job.ts';

export interface ClaimedJob {
  id: string;
  name: string;
  version: number;
  payload: unknown;
  attempts: number;
  maxAttempts: number;
  leaseMs: number;
}

/** Identifies one attempt. Attempts only grow, so a later holder of the job never has the same one. */
export type Fence = Pick<ClaimedJob, 'id' | 'attempts'>;

const isWaiting = (now: Temporal.Instant) => and(eq(job.state, 'queued'), lte(job.runAt, now));
/** Running, says the row, but its runner has been silent for longer than its lease. */
export const isAbandoned = (now: Temporal.Instant): SQL =>
  sql`(${job.state} = 'running' and ${job.heartbeatAt} + ${job.leaseMs} * interval '1 millisecond' < ${sql.param(now, job.heartbeatAt)})`;
const holds = ({ id, attempts }: Fence) => and(eq(job.id, id), eq(job.state, 'running'), eq(job.attempts, attempts));

/** For a statement on another table: whether the attempt still holds its job. */
export const isHeldBy = (fence: Fence): SQL => sql`exists (select 1 from ${job} where ${holds(fence)})`;

/** Due or abandoned jobs, oldest first, so many of each queue that a flood in one does not hide the others. */
export async function findDueJobs(reader: Reader, now: Temporal.Instant, perQueue: number): Promise<{ id: string; queue: Queue }[]> {
  const names = sql.join(
    queues.map((queue) => sql`(${queue}::text)`),
    sql`, `,
  );
  return rowsOf(
    reader,
    sql`select due.id, wanted.queue from (values ${names}) as wanted (queue) cross join lateral (
      select ${job.id} as id from ${job}
      where ${job.queue} = wanted.queue and (${isWaiting(now)} or ${isAbandoned(now)})
      order by ${job.runAt}, ${job.id} limit ${written(perQueue)}) as due`,
  );
}

/** In maintenance only what must go on; the others wait where they are. */
const mayBegin = (goingOn: readonly string[]) =>
  sql`(${inArray(job.name, [...goingOn])} or not exists (select from ${setting} where ${setting.key} = ${maintenanceKey}))`;

/**
 * Takes a due job, or one whose runner went silent. Undefined: someone else has it, it is done, or it waits for the end of maintenance.
 *
 * @param goingOn names of the jobs that do not wait for it
 */
export async function claimJob(
  db: Database,
  id: string,
  now: Temporal.Instant,
  goingOn: readonly string[],
): Promise<ClaimedJob | undefined> {
  const [row] = await db
    .update(job)
    .set({ state: 'running', attempts: sql`${job.attempts} + 1`, heartbeatAt: now, progress: 0, phrase: null })
    .where(and(eq(job.id, id), or(isWaiting(now), isAbandoned(now)), mayBegin(goingOn)))
    .returning({
      id: job.id,
      name: job.name,
      version: job.version,
      payload: job.payload,
      attempts: job.attempts,
      maxAttempts: job.maxAttempts,
      leaseMs: job.leaseMs,
    });
  return row;
}

/** Changes the row if the attempt still holds it; false otherwise. */
async function change(reader: Reader, fence: Fence, values: Partial<Omit<typeof job.$inferInsert, 'maxAttempts'>>): Promise<boolean> {
  const rows = await reader.update(job).set(values).where(holds(fence)).returning({ id: job.id });
  return rows.length === 1;
}

export const markAlive = (reader: Reader, fence: Fence, now: Temporal.Instant) => change(reader, fence, { heartbeatAt: now });

export const markProgress = (reader: Reader, fence: Fence, now: Temporal.Instant, percent: number, phrase: string | undefined) =>
  change(reader, fence, { heartbeatAt: now, progress: Math.round(Math.min(Math.max(percent, 0), 100)), phrase: phrase ?? null });

export const markSucceeded = (reader: Reader, fence: Fence, now: Temporal.Instant) =>
  change(reader, fence, { state: 'succeeded', finishedAt: now, progress: 100, phrase: null, lastError: null });

export const markFailed = (reader: Reader, fence: Fence, now: Temporal.Instant, reason: string) =>
  change(reader, fence, { state: 'failed', finishedAt: now, lastError: reason });

export const putBack = (reader: Reader, fence: Fence, runAt: Temporal.Instant, reason: string) =>
  change(reader, fence, { state: 'queued', runAt, heartbeatAt: null, lastError: reason });

/** Gives the job back unfinished. The attempt is allowed again rather than taken back: the fence needs attempts to grow. */
export async function handBack(reader: Reader, fence: Fence, now: Temporal.Instant): Promise<boolean> {
  const rows = await reader
    .update(job)
    .set({ state: 'queued', runAt: now, heartbeatAt: null, maxAttempts: sql`${job.maxAttempts} + 1` })
    .where(holds(fence))
    .returning({ id: job.id });
  return rows.length === 1;
}
