/** What an administrator does with jobs: look, try again, cancel. Payloads are never shown (decisions.md D16). The caller checks the right. */
import { and, desc, eq, inArray, lt, or, sql } from 'drizzle-orm';
import { writeAudit } from '../audit/write-audit.ts';
import type { Ctx } from '../context/ctx.ts';
import { type Reader, type Tx, violatedConstraint } from '../db/database.ts';
import { job, type jobStates } from '../db/schema.ts';
import type { Temporal } from '../time/temporal.ts';
import type { JobRegistry } from './job-registry.ts';
import { isAbandoned } from './job-rows.ts';
import { type ReadJob, readStoredJob } from './read-stored-job.ts';

export type JobState = (typeof jobStates)[number];

export interface JobSummary {
  id: string;
  name: string;
  queue: string;
  state: JobState;
  attempts: number;
  maxAttempts: number;
  progress: number;
  phrase: string | null;
  lastError: string | null;
  createdAt: Temporal.Instant;
  runAt: Temporal.Instant;
  finishedAt: Temporal.Instant | null;
}

/** The job is not in a state that allows what was asked; the message says why, for people. */
export class JobStateError extends Error {}

const summary = {
  id: job.id,
  name: job.name,
  queue: job.queue,
  state: job.state,
  attempts: job.attempts,
  maxAttempts: job.maxAttempts,
  progress: job.progress,
  phrase: job.phrase,
  lastError: job.lastError,
  createdAt: job.createdAt,
  runAt: job.runAt,
  finishedAt: job.finishedAt,
};

/** Newest first. `before` is the id of the last row of the page before. */
export async function listJobs(
  reader: Reader,
  { state, name, before, limit = 50 }: { state?: JobState; name?: string; before?: string; limit?: number } = {},
): Promise<JobSummary[]> {
  return reader
    .select(summary)
    .from(job)
    .where(and(state && eq(job.state, state), name ? eq(job.name, name) : undefined, before ? lt(job.id, before) : undefined))
    .orderBy(desc(job.id))
    .limit(limit);
}

/** Due for this long and still not begun: no runner looks at it. */
const stuckHours = 1;

/** Jobs that nobody works on though they are due, newest first: those of a runner that fell silent, and those no runner took. */
export async function listStuckJobs(reader: Reader, now: Temporal.Instant, limit: number): Promise<JobSummary[]> {
  const isForgotten = and(eq(job.state, 'queued'), lt(job.runAt, now.subtract({ hours: stuckHours })));
  return reader
    .select(summary)
    .from(job)
    .where(or(isForgotten, isAbandoned(now)))
    .orderBy(desc(job.id))
    .limit(limit);
}

/** For the page that waits for a job, and for commands. */
export async function readJob(reader: Reader, id: string): Promise<JobSummary | undefined> {
  const [row] = await reader.select(summary).from(job).where(eq(job.id, id));
  return row;
}

const jobCounts = { queued: 0, running: 0, succeeded: 0, failed: 0, cancelled: 0 };

/** Rows in each state, for health details and metrics. */
export async function countJobs(reader: Reader): Promise<Record<JobState, number>> {
  const rows = await reader
    .select({ state: job.state, count: sql`count(*)`.mapWith(Number) })
    .from(job)
    .groupBy(job.state);
  return { ...jobCounts, ...Object.fromEntries(rows.map(({ state, count }) => [state, count])) };
}

/** Attempts a job gets when a person asks to try it again. */
const furtherAttempts = 3;

/** @throws JobStateError unless the job failed or was cancelled, or when the same work waits already. */
export async function retryJob(ctx: Ctx, id: string): Promise<void> {
  const now = ctx.wallClock.now();
  try {
    await ctx.db.transaction(async (tx) => {
      const [row] = await tx
        .update(job)
        .set({ state: 'queued', runAt: now, heartbeatAt: null, finishedAt: null, maxAttempts: sql`${job.attempts} + ${furtherAttempts}` })
        .where(and(eq(job.id, id), inArray(job.state, ['failed', 'cancelled'])))
        .returning({ name: job.name });
      if (!row) throw await refusal(tx, id, 'Only a failed or cancelled job can be tried again');
      await writeAudit(tx, ctx, { action: 'jobs.retry', subjectKind: 'job', subjectId: id, detail: { name: row.name } });
    });
  } catch (error) {
    if (violatedConstraint(error) === 'job_dedupe') throw new JobStateError('The same work is already waiting in another job');
    throw error;
  }
}

/** A running job is told at its next heartbeat; what it writes after this moment is refused. @throws JobStateError */
export async function cancelJob(ctx: Ctx, registry: JobRegistry, id: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .update(job)
      .set({ state: 'cancelled', finishedAt: ctx.wallClock.now() })
      .where(and(eq(job.id, id), inArray(job.state, ['queued', 'running'])))
      .returning({ name: job.name, version: job.version, payload: job.payload });
    if (!row) throw await refusal(tx, id, 'Only a waiting or running job can be cancelled');
    await writeAudit(tx, ctx, { action: 'jobs.cancel', subjectKind: 'job', subjectId: id, detail: { name: row.name } });
    const known = readOrNothing(registry, row);
    if (!known?.payload.success) return;
    const { abandoned } = await known.definition.load();
    await abandoned?.(tx, ctx, known.payload.data, 'Cancelled');
  });
}

/** A job that this program does not know has nothing here that would have to hear of its end. */
function readOrNothing(registry: JobRegistry, row: Parameters<typeof readStoredJob>[1]): ReadJob | undefined {
  try {
    return readStoredJob(registry, row);
  } catch {
    return undefined;
  }
}

async function refusal(tx: Tx, id: string, sentence: string): Promise<JobStateError> {
  const found = await readJob(tx, id);
  return new JobStateError(found ? `${sentence}; this one is ${found.state}` : `There is no job ${id}`);
}
