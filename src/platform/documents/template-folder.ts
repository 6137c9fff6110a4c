import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DocumentTheme } from './protocol.ts';

export interface TemplateFile {
  /** Relative to its folder, with forward slashes: `incident.typ`, `fonts/Deployer.ttf`. */
  name: string;
  content: Buffer;
}

/** One digest for everything in the folders, names included, and for the theme: other templates, pictures, fonts or colours make another document. */
export function templatesDigest(folders: readonly string[], theme?: DocumentTheme): string {
  const hash = createHash('sha256');
  for (const folder of folders) {
    const files = readFiles(folder).sort((one, other) => (one.name < other.name ? -1 : 1));
    hash.update(`folder of ${files.length}\n`);
    for (const { name, content } of files) hash.update(`${name.length} ${name} ${content.length}\n`).update(content);
  }
  if (theme) hash.update(JSON.stringify(theme));
  return hash.digest('hex');
}

/** Reads a folder of templates. Typst would fetch a package over the network at its import, so a template that names one is refused. */
export function readTemplateFolder(folder: string): TemplateFile[] {
  const files = readFiles(folder);
  for (const { name, content } of files) {
    if (name.endsWith('.typ') && /@(preview|local)\b/.test(content.toString('utf8'))) {
      throw new Error(`the template ${name} imports a Typst package (@preview or @local): packages are not available to documents`);
    }
  }
  return files;
}

function readFiles(folder: string): TemplateFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return { name: path.slice(folder.length + 1).replaceAll('\\', '/'), content: readFileSync(path) };
    });
}
