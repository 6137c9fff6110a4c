import type { Ctx } from '../context/ctx.ts';
import type { Tx } from '../db/database.ts';
import { newId } from '../db/ids.ts';
import { job } from '../db/schema.ts';
import type { EnqueueOptions, JobHead } from './job.ts';

/** Milliseconds without a heartbeat after which another runner may take a running job over. */
const defaultLease = 30_000;

/** Rows of one insert: far below the 65,535 parameters of a statement. */
const batch = 1_000;

/**
 * Writes the job in the caller's transaction: no commit, no job. The runner's sweep finds it afterwards; `runner.wake()` after the
 * commit only makes it sooner. Answers undefined when the same work (`dedupeKey`) is already waiting or running.
 */
export async function enqueue<Payload>(
  tx: Tx,
  ctx: Ctx,
  definition: JobHead<Payload>,
  payload: Payload,
  options: EnqueueOptions = {},
): Promise<string | undefined> {
  const [id] = await insertJobs(tx, [toRow(ctx, definition, payload, options)]);
  return id;
}

/** Many jobs of one kind in few statements, e.g. a mail for each recipient. */
export async function enqueueAll<Payload>(tx: Tx, ctx: Ctx, definition: JobHead<Payload>, payloads: readonly Payload[]): Promise<string[]> {
  return insertJobs(
    tx,
    payloads.map((payload) => toRow(ctx, definition, payload, {})),
  );
}

function toRow<Payload>(ctx: Ctx, definition: JobHead<Payload>, payload: Payload, options: EnqueueOptions): typeof job.$inferInsert {
  const now = ctx.wallClock.now();
  return {
    id: newId(),
    name: definition.name,
    version: definition.version,
    queue: definition.queue,
    payload: definition.payload.parse(payload),
    runAt: options.runAt ?? now,
    maxAttempts: definition.attempts,
    leaseMs: defaultLease,
    dedupeKey: options.dedupeKey ?? null,
    ownerAccountId: options.ownerAccountId ?? null,
    createdAt: now,
  };
}

async function insertJobs(tx: Tx, rows: (typeof job.$inferInsert)[]): Promise<string[]> {
  const ids: string[] = [];
  for (let start = 0; start < rows.length; start += batch) {
    // Without a target: the partial index on (name, dedupe_key) is the only one a fresh id can run into.
    const inserted = await tx
      .insert(job)
      .values(rows.slice(start, start + batch))
      .onConflictDoNothing()
      .returning({ id: job.id });
    ids.push(...inserted.map(({ id }) => id));
  }
  return ids;
}
