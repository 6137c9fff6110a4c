import { type Broker, createInProcessBroker } from './broker.ts';
import { findDueJobs } from './job-rows.ts';
import { type JobDeps, runJob } from './run-job.ts';
import { createSweeper, perQueue, type Sweeper } from './sweeper.ts';

export interface JobRunner extends Pick<Sweeper, 'start' | 'wake'> {
  /** Runs what is due now, one after the other, until nothing is; answers how many runs that took. For tests and commands. */
  drain(): Promise<number>;
  /** Takes no more; lets what runs end for `graceMs`, then aborts it and gives it back to the queue. Closes the broker. */
  stop(graceMs?: number): Promise<void>;
}

interface RunnerOptions {
  broker?: Broker;
  /** Milliseconds between two looks at the table. */
  interval?: number;
}

export function createJobRunner(deps: JobDeps, { broker = createInProcessBroker(), interval = 1_000 }: RunnerOptions = {}): JobRunner {
  const stopping = new AbortController();
  const sweeper = createSweeper(deps, broker, interval);

  const work = async (jobId: string) => {
    try {
      await runJob(deps, jobId, stopping.signal);
    } catch (error) {
      // The database is away: the lease runs out and the sweep brings the job back.
      deps.log.error({ err: error, jobId }, 'the end of a job could not be written');
    }
  };

  return {
    start() {
      broker.consume(work, sweeper.wake);
      sweeper.start();
    },
    wake: sweeper.wake,
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
      await sweeper.stop();
      const timer = setTimeout(() => stopping.abort(), graceMs);
      await broker.close();
      clearTimeout(timer);
    },
  };
}
