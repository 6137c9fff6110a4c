// The first thing that runs on a machine: any Node 18+, nothing installed, no newer syntax.
// Installs the packages when package-lock.json asks for it, then runs the wanted script with the Node 24 that came with them.
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const onWindows = process.platform === 'win32';
const packages = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : undefined);

function refuse(...sentences) {
  for (const sentence of sentences) console.error(sentence);
  process.exit(1);
}

function installedMatchesLock() {
  const wanted = packages(join(root, 'package-lock.json'));
  if (!wanted) refuse(`package-lock.json is missing in ${root}: get a complete copy of the project.`);
  const installed = packages(join(root, 'node_modules', '.package-lock.json'));
  if (!installed) return false;
  for (const [path, pkg] of Object.entries(wanted)) {
    if (path === '' || pkg.link) continue;
    const have = installed[path];
    if (!have && (pkg.optional || pkg.devOptional)) continue; // made for another platform
    if (!have || have.version !== pkg.version) return false;
  }
  return Object.keys(installed).every((path) => path in wanted);
}

function install() {
  try {
    accessSync(root, constants.W_OK);
  } catch {
    refuse(
      `The packages cannot be installed: ${root} is not writable for this user.`,
      'Run this as the owner of the folder, or change its owner.',
    );
  }
  console.log('Installing packages (npm ci), only needed once ...');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--include=dev', '--loglevel=error'];
  const options = { cwd: root, stdio: ['inherit', 'inherit', 'pipe'], encoding: 'utf8' };
  const run = npm ? spawnSync(process.execPath, [npm, ...args], options) : spawnSync('npm', args, { ...options, shell: onWindows });
  if (run.error && run.error.code === 'ENOENT') refuse('npm is missing on this machine: install Node.js with npm, then try again.');
  process.stderr.write(run.stderr || '');
  if (run.status === 0) return;
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED/.test(run.stderr)) {
    refuse(
      'The packages could not be fetched: npm does not reach its registry.',
      'Connect this machine (or set npm to a mirror), then try again.',
    );
  }
  if (/EACCES|EPERM|EROFS/.test(run.stderr)) refuse(`The packages could not be written below ${root}: check the owner of node_modules.`);
  if (/ENOSPC/.test(run.stderr)) refuse('The packages could not be written: the disk is full (about 800 MB are needed).');
  refuse('npm ci failed; its own words are above.');
}

function bundledNode() {
  const os = onWindows ? 'win' : process.platform;
  for (const name of [`node-${os}-${process.arch}`, `node-bin-${os}-${process.arch}`]) {
    const file = join(root, 'node_modules', name, 'bin', onWindows ? 'node.exe' : 'node');
    if (existsSync(file)) return file;
  }
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  return refuse(`No Node 24 comes with the packages for ${process.platform} ${process.arch}: install Node 24 and try again.`);
}

if (!installedMatchesLock()) install();
const node = bundledNode();
const env = Object.assign({}, process.env, {
  PATH: [dirname(node), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
});
const child = spawn(node, process.argv.slice(2), { cwd: root, stdio: 'inherit', env });
child.on('error', (error) => refuse(`${node} does not start: ${error.message}`));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  // A terminal sends Ctrl-C to the whole group: passing it on would interrupt the child twice.
  process.on(signal, () => (signal === 'SIGINT' && process.stdin.isTTY ? undefined : child.kill(signal)));
}
child.on('exit', (code, signal) => (signal ? process.exit(1) : process.exit(code)));
