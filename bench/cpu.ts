/** What a process used, read from /proc: Linux only, and only for processes on this machine. */
import { readFileSync } from 'node:fs';

const ticksPerSecond = 100;

/** Seconds of processor time, or 0 for a process that is gone. */
function secondsOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold spaces; what follows it may not.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  } catch {
    return 0;
  }
}

/** Starts a measurement; the function it answers gives the share of one core since then, in percent. */
export function watchCpu(pids: readonly number[]): () => number {
  const before = new Map(pids.map((pid) => [pid, secondsOf(pid)]));
  const started = performance.now();
  return () => {
    const used = [...before].reduce((sum, [pid, seconds]) => sum + Math.max(0, secondsOf(pid) - seconds), 0);
    return (used * 100_000) / (performance.now() - started);
  };
}

/** Resident memory now, in MB. */
export function memoryOf(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes ?? 0) / 1024;
}

/** With the processes it started, such as the one that makes documents. */
export function memoryWithChildren(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  return children.reduce((sum, child) => sum + memoryWithChildren(child), memoryOf(pid));
}

/** Whether that process id is a PostgreSQL of this machine. */
export function isPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres');
  } catch {
    return false;
  }
}
