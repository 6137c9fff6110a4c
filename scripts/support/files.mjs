import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const neverOurs = new Set(['node_modules', 'dist', 'var', 'test-results', 'playwright-report', '.git']);

/** The project's own files below `folder`, as git sees them, relative to it and sorted. Without git: everything that is not made by a tool. */
export function projectFiles(folder) {
  const git = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: folder, encoding: 'utf8' });
  const names =
    git.status === 0 ? git.stdout.split('\0').filter((name) => name !== '' && existsSync(join(folder, name))) : walk(folder, '');
  return [...new Set(names)].sort();
}

function walk(folder, below) {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    if (neverOurs.has(entry.name)) return [];
    const path = join(below, entry.name);
    return entry.isDirectory() ? walk(folder, path) : [path];
  });
}

/** The files a check of the product looks at: not the trees that violate rules on purpose to prove the checks. */
export const checkedFiles = (folder) => projectFiles(folder).filter((name) => !name.startsWith('test/planted/'));
