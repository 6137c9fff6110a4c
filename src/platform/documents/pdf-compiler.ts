import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { NodeCompiler, type NodeError } from '@myriaddreamin/typst-ts-node-compiler';
import { mapStrings, nameCharacters, toPrintable } from './printable-text.ts';
import type { CompilerSetup, RenderOrder } from './protocol.ts';
import { readTemplateFolder, type TemplateFile } from './template-folder.ts';

const styles = ['400Regular', '400Regular_Italic', '600SemiBold', '700Bold'];
const isFont = ({ name }: TemplateFile) => /^fonts\/.+\.(ttf|otf)$/i.test(name);

/** Rounds of naming characters that no font can show. Typst reports all that are missing at once, so a second round is already rare. */
const maxRounds = 4;

export interface RenderedPdf {
  pdf: Uint8Array;
  warnings: string[];
}

export interface PdfCompiler {
  /** @throws Error with the compiler's own words. */
  render(order: RenderOrder): RenderedPdf;
}

/** Blocks its thread while it works: runs in the child process only. */
export function createPdfCompiler(setup: CompilerSetup): PdfCompiler {
  const [base, ...others] = setup.folders.map((folder) => resolve(folder));
  if (base === undefined) throw new Error('no folder of document templates given');
  const overrides = others.flatMap((folder) => readTemplateFolder(folder));
  const files = new Map([...readTemplateFolder(base), ...overrides].map((file) => [file.name, file]));
  const fontBlobs = [...bundledFonts(), ...[...files.values()].filter(isFont).map((file) => file.content)];
  const compiler = NodeCompiler.create({ workspace: base, fontArgs: [{ fontBlobs }] });
  for (const { name, content } of overrides) compiler.mapShadow(join(base, name), content);
  return {
    render(order) {
      const main = `${order.template}.typ`;
      if (!files.has(main)) throw new Error(`there is no document template ${main}`);
      return renderNaming({ compiler, theme: JSON.stringify(setup.theme ?? {}) }, join(base, main), order);
    },
  };
}

function bundledFonts(): Buffer[] {
  const require = createRequire(import.meta.url);
  return styles.map((style) => readFileSync(require.resolve(`@expo-google-fonts/public-sans/${style}/PublicSans_${style}.ttf`)));
}

interface Workshop {
  compiler: NodeCompiler;
  /** JSON. */
  theme: string;
}

/** PDF/UA refuses text without a glyph. Losing a whole notification over an emoji would be worse than printing its code point. */
function renderNaming(workshop: Workshop, main: string, order: RenderOrder): RenderedPdf {
  let content = mapStrings({ title: order.title, data: order.data }, toPrintable);
  for (let round = 1; ; round += 1) {
    const result = renderOnce(workshop, main, content, order);
    if (!(result instanceof UndisplayableText)) return result;
    if (round === maxRounds) throw new Error(result.message);
    content = mapStrings(content, (text) => nameCharacters(text, result.clusters));
  }
}

class UndisplayableText extends Error {
  readonly clusters: string[];
  constructor(clusters: string[]) {
    super(`no font can show ${clusters.join(' ')}`);
    this.clusters = clusters;
  }
}

function renderOnce({ compiler, theme }: Workshop, main: string, content: unknown, order: RenderOrder): RenderedPdf | UndisplayableText {
  try {
    const inputs = { content: JSON.stringify(content), language: order.language, theme };
    const compiled = compiler.compile({ mainFilePath: main, inputs });
    const error = compiled.takeError();
    if (error !== null || compiled.result === null) throw new Error(diagnostics(error).join('; ') || 'the template gave no document');
    const warnings = diagnostics(compiled.takeWarnings());
    return { pdf: compiler.pdf(compiled.result, { pdfStandard: 'ua-1', creationTimestamp: order.createdAt }), warnings };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const clusters = undisplayable(message);
    if (clusters.length > 0) return new UndisplayableText(clusters);
    throw new Error(exportProblems(message));
  } finally {
    // Without this, memory grows by about 3.5 MB a document and never comes back.
    compiler.evictCache(0);
  }
}

function diagnostics(source: NodeError | null): string[] {
  return (source?.shortDiagnostics ?? []).map((entry: { message: string; path: string }) => `${entry.message} (${entry.path})`);
}

/** The exporter throws a debug print of its diagnostics: only the messages and hints say something. */
function exportProblems(message: string): string {
  const messages = [...message.matchAll(/message: "((?:[^"\\]|\\.)*)"/g)].map((match) => unescapeDebug(match[1] ?? ''));
  return messages.length > 0 ? [...new Set(messages)].join('; ') : message;
}

function undisplayable(message: string): string[] {
  const quoted = /the text `"((?:[^"\\]|\\.)*)"` (?:could not be displayed|contains the disallowed)/g;
  const texts = [...unescapeDebug(message).matchAll(quoted)].map((match) => unescapeDebug(match[1] ?? ''));
  return [...new Set(texts)].filter((text) => text !== '');
}

/** Undoes one level of Rust's debug escaping. */
function unescapeDebug(text: string): string {
  const letters: Record<string, string> = { n: '\n', r: '\r', t: '\t', '0': '\0' };
  return text.replace(/\\(?:u\{([0-9a-f]{1,6})\}|(.))/gs, (_all, hex: string | undefined, letter: string | undefined) =>
    hex === undefined ? (letters[letter ?? ''] ?? letter ?? '') : String.fromCodePoint(Number.parseInt(hex, 16)),
  );
}
