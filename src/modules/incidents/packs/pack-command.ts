/** `vigie pack check|diff|import FOLDER --regulator SLUG`. Speaks English like the other commands of the operating side. */
import { parseArgs } from 'node:util';
import type { Ctx } from '#platform/context/ctx.ts';
import { findRegulatorId } from '../queries/regulator-by-slug.query.ts';
import { diffPack, importPack } from '../services/import-pack.ts';
import { checkPack } from './check-pack.ts';
import { formatFinding, type PackFinding } from './finding.ts';
import { type PackChange, PackRefusedError } from './import-steps.ts';
import { readPack } from './pack-reader.ts';
import type { Pack } from './pack-schema.ts';

export interface PackCommandDeps {
  print(line: string): void;
  /** Opens the database for the work and closes it afterwards; `check` never asks for it. */
  withCtx<Result>(work: (ctx: Ctx) => Promise<Result>): Promise<Result>;
}

export const packUsage = `vigie pack check FOLDER                       read and check, change nothing
vigie pack diff FOLDER [--regulator SLUG]     print what an import would change
vigie pack import FOLDER [--regulator SLUG]   import or upgrade`;

/** @returns the exit code: 0 done, 1 the pack is refused, 2 the command is not understood. */
export async function runPackCommand(args: readonly string[], deps: PackCommandDeps): Promise<number> {
  const command = parse(args);
  if (!command) {
    deps.print(packUsage);
    return 2;
  }
  const pack = await load(command.folder, deps);
  if (!pack) return 1;
  if (command.verb === 'check') {
    deps.print(`${pack.manifest.id} ${pack.manifest.version}: no findings`);
    return 0;
  }
  return await deps.withCtx((ctx) => change(ctx, command, pack, deps));
}

interface Command {
  verb: 'check' | 'diff' | 'import';
  folder: string;
  regulator: string | undefined;
}

function parse(args: readonly string[]): Command | undefined {
  try {
    const { positionals, values } = parseArgs({ args: [...args], allowPositionals: true, options: { regulator: { type: 'string' } } });
    const [verb, folder, ...rest] = positionals;
    if (folder === undefined || rest.length > 0 || (verb !== 'check' && verb !== 'diff' && verb !== 'import')) return undefined;
    return { verb, folder, regulator: values.regulator };
  } catch {
    // An unknown option: the usage says which there are.
    return undefined;
  }
}

async function load(folder: string, { print }: PackCommandDeps): Promise<Pack | undefined> {
  try {
    const read = await readPack(folder);
    const findings = read.ok ? checkPack(read.pack) : read.findings;
    if (read.ok && findings.length === 0) return read.pack;
    printFindings(findings, print);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    print(`The folder ${folder} cannot be read (${String(error.code)}).`);
  }
  return undefined;
}

async function change(ctx: Ctx, { verb, regulator }: Command, pack: Pack, { print }: PackCommandDeps): Promise<number> {
  const regulatorId = regulator === undefined ? undefined : await findRegulatorId(ctx.db, regulator);
  if (regulator !== undefined && regulatorId === undefined) {
    print(`There is no regulator "${regulator}".`);
    return 1;
  }
  try {
    const changes = await (verb === 'diff' ? diffPack : importPack)(ctx, { pack, regulatorId });
    for (const line of changes.flatMap(linesOf)) print(line);
    const done = verb === 'diff' ? 'would change' : 'changed';
    print(changes.length === 0 ? 'Nothing to change.' : `${pack.manifest.id} ${pack.manifest.version}: ${changes.length} ${done}`);
    return 0;
  } catch (error) {
    if (!(error instanceof PackRefusedError)) throw error;
    printFindings(error.findings, print);
    return 1;
  }
}

function printFindings(findings: readonly PackFinding[], print: (line: string) => void): void {
  for (const finding of findings) print(formatFinding(finding));
  print(`${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}`);
}

const linesOf = ({ what, key, change: kind, details }: PackChange): string[] => {
  const subject = what === 'regulator' ? `regulation ${key} given to the regulator` : `${what} ${key} ${kind}`;
  return [subject, ...(details ?? []).map((detail) => `  ${detail}`)];
};
