import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { ensureBuilt, nodeEnvironment, nodeFlags } from './built.mjs';
import { inRoot, root } from './root.mjs';

/** A port nobody listens on. */
export function freePort() {
  const { promise, resolve, reject } = Promise.withResolvers();
  const server = createServer().once('error', reject);
  server.listen(0, 'localhost', () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
  return promise;
}

/** An empty data folder below var/ for one run of the built server. */
export function scratchFolder(name) {
  const folder = inRoot('var', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** The settings of a server that only a test talks to: its own data, its own port, no limit that a fast test would meet. */
export const testSettings = (port, dataFolder) => ({
  PORT: String(port),
  VIGIE_DATA: dataFolder,
  RATE_LIMIT: '100000',
  LOG_LEVEL: 'error',
});

/** Starts the built server on scratch data. Returns its address, its data folder and `stop()`. */
export async function startServer(name, { patience = 60_000 } = {}) {
  const main = await ensureBuilt();
  const port = await freePort();
  const dataFolder = scratchFolder(name);
  const env = nodeEnvironment({ ...process.env, ...testSettings(port, dataFolder) });
  const server = spawn(process.execPath, [...nodeFlags, main, 'start'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env });
  const address = `http://localhost:${port}`;
  const stop = () => ended(server);
  const deadline = performance.now() + patience;
  while (!(await answers(address))) {
    if (server.exitCode !== null) throw new Error(`The server ended with ${server.exitCode} before it answered.`);
    if (performance.now() > deadline) {
      await stop();
      throw new Error(`The server did not answer within ${patience / 1000} s.`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { address, dataFolder, stop };
}

const answers = (address) =>
  fetch(address, { redirect: 'manual' }).then(
    () => true,
    () => false,
  );

function ended(server) {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  const { promise, resolve } = Promise.withResolvers();
  server.once('exit', resolve);
  server.kill('SIGTERM');
  return promise;
}
