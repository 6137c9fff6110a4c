import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const defaultFolder = join(process.cwd(), 'themes', 'default');

const folders: string[] = [];

/** A theme in a folder of its own: a manifest with what is given, and files. */
export function themeWith({ manifest = {}, files = {} }: { manifest?: object; files?: Record<string, string | Buffer> }): string {
  const folder = mkdtempSync(join(tmpdir(), 'theme-'));
  folders.push(folder);
  const identity = { id: 'sample', name: 'Sample', version: '1.0.0', engine: '>=0.1.0' };
  const all = { 'theme.json': JSON.stringify({ ...identity, ...manifest }), ...files };
  for (const [name, content] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

export function removeThemes(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
}
