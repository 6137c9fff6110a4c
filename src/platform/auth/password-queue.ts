import { BusyError } from '../context/errors.ts';

export interface QueueLimits {
  /** At the same time. */
  running: number;
  /** For their turn; one more is refused. */
  waiting: number;
}

/** Lets a few run, a bounded number wait in the order they came, and refuses the rest at once. */
export function createQueue({ running, waiting }: QueueLimits) {
  const line: (() => void)[] = [];
  let busy = 0;
  const turn = (): Promise<void> | undefined => {
    if (busy < running) {
      busy += 1;
      return undefined;
    }
    if (line.length >= waiting) throw new BusyError();
    return new Promise((resolve) => line.push(resolve));
  };
  /** Whoever waits takes the place over; without anybody it is free. */
  const leave = (): void => {
    const next = line.shift();
    if (next) next();
    else busy -= 1;
  };
  return {
    /** @throws BusyError before the work begins, when too many wait already. */
    async run<Result>(work: () => Promise<Result>): Promise<Result> {
      await turn();
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}
