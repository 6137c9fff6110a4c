import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from './root.mjs';

const sources = ['src', 'scripts', 'deploy/front', 'package-lock.json', 'tsconfig.json'];
const mark = inRoot('dist', '.fingerprint');

function* filesBelow(path) {
  if (!existsSync(path)) return;
  if (statSync(path).isFile()) yield path;
  else for (const name of readdirSync(path).sort()) yield* filesBelow(join(path, name));
}

/** One hash over everything a build reads. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of filesBelow(inRoot(source))) hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/** Builds `dist/` when a source changed since the last build, and returns the server's main file. */
export async function ensureBuilt() {
  const main = inRoot('dist', 'server', 'main.js');
  const now = fingerprint();
  if (existsSync(main) && existsSync(mark) && readFileSync(mark, 'utf8') === now) return main;
  forgetBuild();
  const { build } = await import('../build.mjs');
  await build({ minify: true });
  writeFileSync(mark, now);
  return main;
}

/** Makes the next `ensureBuilt` build again, because `dist/` now holds something else. */
export const forgetBuild = () => rmSync(mark, { force: true });

/** How the built server is run: in little memory (docs/decisions/0019), compiled code kept between starts. */
export const nodeFlags = ['--max-semi-space-size=16', '--heap-growing-percent=20', '--no-maglev', '--no-allocation-site-pretenuring'];
export const nodeEnvironment = (environment = process.env) => ({
  ...environment,
  NODE_COMPILE_CACHE: environment.NODE_COMPILE_CACHE ?? inRoot('var', 'compile-cache'),
});
