import { basename, dirname, join, resolve } from 'node:path';
import type { z } from 'zod';
import { checkLanguages } from './check-languages.ts';
import { checkQuestions } from './check-questions.ts';
import { expandForm } from './expand-form.ts';
import { finding, type PackFinding, type Path } from './finding.ts';
import { type PackFile, type PackPart, readPackFiles } from './pack-files.ts';
import {
  allQuestions,
  formFileSchema,
  type Pack,
  type PackForm,
  type PackProcedure,
  packManifestSchema,
  procedureFileSchema,
  questionsFileSchema,
  sectorsFileSchema,
} from './pack-schema.ts';

export type ReadPack = { ok: true; pack: Pack } | { ok: false; findings: PackFinding[] };

/**
 * Reads a pack's folder and those of the packs it uses, which lie beside it. All findings about shape, texts and questions come
 * at once; what parts say about each other is for `checkPack`.
 * @throws the file system's error when the folder cannot be read.
 */
export async function readPack(folder: string): Promise<ReadPack> {
  const { files, findings } = await readPackFiles(folder);
  for (const { file, value } of files) findings.push(...checkLanguages(file, value));
  const parse = <Schema extends z.ZodType>(part: PackPart, schema: Schema) =>
    files.filter((file) => file.part === part).map((file) => parseFile(file, schema, findings));

  const [manifest] = parse('pack', packManifestSchema);
  if (!manifest) return { ok: false, findings: [...findings, finding('no-manifest', '', [], 'no pack.yaml')] };
  const [sectors] = parse('sectors', sectorsFileSchema);
  const [questions] = parse('questions', questionsFileSchema);
  const formFiles = parse('forms', formFileSchema);
  const procedures = parse('procedures', procedureFileSchema).flatMap(({ file, value }): PackProcedure[] => {
    if (!value) return [];
    const { key, kind, short, ...definition } = value;
    const act = typeof short === 'string' ? { short } : { short: short.en, shortTexts: short };
    const { unofficial = [] } = manifest.value ?? {};
    return [{ key, kind, file, definition: { ...definition, ...act, ...(unofficial.length > 0 && { unofficial }) } }];
  });
  if (!manifest.value) return { ok: false, findings };

  const uses = await readUsed(folder, manifest.file, manifest.value.uses, findings);
  const pack: Pack = {
    manifest: manifest.value,
    files: { manifest: manifest.file, sectors: sectors?.file ?? 'sectors.yaml', questions: questions?.file ?? 'questions.yaml' },
    sectors: sectors?.value ?? [],
    questions: questions?.value ?? [],
    forms: [],
    procedures,
    uses,
  };
  findings.push(...checkQuestions(pack));
  const catalogue = new Map(allQuestions(pack).map((question) => [question.key, question]));
  pack.forms = formFiles.flatMap(({ file, value }): PackForm[] => {
    if (!value) return [];
    const { definition, findings: missing } = expandForm(file, value, catalogue);
    findings.push(...missing);
    return [{ key: value.key, file, definition }];
  });
  return findings.length > 0 ? { ok: false, findings } : { ok: true, pack };
}

type Typed<Value> = { file: string; value: Value | undefined };

function parseFile<Schema extends z.ZodType>({ file, value }: PackFile, schema: Schema, findings: PackFinding[]): Typed<z.infer<Schema>> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { file, value: parsed.data };
  for (const issue of parsed.error.issues) findings.push(finding('shape', file, plainPath(issue.path), issue.message));
  return { file, value: undefined };
}

const plainPath = (path: readonly PropertyKey[]): Path => path.map((step) => (typeof step === 'symbol' ? String(step) : step));

/** One level only: a used pack holds sectors and questions and uses nothing itself. */
async function readUsed(folder: string, manifestFile: string, ids: string[], findings: PackFinding[]): Promise<Pack[]> {
  const packs: Pack[] = [];
  const home = resolve(folder);
  for (const [index, id] of ids.entries()) {
    const refuse = (message: string) => findings.push(finding('used-pack', manifestFile, ['uses', index], message));
    if (id === basename(home)) {
      refuse('a pack cannot use itself');
      continue;
    }
    const read = await readBeside(join(dirname(home), id));
    if (!read) refuse(`no readable folder "${id}" beside this pack`);
    else if (!read.ok) refuse(`"${id}" has ${read.findings.length} findings of its own: check it first`);
    else if (read.pack.manifest.id !== id) refuse(`the folder "${id}" holds the pack "${read.pack.manifest.id}"`);
    else packs.push(read.pack);
  }
  return packs;
}

async function readBeside(folder: string): Promise<ReadPack | undefined> {
  const { files, findings } = await readPackFiles(folder).catch(() => ({ files: [], findings: [] }));
  if (files.length === 0 && findings.length === 0) return undefined;
  const usesOthers = files.some(({ part, value }) => part === 'pack' && Reflect.get(Object(value), 'uses') !== undefined);
  if (usesOthers) return { ok: false, findings: [finding('used-pack', '', [], 'a used pack uses no other')] };
  return await readPack(folder);
}
