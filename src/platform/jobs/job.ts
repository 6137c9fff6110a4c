import type { SQL } from 'drizzle-orm';
import { z } from 'zod';
import type { Ctx } from '../context/ctx.ts';
import type { Database, Tx } from '../db/database.ts';
import type { Temporal } from '../time/temporal.ts';

export const queues = ['mail', 'documents', 'imports', 'maintenance'] as const;
export type Queue = (typeof queues)[number];

/** What a running job may use besides its payload. */
export interface JobRun {
  jobId: string;
  attempt: number;
  signal: AbortSignal;
  /** Shown live on the page that waits; 0 to 100. */
  progress(percent: number, phrase?: string): Promise<void>;
  /**
   * Runs the effect and marks the job done in one transaction. When another runner has taken the job over meanwhile, nothing is
   * written and the call throws. While the database is away it waits and runs the effect again. A handler whose effect is in the database ends with this call.
   */
  finish<Result>(effect: (tx: Tx) => Promise<Result>): Promise<Result>;
  /**
   * Writes down a step that is done, while the job goes on: one statement with `isHeld` in its `where`, which answers the rows it
   * changed. None: another runner has taken the job over, and the call throws. While the database is away it waits and writes again.
   */
  record(step: (db: Database, isHeld: SQL) => PromiseLike<readonly unknown[]>): Promise<void>;
}

/** Declared as methods so that jobs of different payloads fit in one list: the runner parses each with the job's own schema. */
interface JobMethods<Payload> {
  handle(ctx: Ctx, payload: Payload, run: JobRun): Promise<void>;
  abandoned(tx: Tx, ctx: Ctx, payload: Payload, reason: string): Promise<void>;
}

export type JobHandler<Payload> = JobMethods<Payload>['handle'];
/** Runs in the transaction that gives a job up, failed for good or cancelled: the record it worked on says so too. */
export type JobAbandoned<Payload> = JobMethods<Payload>['abandoned'];

/** What is needed to enqueue a job, without the code that runs it. */
export interface JobHead<Payload = unknown> {
  /** `module.what-it-does`; stable, since rows outlive deployments. */
  name: string;
  version: number;
  queue: Queue;
  /** Ids, not records. */
  payload: z.ZodType<Payload>;
  /** Makes a payload that an earlier release stored into one of this version; absent: there was none, or it is of no use any more. */
  upgrade?: (payload: unknown, version: number) => unknown;
  attempts: number;
  /** Milliseconds before the second attempt; doubles each time, with jitter. */
  backoff: number;
  /** Milliseconds; the run is aborted and counts as failed. */
  timeout: number;
}

export interface JobDefinition<Payload = unknown> extends JobHead<Payload> {
  load: () => Promise<{ default: JobHandler<Payload>; abandoned?: JobAbandoned<Payload> }>;
}

export const defineJob = <Payload>(definition: JobDefinition<Payload>): JobDefinition<Payload> => definition;

export interface EnqueueOptions {
  /** Real time (`ctx.wallClock`), not the domain's. */
  runAt?: Temporal.Instant;
  /** While a job of this name and key is queued or running, a second one is not added. */
  dedupeKey?: string;
  ownerAccountId?: string;
}

export interface Schedule {
  name: string;
  /** Five fields, in `zone`. */
  cron: string;
  zone: string;
  job: JobDefinition<Nothing>;
}

/** What a job is given that needs nothing: its schedule says it all. */
export type Nothing = Record<string, never>;
export const nothing: z.ZodType<Nothing> = z.record(z.string(), z.never());

interface NightlyJob extends Pick<JobDefinition<Nothing>, 'name' | 'load'> {
  /** `40 3 * * *`, each at its own minute. */
  cron: string;
}

/** Housekeeping: once a night, beside everything else, and no harm when a night is left out. */
export const defineNightly = ({ name, cron, load }: NightlyJob): Schedule => ({
  name,
  cron,
  zone: 'UTC',
  job: defineJob<Nothing>({
    name,
    version: 1,
    queue: 'maintenance',
    payload: nothing,
    attempts: 3,
    backoff: 60_000,
    timeout: 600_000,
    load,
  }),
});
