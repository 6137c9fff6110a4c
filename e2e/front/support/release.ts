/** Complete releases in folders of their own, as they lie below /opt/vigie/releases. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../../../scripts/support/root.mjs';

const shipped = ['package.json', 'migrations', 'packs', 'themes', 'deploy', 'bin'];

/** This project as it is built. */
export function copyRelease(folder: string): void {
  for (const name of [...shipped, 'dist']) cpSync(inRoot(name), join(folder, name), { recursive: true });
  symlinkSync(inRoot('node_modules'), join(folder, 'node_modules'));
}

/** The release after the one in `before`: another version, other styles, one table more. */
export function buildNextRelease(folder: string, before: string, version: string): void {
  for (const name of [...shipped, 'src', 'scripts', 'tsconfig.json']) cpSync(inRoot(name), join(folder, name), { recursive: true });
  symlinkSync(inRoot('node_modules'), join(folder, 'node_modules'));
  const manifest = join(folder, 'package.json');
  writeFileSync(manifest, JSON.stringify({ ...JSON.parse(readFileSync(manifest, 'utf8')), version }));
  appendFileSync(join(folder, 'src/platform/ui/styles/main.css'), '\n.next-release { color: inherit; }\n');
  writeFileSync(join(folder, 'migrations', '9001_add_next_release.sql'), 'create table next_release (id uuid primary key);\n');
  execFileSync(process.execPath, [join(folder, 'scripts', 'build.mjs'), '--after', before], { cwd: folder, stdio: 'pipe' });
}
