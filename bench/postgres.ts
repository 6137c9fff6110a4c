/** A PostgreSQL server of the bench's or a test's own, with the settings it comes with, in a folder that goes away with it. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { freePort } from '../scripts/support/server.mjs';

export interface OwnPostgres {
  url: string;
  /** As an administrator does: who is connected is sent away. Other work of this process goes on meanwhile. */
  control(action: 'restart' | 'stop' | 'start'): Promise<void>;
  stop(): void;
}

/** Undefined when PostgreSQL is not installed on this machine. */
export async function startPostgres(): Promise<OwnPostgres | undefined> {
  const programs = findPrograms();
  if (!programs) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'vigie-bench-'));
  const owner = ownerOfServer();
  if (owner) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, 'data');
  const run = (program: string, ...args: string[]) => {
    // Its output goes to nobody: a server that inherits a pipe would keep this process waiting for its end.
    const { status, error } = spawnSync(join(programs, program), args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'], ...owner });
    if (error || status !== 0) throw new Error(`${program} failed: ${error?.message ?? `it ended with ${status}`}`);
  };
  const stop = () => {
    process.off('exit', stop);
    if (existsSync(join(data, 'postmaster.pid'))) run('pg_ctl', '-D', data, '-m', 'immediate', '-w', 'stop');
    rmSync(folder, { recursive: true, force: true });
  };
  // Also when the bench fails, or is interrupted.
  process.once('exit', stop);
  const port = await freePort();
  run('initdb', '-D', data, '-U', 'vigie', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8');
  const common = ['-D', data, '-l', join(folder, 'log'), '-w', '-o', `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1`];
  run('pg_ctl', ...common, 'start');
  const control = async (action: string) => {
    const words = [...common, ...(action === 'start' ? [] : ['-m', 'fast']), action];
    const child = spawn(join(programs, 'pg_ctl'), words, { cwd: folder, stdio: 'ignore', ...owner });
    const [status] = await once(child, 'exit');
    if (status !== 0) throw new Error(`pg_ctl ${action} ended with ${status}`);
  };
  return { url: `postgres://vigie@127.0.0.1:${port}/postgres`, control, stop };
}

/** The newest version of Debian's and Red Hat's folders, or what the path leads to. */
function findPrograms(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).toSorted((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((version) => join(debian, version, 'bin')), ...(process.env.PATH ?? '').split(delimiter)];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'pg_ctl')));
}

/** PostgreSQL refuses to run as root: root runs it as the user that its package made. */
function ownerOfServer(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const [, uid, gid] = /^postgres:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8')) ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}
