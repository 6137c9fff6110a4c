import { setTimeout as delay } from 'node:timers/promises';
import { type Ctx, type SystemDeps, systemCtx } from '../context/ctx.ts';
import { isDatabaseAway, type Reader, type Tx } from '../db/database.ts';
import type { JobOutcome } from '../observability/metrics.ts';
import { explainFailure, JobTimeoutError, LeaseLostError, PermanentFailure, RunnerStoppedError } from './failures.ts';
import type { JobAbandoned, JobHandler, JobRun } from './job.ts';
import type { JobRegistry } from './job-registry.ts';
import { type ClaimedJob, claimJob, handBack, isHeldBy, markAlive, markFailed, markProgress, markSucceeded, putBack } from './job-rows.ts';
import { readStoredJob } from './read-stored-job.ts';
import { retryDelay } from './retry-delay.ts';

export interface JobDeps extends SystemDeps {
  registry: JobRegistry;
  /** Between 0 and 1, for the jitter of retries. */
  random?: () => number;
  /** Told how each attempt ended. */
  onEnd?: (job: string, outcome: JobOutcome, seconds: number) => void;
}

/** Milliseconds: shorter than the sweep's, which would give the job to somebody else when the lease has run out. */
const finishPause = 200;
/** Milliseconds before a job that this program does not know is looked at again: by then it may be updated. */
const untilUpdated = 60_000;

/** Runs one due job to its end, whatever that is. False: it was not there to take. Rejects only when the database fails. */
export async function runJob(deps: JobDeps, jobId: string, stopping: AbortSignal): Promise<boolean> {
  const claimed = await claimJob(deps.db, jobId, deps.wallClock.now());
  if (!claimed) return false;
  const attempt = new Attempt(deps, claimed, stopping);
  await attempt.run();
  return true;
}

interface Prepared {
  handle: JobHandler<unknown>;
  payload: unknown;
  backoff: number;
  timeout: number;
  abandoned: JobAbandoned<unknown> | undefined;
}

/** One attempt at one job: it holds the lease while the handler works and writes how it ended. */
class Attempt {
  readonly #deps: JobDeps;
  readonly #job: ClaimedJob;
  readonly #stopping: AbortSignal;
  readonly #ctx: Ctx;
  readonly #abort = new AbortController();
  #prepared: Prepared | undefined;
  #finished = false;

  constructor(deps: JobDeps, claimed: ClaimedJob, stopping: AbortSignal) {
    this.#deps = deps;
    this.#job = claimed;
    this.#stopping = stopping;
    const log = deps.log.child({ job: claimed.name, jobId: claimed.id, attempt: claimed.attempts });
    this.#ctx = systemCtx({ ...deps, log }, claimed.name, claimed.id);
  }

  async run(): Promise<void> {
    const started = performance.now();
    const outcome = await this.#attempt();
    this.#deps.onEnd?.(this.#job.name, outcome, (performance.now() - started) / 1_000);
  }

  async #attempt(): Promise<JobOutcome> {
    try {
      this.#prepared = await this.#prepare();
      await this.#work(this.#prepared);
      this.#ctx.log.debug('job done');
      return 'done';
    } catch (error) {
      // Once aborted, what the handler throws is only the echo of the abort.
      return this.#recordEnd(this.#abort.signal.aborted ? this.#abort.signal.reason : error);
    }
  }

  async #prepare(): Promise<Prepared> {
    const { definition, payload: parsed } = readStoredJob(this.#deps.registry, this.#job);
    if (!parsed.success) {
      const places = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'payload'}: ${message}`);
      throw new PermanentFailure(`The payload does not fit ${this.#job.name}: ${places.join('; ')}`);
    }
    const { default: handle, abandoned } = await definition.load();
    return { handle, abandoned, payload: parsed.data, backoff: definition.backoff, timeout: definition.timeout };
  }

  async #work({ handle, payload, timeout }: Prepared): Promise<void> {
    const { attempts, maxAttempts, leaseMs } = this.#job;
    // Only a job whose runner died in its last allowed attempt is claimed once more than allowed.
    if (attempts > maxAttempts) throw new PermanentFailure(`The program stopped while working on it, in attempt ${maxAttempts}`);
    const stop = () => this.#abort.abort(new RunnerStoppedError('The program is stopping'));
    if (this.#stopping.aborted) stop();
    this.#stopping.addEventListener('abort', stop);
    const limit = setTimeout(() => this.#abort.abort(new JobTimeoutError(timeout)), timeout);
    const beat = setInterval(() => void this.#beat(), leaseMs / 3);
    try {
      const work = handle(this.#ctx, payload, this.#handle());
      await Promise.race([work, rejectWhenAborted(this.#abort.signal)]);
      if (!this.#finished) await this.#end();
    } finally {
      clearTimeout(limit);
      clearInterval(beat);
      this.#stopping.removeEventListener('abort', stop);
    }
  }

  #handle(): JobRun {
    return {
      jobId: this.#job.id,
      attempt: this.#job.attempts,
      signal: this.#abort.signal,
      progress: async (percent, phrase) => {
        const held = await markProgress(this.#deps.db, this.#job, this.#deps.wallClock.now(), percent, phrase);
        if (!held) this.#abort.abort(new LeaseLostError());
        this.#abort.signal.throwIfAborted();
      },
      finish: (effect) => this.#finish(effect),
      record: (step) =>
        this.#onceThere(async () => {
          const changed = await step(this.#deps.db, isHeldBy(this.#job));
          if (changed.length === 0) throw new LeaseLostError();
        }),
    };
  }

  /**
   * What the handler did outside, a mail for instance, would be done again if its end went unwritten: a database that is away for a
   * moment is waited for. Who took the job over meanwhile has moved the fence.
   */
  async #onceThere<Result>(write: () => Promise<Result>): Promise<Result> {
    for (;;) {
      this.#abort.signal.throwIfAborted();
      try {
        return await write();
      } catch (error) {
        if (!isDatabaseAway(error)) throw error;
        await delay(finishPause, undefined, { signal: this.#abort.signal });
      }
    }
  }

  async #finish<Result>(effect: (tx: Tx) => Promise<Result>): Promise<Result> {
    const result = await this.#onceThere(() =>
      this.#deps.db.transaction(async (tx) => {
        // First the fence: it locks the row, so nobody takes the job over while the effect is written.
        await this.#markSucceeded(tx);
        return effect(tx);
      }),
    );
    this.#finished = true;
    return result;
  }

  /** Whose effect is written already, or was outside: one statement instead of a transaction. */
  async #end(): Promise<void> {
    await this.#onceThere(() => this.#markSucceeded(this.#deps.db));
    this.#finished = true;
  }

  async #markSucceeded(reader: Reader): Promise<void> {
    if (!(await markSucceeded(reader, this.#job, this.#deps.wallClock.now()))) throw new LeaseLostError();
  }

  async #beat(): Promise<void> {
    try {
      const held = await markAlive(this.#deps.db, this.#job, this.#deps.wallClock.now());
      if (!held && !this.#finished) this.#abort.abort(new LeaseLostError());
    } catch (error) {
      this.#ctx.log.warn({ err: error }, 'heartbeat not written');
    }
  }

  async #recordEnd(error: unknown): Promise<JobOutcome> {
    const { log } = this.#ctx;
    const now = this.#deps.wallClock.now();
    if (this.#finished) {
      log.warn({ err: error }, 'job failed after its effect was written');
      return 'done';
    }
    if (error instanceof LeaseLostError) {
      log.warn('job taken over or cancelled while it ran');
      return 'lost';
    }
    if (error instanceof RunnerStoppedError) {
      await handBack(this.#deps.db, this.#job, now);
      log.info('job handed back');
      return 'handedBack';
    }
    const reason = explainFailure(error);
    const { attempts, maxAttempts } = this.#job;
    if (error instanceof PermanentFailure || attempts >= maxAttempts) {
      await this.#giveUp(reason);
      log.error({ err: error }, 'job failed');
      return 'failed';
    }
    const pause = retryDelay(this.#prepared?.backoff ?? untilUpdated, attempts, this.#deps.random ?? Math.random);
    await putBack(this.#deps.db, this.#job, now.add({ milliseconds: pause }), reason);
    log.warn({ err: error, delay: pause }, 'job failed, will be tried again');
    return 'retried';
  }

  async #giveUp(reason: string): Promise<void> {
    const now = this.#deps.wallClock.now();
    const { abandoned, payload } = this.#prepared ?? {};
    try {
      await this.#deps.db.transaction(async (tx) => {
        if (await markFailed(tx, this.#job, now, reason)) await abandoned?.(tx, this.#ctx, payload, reason);
      });
    } catch (error) {
      // Without this, a broken clean-up would bring the failed job back with every lease, for ever.
      this.#ctx.log.error({ err: error }, 'could not record the failure where the job worked');
      await markFailed(this.#deps.db, this.#job, now, reason);
    }
  }
}

function rejectWhenAborted(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  if (signal.aborted) reject(signal.reason);
  signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  return promise;
}
