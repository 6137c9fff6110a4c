import { type Broker, createInProcessBroker } from './broker.ts';
import { findDueJobs } from './job-rows.ts';
import { type JobDeps, runJob } from './run-job.ts';

export interface JobRunner {
  start(): void;
  /** Looks for due jobs at once, e.g. after a request that changed something. Cheap, safe anywhere, never needed. */
  wake(): void;
  /** Runs what is due now, one after the other, until nothing is; answers how many runs that took. For tests and commands. */
  drain(): Promise<number>;
  /** Takes no more; lets what runs end for `graceMs`, then aborts it and gives it back to the queue. */
  stop(graceMs?: number): Promise<void>;
}

interface RunnerOptions {
  broker?: Broker;
  /** Milliseconds between two looks at the table. */
  interval?: number;
}

/** Jobs of one queue that the broker holds at most: enough to keep it busy, few enough to read every second. */
const perQueue = 50;

export function createJobRunner(deps: JobDeps, { broker = createInProcessBroker(), interval = 1_000 }: RunnerOptions = {}): JobRunner {
  const stopping = new AbortController();
  let closed = false;
  let woken = Promise.withResolvers<void>();
  let sweeping: Promise<void> | undefined;

  const work = async (jobId: string) => {
    try {
      await runJob(deps, jobId, stopping.signal);
    } catch (error) {
      // The database is away: the lease runs out and the sweep brings the job back.
      deps.log.error({ err: error, jobId }, 'the end of a job could not be written');
    }
  };

  // The loop awaits instead of being called: a wake from inside someone's transaction must not run queries in it.
  async function sweep(): Promise<void> {
    while (!closed) {
      woken = Promise.withResolvers();
      try {
        for (const { id, queue } of await findDueJobs(deps.db, deps.wallClock.now(), perQueue)) broker.publish(id, queue);
      } catch (error) {
        deps.log.warn({ err: error }, 'could not look for due jobs');
      }
      const timer = setTimeout(woken.resolve, interval);
      await woken.promise;
      clearTimeout(timer);
    }
  }

  return {
    start() {
      broker.consume(work, () => woken.resolve());
      sweeping ??= sweep();
    },
    wake: () => woken.resolve(),
    async drain() {
      let runs = 0;
      for (;;) {
        const due = await findDueJobs(deps.db, deps.wallClock.now(), perQueue);
        let taken = 0;
        for (const { id } of due) if (await runJob(deps, id, stopping.signal)) taken += 1;
        runs += taken;
        if (taken === 0) return runs;
      }
    },
    async stop(graceMs = 10_000) {
      closed = true;
      woken.resolve();
      await sweeping;
      const timer = setTimeout(() => stopping.abort(), graceMs);
      await broker.close();
      clearTimeout(timer);
    },
  };
}
