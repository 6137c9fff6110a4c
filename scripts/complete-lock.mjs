// Fills the holes of package-lock.json after a change of dependencies.
// A registry that lacks some platform packages leaves holes, and `npm ci` of npm 11 and later refuses a lock with holes. Every hole is
// an exact version wanted by some package's optionalDependencies, so it can be written down without asking anyone.
import { readFileSync, writeFileSync } from 'node:fs';

const platformWords = /(android|darwin|linux|win32|freebsd|openharmony|wasm32)-?(arm64|x64|ia32|arm)?/;
const file = process.argv[2] ?? 'package-lock.json';
const lock = JSON.parse(readFileSync(file, 'utf8'));

/** Whether the package at `from` would find `name`, looking upward as Node does. */
function isLocked(from, name) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    if (lock.packages[at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`]) return true;
    if (at === '') return false;
  }
}

let added = 0;
for (const [path, pkg] of Object.entries({ ...lock.packages })) {
  for (const [name, version] of Object.entries(pkg.optionalDependencies ?? {})) {
    if (isLocked(path, name) || !/^\d/.test(version)) continue;
    const [, os, cpu] = platformWords.exec(name) ?? [];
    lock.packages[`node_modules/${name}`] = {
      version,
      optional: true,
      ...(pkg.dev && { dev: true }),
      os: [os === 'wasm32' || !os ? 'none' : os],
      cpu: [cpu ?? 'none'],
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(added === 0 ? 'package-lock.json is complete.' : `package-lock.json: ${added} platform packages added.`);
