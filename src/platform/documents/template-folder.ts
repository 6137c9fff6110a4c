import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface TemplateFile {
  /** Relative to its folder, with forward slashes: `incident.typ`, `fonts/Deployer.ttf`. */
  name: string;
  content: Buffer;
}

/** Reads a folder of templates. Typst would fetch a package over the network at its import, so a template that names one is refused. */
export function readTemplateFolder(folder: string): TemplateFile[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return { name: path.slice(folder.length + 1).replaceAll('\\', '/'), content: readFileSync(path) };
    });
  for (const { name, content } of files) {
    if (name.endsWith('.typ') && /@(preview|local)\b/.test(content.toString('utf8'))) {
      throw new Error(`the template ${name} imports a Typst package (@preview or @local): packages are not available to documents`);
    }
  }
  return files;
}
