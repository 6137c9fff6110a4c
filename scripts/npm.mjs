// `npm run npm -- install --save-dev something`: changes dependencies with npm running on Node 24, because npm picks versions that fit
// the Node it runs on; then completes the lock file.
import { inRoot } from './support/root.mjs';
import { become, capture } from './support/run.mjs';

const args = process.argv.slice(2);
const npm = process.env.npm_execpath;
const run = npm ? await capture(process.execPath, [npm, ...args], { stdio: ['inherit', 'pipe', 'pipe'] }) : await capture('npm', args);
process.stdout.write(run.output);
if (run.code !== 0) process.exit(run.code);
become(process.execPath, [inRoot('scripts', 'complete-lock.mjs')]);
