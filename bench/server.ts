/** The built server in a process of its own, set up as in production. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { ensureBuilt, nodeEnvironment, nodeFlags } from '../scripts/support/built.mjs';
import { root } from '../scripts/support/root.mjs';
import { freePort } from '../scripts/support/server.mjs';

export interface BenchServer {
  address: string;
  pid: number;
  /** From the start of the process to the first answer. */
  startedIn: number;
  stop(): Promise<void>;
}

/** Everything in one process on PostgreSQL, mails to the given relay, no limit that one busy address would meet. */
export const productionSettings = (databaseUrl: string, mailPort: number) => ({
  APP_ENV: 'production',
  DATABASE_URL: databaseUrl,
  MAIL_URL: `smtp://127.0.0.1:${mailPort}`,
  VIGIE_SECRET_KEYS: `bench:${randomBytes(32).toString('base64')}`,
  VIGIE_AUDIT_KEYS: `bench:${randomBytes(32).toString('base64')}`,
  APP_BASE_URL: 'https://vigie.example',
  HOST: '127.0.0.1',
  RATE_LIMIT: '1000000000',
  SESSION_IDLE_MINUTES: '720',
  LOG_LEVEL: 'error',
});

export async function startBenchServer(settings: Record<string, string>): Promise<BenchServer> {
  const main = await ensureBuilt();
  const port = await freePort();
  const flags = [...nodeFlags, ...(process.env.BENCH_NODE_FLAGS?.split(' ') ?? [])];
  const started = performance.now();
  const child = spawn(process.execPath, [...flags, main, 'start'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: nodeEnvironment({ ...process.env, ...settings, PORT: String(port) }),
  });
  // A bench that fails leaves no server behind.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const address = `http://${settings.HOST ?? 'localhost'}:${port}`;
  while (!(await isReady(address))) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode} before it answered.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    address,
    pid: child.pid ?? 0,
    startedIn: performance.now() - started,
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
