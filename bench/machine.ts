/** The machine that measures, and whether it has other work to do. */
import { cpus, loadavg, totalmem } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';

export const machine = (): string =>
  `${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GB memory, ${process.platform} ${process.arch}`;

export interface OtherWork {
  cores: number;
  /** Cores that were busy over a few seconds. */
  busy: number;
  /** The average of processes that wanted a core in the minute before. */
  load: number;
}

/** To be asked before the bench has work of its own. */
export async function otherWork(milliseconds = 3_000): Promise<OtherWork> {
  const load = loadavg()[0] ?? 0;
  const before = busyTime();
  const started = performance.now();
  await pause(milliseconds);
  return { cores: cpus().length, busy: (busyTime() - before) / (performance.now() - started), load };
}

/** Milliseconds all cores together were busy since the machine started. */
const busyTime = () => cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);

/**
 * Whether figures are worse than the program alone would have. What is busy now is what the bench shares the machine with. The
 * average counts a minute, so it is high right after an install or a build on a machine that is idle since: it tells only of a crowd
 * that happens to pause.
 */
export const isBusy = ({ cores, busy, load }: OtherWork): boolean => busy > cores / 8 || load > 2 * cores;

export const describeOtherWork = (work: OtherWork): string =>
  `${work.busy.toFixed(1)} of ${work.cores} cores busy over three seconds, load average ${work.load.toFixed(1)}${isBusy(work) ? '. **It was busy with other work: times and rates are worse than the program alone would have, and a missed budget has to be measured again.**' : ''}`;
