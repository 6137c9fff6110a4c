// `npm run dev`: builds, runs the server, and does both again after every change below src/ or themes/.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';
import { forgetBuild, nodeEnvironment, nodeFlags } from './support/built.mjs';
import { inRoot, root } from './support/root.mjs';

/** An editor saves in several steps: wait this many milliseconds for the last one. */
const settle = 60;
const watched = ['src', 'themes', 'migrations', 'packs'].map((name) => inRoot(name)).filter((path) => existsSync(path));
const environment = nodeEnvironment();

let server;
let timer;
let busy = false;
let again = false;

/** Ends the running server at once: in development nobody waits for a graceful end. */
function stopServer() {
  if (!server || server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    server.once('exit', resolve);
    server.kill('SIGKILL');
  });
}

async function rebuild() {
  if (busy) {
    again = true;
    return;
  }
  busy = true;
  const started = performance.now();
  try {
    forgetBuild();
    await build({ minify: false });
    await stopServer();
    server = spawn(process.execPath, [...nodeFlags, inRoot('dist/server/main.js'), 'start', ...process.argv.slice(2)], {
      cwd: root,
      stdio: 'inherit',
      env: environment,
    });
    console.log(`built in ${Math.round(performance.now() - started)} ms`);
  } catch (error) {
    console.error(`The build failed, the server still runs as before: ${error.message}`);
  }
  busy = false;
  if (again) {
    again = false;
    await rebuild();
  }
}

/** Watches folder by folder: Node's own recursive watching on Linux loses a file that an editor replaces. */
const watching = new Map();
function watchFolder(folder) {
  if (watching.has(folder)) return;
  const watcher = watch(folder, (event, name) => onChange(folder, event, name));
  watcher.on('error', () => watcher.close());
  watcher.on('close', () => watching.delete(folder));
  watching.set(folder, watcher);
  for (const entry of readdirSync(folder, { withFileTypes: true })) if (entry.isDirectory()) watchFolder(join(folder, entry.name));
}

function onChange(folder, event, name) {
  if (/\.test\.tsx?$/.test(name ?? '')) return;
  const path = join(folder, name ?? '');
  if (event === 'rename' && statSync(path, { throwIfNoEntry: false })?.isDirectory()) watchFolder(path);
  if (!existsSync(folder)) watching.get(folder)?.close();
  clearTimeout(timer);
  timer = setTimeout(rebuild, settle);
}

for (const folder of watched) watchFolder(folder);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, async () => {
    await stopServer();
    process.exit(0);
  });
}
await rebuild();
