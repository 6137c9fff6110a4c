import type { Queue } from './job.ts';

/** Carries the ids of due jobs to whoever runs them. The table decides; a broker may lose or repeat an id without harm. */
export interface Broker {
  /** `own`: in this process, for itself alone. A broker that is away delays jobs: the sweep publishes again what it did not take. */
  readonly state: 'own' | 'up' | 'away';
  /** Never waits and never throws. An id the broker still holds is ignored. */
  publish(jobId: string, queue: Queue): void;
  /** `work` never rejects. `idle` is called when a queue has run empty, to look for more at once. */
  consume(work: (jobId: string) => Promise<void>, idle: () => void): void;
  /** Takes nothing more; resolves when the work under way has ended. */
  close(): Promise<void>;
}

export type Concurrency = Record<Queue, number>;

/** Documents never delay mail: each queue has its own places. */
export const defaultConcurrency: Concurrency = { mail: 4, documents: 1, imports: 1, maintenance: 1 };

interface Consumer {
  work: (jobId: string) => Promise<void>;
  idle: () => void;
}

export function createInProcessBroker(concurrency: Concurrency = defaultConcurrency): Broker {
  const known = new Set<string>();
  const waiting: Record<Queue, string[]> = { mail: [], documents: [], imports: [], maintenance: [] };
  const running: Record<Queue, Set<Promise<void>>> = { mail: new Set(), documents: new Set(), imports: new Set(), maintenance: new Set() };
  let consumer: Consumer | undefined;

  function fill(queue: Queue): void {
    while (consumer && running[queue].size < concurrency[queue]) {
      const jobId = waiting[queue].shift();
      if (!jobId) return;
      const { work, idle } = consumer;
      const run = work(jobId).finally(() => {
        known.delete(jobId);
        running[queue].delete(run);
        fill(queue);
        if (consumer && waiting[queue].length === 0) idle();
      });
      running[queue].add(run);
    }
  }

  return {
    state: 'own',
    publish(jobId, queue) {
      if (known.has(jobId)) return;
      known.add(jobId);
      waiting[queue].push(jobId);
      fill(queue);
    },
    consume(work, idle) {
      consumer = { work, idle };
    },
    async close() {
      consumer = undefined;
      await Promise.all(Object.values(running).flatMap((runs) => [...runs]));
    },
  };
}
