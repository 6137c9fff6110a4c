import { pino } from 'pino';
import { expect } from 'vitest';
import { z } from 'zod';
import { systemCtx } from '../context/ctx.ts';
import type { OpenDatabase } from '../db/database.ts';
import { job, setting } from '../db/schema.ts';
import { type Broker, createInProcessBroker } from '../jobs/broker.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { defineJob, type EnqueueOptions, type JobDefinition, type JobHandler } from '../jobs/job.ts';
import { createJobRegistry } from '../jobs/job-registry.ts';
import { type JobState, readJob } from '../jobs/manage-jobs.ts';
import type { JobDeps } from '../jobs/run-job.ts';
import { createJobRunner, type JobRunner } from '../jobs/runner.ts';
import { FakeClock } from './fake-clock.ts';

const payload = z.object({ note: z.string() });
type Note = z.infer<typeof payload>;

/** A signal for a runner that does not stop. */
export const never = new AbortController().signal;

/** What `JobWorld` runs; its code is replaced by the world's handler. */
export const noteJob: JobDefinition<Note> = defineJob({
  name: 'test.note',
  version: 1,
  queue: 'maintenance',
  payload,
  attempts: 3,
  backoff: 1_000,
  // Whoever asks for a limit gives one: a busy machine must not meet this.
  timeout: 120_000,
  load: async () => ({ default: async () => undefined }),
});

/** One kind of job whose code a test writes, and any number of runners over one database. */
export class JobWorld {
  readonly clock = new FakeClock();
  handler: JobHandler<Note> = async () => undefined;
  /** What was given up, with its reason. */
  readonly abandoned: string[] = [];
  readonly #database: OpenDatabase;
  readonly #runners: JobRunner[] = [];

  readonly #broker: () => Broker;

  /** @param broker makes one for each runner. */
  constructor(database: OpenDatabase, broker: () => Broker = createInProcessBroker) {
    this.#database = database;
    this.#broker = broker;
  }

  async empty(): Promise<void> {
    await this.#database.db.delete(job);
    await this.#database.db.delete(setting);
  }

  async close(): Promise<void> {
    for (const runner of this.#runners) await runner.stop(0);
  }

  /** @param changes of the job's definition. */
  deps(overrides: Partial<JobDeps> = {}, changes: Partial<JobDefinition<Note>> = {}): JobDeps {
    const definition = defineJob<Note>({
      ...noteJob,
      load: async () => ({
        default: (ctx, data, run) => this.handler(ctx, data, run),
        abandoned: async (_tx, _ctx, data, reason) => void this.abandoned.push(`${data.note}: ${reason}`),
      }),
      ...changes,
    });
    const { clock } = this;
    const registry = createJobRegistry([definition]);
    return { db: this.#database.db, clock, wallClock: clock, log: pino({ level: 'silent' }), registry, random: () => 0, ...overrides };
  }

  runnerOf(overrides: Partial<JobDeps> = {}, interval = 20): JobRunner {
    const runner = createJobRunner(this.deps(overrides), { interval, broker: this.#broker() });
    this.#runners.push(runner);
    return runner;
  }

  ctxOf(overrides: Partial<JobDeps> = {}) {
    return systemCtx(this.deps(overrides), 'test', 'request');
  }

  add(note: string, options?: EnqueueOptions, overrides: Partial<JobDeps> = {}): Promise<string | undefined> {
    return this.#database.db.transaction((tx) => enqueue(tx, this.ctxOf(overrides), noteJob, { note }, options));
  }

  async mustAdd(note: string, overrides: Partial<JobDeps> = {}): Promise<string> {
    const id = await this.add(note, {}, overrides);
    if (!id) throw new Error('not enqueued');
    return id;
  }

  async stateOf(id: string): Promise<JobState | undefined> {
    return (await readJob(this.#database.db, id))?.state;
  }

  until(condition: () => Promise<boolean> | boolean): Promise<void> {
    return expect.poll(condition, { interval: 10, timeout: 60_000 }).toBe(true);
  }
}
