/** The built server, set up as in production: everything in one process, or web, worker and scheduler apart. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { ensureBuilt, nodeEnvironment, nodeFlags } from '../scripts/support/built.mjs';
import { root } from '../scripts/support/root.mjs';
import { freePort } from '../scripts/support/server.mjs';

/** A process of what is measured. Whose processor time it counts to: the web's, that of jobs (worker and scheduler), or nginx's. */
export interface Member {
  name: string;
  kind: 'web' | 'jobs' | 'nginx';
  pid: number;
}

export interface BenchServer {
  address: string;
  members: readonly Member[];
  /** From the start of the process that answers requests to the first answer. */
  startedIn: number;
  stop(): Promise<void>;
}

type Settings = Record<string, string>;

/** On PostgreSQL, mails to the given relay, no limit that one busy address would meet; on `redisUrl` in separate processes. */
export const productionSettings = (databaseUrl: string, mailPort: number, redisUrl?: string): Settings => ({
  APP_ENV: 'production',
  DATABASE_URL: databaseUrl,
  REDIS_URL: redisUrl ?? '',
  MAIL_URL: `smtp://127.0.0.1:${mailPort}`,
  VIGIE_SECRET_KEYS: `bench:${randomBytes(32).toString('base64')}`,
  VIGIE_AUDIT_KEYS: `bench:${randomBytes(32).toString('base64')}`,
  APP_BASE_URL: 'https://vigie.example',
  HOST: '127.0.0.1',
  RATE_LIMIT: '1000000000',
  SESSION_IDLE_MINUTES: '720',
  LOG_LEVEL: 'error',
});

/** What `member` calls the process that answers requests. */
export const serves = { alone: 'web, worker and scheduler in one', apart: 'web server' } as const;

/** Everything in one process; that one is the only member. */
export async function startAllInOne(settings: Settings): Promise<BenchServer> {
  const all = await startVigie('all', settings);
  return { ...all, members: [{ name: serves.alone, kind: 'web', pid: all.pid }] };
}

/** One web with so many servers, one worker and one scheduler, as they run behind a proxy; they need Redis. */
export async function startApart(settings: Settings, servers = 1): Promise<BenchServer> {
  const web = await startVigie('web', { ...settings, WEB_CONCURRENCY: String(servers) });
  const [worker, scheduler] = await Promise.all([startVigie('worker', settings), startVigie('scheduler', settings)]);
  const { servers: serving } = (await (await fetch(`${web.internal}/details`)).json()) as { servers: { pid: number }[] };
  if (serving.length !== servers) throw new Error(`There are ${serving.length} web servers instead of ${servers}`);
  return {
    address: web.address,
    startedIn: web.startedIn,
    members: [
      ...serving.map(({ pid }): Member => ({ name: serves.apart, kind: 'web', pid })),
      { name: 'process that keeps the web servers', kind: 'web', pid: web.pid },
      { name: 'worker', kind: 'jobs', pid: worker.pid },
      { name: 'scheduler', kind: 'jobs', pid: scheduler.pid },
    ],
    async stop() {
      await Promise.all([web.stop(), worker.stop(), scheduler.stop()]);
    },
  };
}

/** Those that answer requests. */
export const serversOf = ({ members }: BenchServer): number[] =>
  members.filter(({ name }) => name === serves.alone || name === serves.apart).map(({ pid }) => pid);

async function startVigie(processes: 'all' | 'web' | 'worker' | 'scheduler', settings: Settings) {
  const main = await ensureBuilt();
  const ports = { own: await freePort(), internal: await freePort() };
  const flags = [...nodeFlags, ...(process.env.BENCH_NODE_FLAGS?.split(' ') ?? [])];
  const started = performance.now();
  const child = spawn(process.execPath, [...flags, main, 'start', '--processes', processes], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: nodeEnvironment({ ...process.env, ...settings, PORT: String(ports.own), INTERNAL_PORT: String(ports.internal) }),
  });
  // A bench that fails leaves no server behind; servers whose keeper is gone end by themselves.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const address = `http://${settings.HOST ?? 'localhost'}:${ports.own}`;
  const internal = `http://127.0.0.1:${ports.internal}`;
  const untilReady = async (where: string) => {
    while (!(await isReady(where))) {
      if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode} before it answered.`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  // The port of health may open before the one that people use, and that one when the first of several servers is there.
  if (processes === 'all' || processes === 'web') await untilReady(address);
  const startedIn = performance.now() - started;
  await untilReady(internal);
  return {
    address,
    internal,
    pid: child.pid ?? 0,
    startedIn,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      process.off('exit', kill);
    },
  };
}

const isReady = (address: string) =>
  fetch(`${address}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
