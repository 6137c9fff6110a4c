/** The folder of a pack, read within limits. Links are refused: a pack from elsewhere must not make us read, and print, other files. */
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finding, type PackFinding } from './finding.ts';
import { packLimits, parsePackFile } from './parse-pack-file.ts';

export const packParts = ['pack', 'sectors', 'questions', 'forms', 'procedures'] as const;
export type PackPart = (typeof packParts)[number];
export type PackFile = { part: PackPart; file: string; value: unknown };

const singleParts: readonly PackPart[] = ['pack', 'sectors', 'questions'];
const dataFile = /^([a-z0-9][a-z0-9-]*)\.(?:yaml|yml|json)$/;

export async function readPackFiles(folder: string): Promise<{ files: PackFile[]; findings: PackFinding[] }> {
  const { listed, findings } = await listFiles(folder);
  if (listed.length > packLimits.files)
    return { files: [], findings: [finding('too-many-files', '', [], `more than ${packLimits.files} files`)] };
  const total = listed.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total > packLimits.packBytes)
    return { files: [], findings: [finding('pack-too-large', '', [], `more than ${packLimits.packBytes} bytes`)] };

  const files: PackFile[] = [];
  for (const { part, file, bytes } of listed) {
    if (bytes > packLimits.fileBytes) {
      findings.push(finding('file-too-large', file, [], `more than ${packLimits.fileBytes} bytes`));
      continue;
    }
    const parsed = parsePackFile(file, await readFile(join(folder, file), 'utf8'));
    if (parsed.ok) files.push({ part, file, value: parsed.value });
    else findings.push(...parsed.findings);
  }
  return { files, findings };
}

type Listed = { part: PackPart; file: string; bytes: number };

async function listFiles(folder: string): Promise<{ listed: Listed[]; findings: PackFinding[] }> {
  const listed: Listed[] = [];
  const findings: PackFinding[] = [];
  for (const file of await namesIn(folder)) {
    const stat = await lstat(join(folder, file));
    const part = partOf(file);
    if (stat.isSymbolicLink()) findings.push(finding('link', file, [], 'links are not followed'));
    else if (stat.isFile() && part) listed.push({ part, file, bytes: stat.size });
    else if (!(stat.isDirectory() && (file === 'forms' || file === 'procedures')) && file !== 'README.md') {
      findings.push(finding('unexpected-file', file, [], 'not a part of a pack'));
    }
  }
  for (const part of singleParts) {
    const [, second] = listed.filter((entry) => entry.part === part);
    if (second) findings.push(finding('unexpected-file', second.file, [], `a second ${part} file`));
  }
  return { listed, findings };
}

/** Names of the folder and of its two subfolders, sorted, so that findings come in the same order everywhere. */
async function namesIn(folder: string): Promise<string[]> {
  const top = (await readdir(folder)).sort();
  const inside = await Promise.all(
    ['forms', 'procedures'].map(async (name) => {
      const isFolder = top.includes(name) && (await lstat(join(folder, name))).isDirectory();
      return isFolder ? (await readdir(join(folder, name))).sort().map((entry) => `${name}/${entry}`) : [];
    }),
  );
  return [...top, ...inside.flat()];
}

function partOf(file: string): PackPart | undefined {
  const [first = '', second] = file.split('/');
  const name = dataFile.exec(second ?? first)?.[1];
  if (name === undefined) return undefined;
  if (second !== undefined) return first === 'forms' || first === 'procedures' ? first : undefined;
  return singleParts.find((part) => part === name);
}
