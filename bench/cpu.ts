/** What processes used, read from /proc: Linux only, and only for processes on this machine. */
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

/** Processes to watch, asked for at the beginning and at the end: some come, such as a connection of the database. */
type Find = () => readonly number[] | Promise<readonly number[]>;

/** Starts a measurement; the function it answers gives the seconds of processor time used since then. */
export async function watchCpu(find: Find): Promise<() => Promise<number>> {
  const before = new Map((await find()).map((pid) => [pid, secondsOf(pid)]));
  return async () => {
    const pids = new Set([...before.keys(), ...(await find())]);
    return [...pids].reduce((sum, pid) => sum + Math.max(0, secondsOf(pid) - (before.get(pid) ?? 0)), 0);
  };
}

/** Resident memory now, in MB; 0 for a process that is gone. */
export const memoryOf = (pid: number): number => megabytesIn(pid, 'status', /^VmRSS:\s+(\d+) kB/m);

/**
 * The same with what several processes hold in common divided by their number: of Node's own file, of which each maps some 55 MB, the
 * machine holds one copy. The kernel walks all pages for it, some milliseconds each time.
 */
export const shareOf = (pid: number): number => megabytesIn(pid, 'smaps_rollup', /^Pss:\s+(\d+) kB/m);

function megabytesIn(pid: number, file: string, kilobytes: RegExp): number {
  try {
    return Number(kilobytes.exec(readFileSync(`/proc/${pid}/${file}`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** The process and all it started, such as the one that makes documents; the process alone first. */
export function familyOf(pid: number): number[] {
  return [pid, ...childrenOf(pid).flatMap(familyOf)];
}

function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

export const memoryOfFamily = (pid: number): number => familyOf(pid).reduce((sum, member) => sum + memoryOf(member), 0);

/** Whether that process id is a PostgreSQL of this machine. */
export function isPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres');
  } catch {
    return false;
  }
}
