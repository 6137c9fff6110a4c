import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { languages } from '#platform/i18n/language.ts';
import { Temporal } from '#platform/time/temporal.ts';
import { DocumentError } from './document-error.ts';
import { createDocumentRenderer, type DocumentRenderer, type DocumentRendererOptions } from './document-renderer.ts';

// Processes are started and killed here, on machines that may be busy.
vi.setConfig({ testTimeout: 30_000 });

const createdAt = Temporal.Instant.from('2026-03-04T13:40:00Z');

const head = '#let content = json(bytes(sys.inputs.at("content")))\n#set document(title: content.title)\n#set text(font: "Public Sans")\n';
const templates = {
  plain: `${head}#content.data.text`,
  untitled: '= Heading\ntext',
  hostile: `${head}#read("/etc/passwd")`,
  unknown: `${head}#set text(font: "No such font")\ntext`,
  // Enough turns of a loop that only a kill ends it, small enough in memory.
  endless: `${head}#let n = 0\n#for a in range(100000) { for b in range(100000) { n += 1 } }\n#n`,
};

const folders: string[] = [];
const renderers: DocumentRenderer[] = [];

function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'documents-'));
  folders.push(folder);
  for (const [name, source] of Object.entries(files)) writeFileSync(join(folder, `${name}.typ`), source);
  return folder;
}

function rendererOf(options: Partial<DocumentRendererOptions> = {}): DocumentRenderer {
  const renderer = createDocumentRenderer({ templateFolders: [folderWith(templates)], ...options });
  renderers.push(renderer);
  return renderer;
}

const digestWith = (files: Record<string, string>, more: Record<string, string> = {}) =>
  rendererOf({ templateFolders: [folderWith(files), folderWith(more)] }).templatesSha256;

const plain = (text = 'Hello') => ({ template: 'plain', data: { text }, language: 'en', title: 'A title', createdAt }) as const;
const startOf = (pdf: Uint8Array) => Buffer.from(pdf.subarray(0, 5)).toString('latin1');
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof DocumentError ? error.failure : String(error)),
  );

async function startedChild(renderer: DocumentRenderer): Promise<number> {
  for (;;) {
    if (renderer.pid !== undefined) return renderer.pid;
    await pause(5);
  }
}

afterEach(async () => {
  await Promise.all(renderers.splice(0).map((renderer) => renderer.close()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe('rendering in a child process', () => {
  it('renders one document after another, in the order asked', async () => {
    const renderer = rendererOf();
    const done: string[] = [];
    await Promise.all(['a', 'b', 'c'].map((text) => renderer.renderPdf(plain(text)).then((pdf) => done.push(`${text} ${startOf(pdf)}`))));
    expect(done).toEqual(['a %PDF-', 'b %PDF-', 'c %PDF-']);
  });

  it('gives the same bytes for the same document', async () => {
    const renderer = rendererOf();
    expect(Buffer.compare(await renderer.renderPdf(plain()), await renderer.renderPdf(plain()))).toBe(0);
  });

  it('kills a document that takes too long and renders the next one', async () => {
    const renderer = rendererOf({ timeLimit: 5_000 });
    await renderer.renderPdf(plain());
    const slow = renderer.renderPdf({ ...plain(), template: 'endless' });
    const next = renderer.renderPdf(plain());
    expect(await failureOf(slow)).toBe('tooSlow');
    expect(startOf(await next)).toBe('%PDF-');
  });

  it('makes the document again when its child was killed in the middle of it', async () => {
    const renderer = rendererOf();
    const work = renderer.renderPdf(plain('word '.repeat(50_000)));
    const first = await startedChild(renderer);
    process.kill(first, 'SIGKILL');
    expect(startOf(await work)).toBe('%PDF-');
    expect(renderer.pid).not.toBe(first);
  });

  it('gives up when the child dies a second time, and recovers', async () => {
    const renderer = rendererOf();
    const failure = failureOf(renderer.renderPdf({ ...plain(), template: 'endless' }));
    const first = await startedChild(renderer);
    process.kill(first, 'SIGKILL');
    while (renderer.pid === undefined || renderer.pid === first) await pause(5);
    process.kill(renderer.pid, 'SIGKILL');
    expect(await failure).toBe('crashed');
    expect(startOf(await renderer.renderPdf(plain()))).toBe('%PDF-');
  });

  it('replaces a child that was killed while idle, and one that has grown', async () => {
    const idle = rendererOf();
    await idle.renderPdf(plain());
    process.kill(await startedChild(idle), 'SIGKILL');
    expect(startOf(await idle.renderPdf(plain()))).toBe('%PDF-');

    const grown = rendererOf({ maxResidentMegabytes: 1 });
    await grown.renderPdf(plain());
    expect(grown.pid).toBeUndefined();
    expect(startOf(await grown.renderPdf(plain()))).toBe('%PDF-');
  });

  it('refuses more than may wait, and everything once closed', async () => {
    const renderer = rendererOf({ maxWaiting: 1 });
    const first = renderer.renderPdf(plain());
    expect(await failureOf(renderer.renderPdf(plain()))).toBe('busy');
    await first;
    const cut = failureOf(renderer.renderPdf({ ...plain(), template: 'endless' }));
    await startedChild(renderer);
    await renderer.close();
    expect(await cut).toBe('closed');
    expect(await failureOf(renderer.renderPdf(plain()))).toBe('closed');
  });
});

describe('what is refused', () => {
  it('refuses a document without a title, an unknown template, too much data, a file outside the folder', async () => {
    const renderer = rendererOf({ maxDataLength: 1000 });
    expect(await failureOf(renderer.renderPdf({ ...plain(), title: ' ' }))).toBe('refused');
    expect(await failureOf(renderer.renderPdf({ ...plain(), template: 'none' }))).toBe('refused');
    expect(await failureOf(renderer.renderPdf({ ...plain(), template: '../plain' }))).toBe('refused');
    expect(await failureOf(renderer.renderPdf(plain('x'.repeat(1000))))).toBe('refused');
    await expect(renderer.renderPdf({ ...plain(), template: 'untitled' })).rejects.toThrow(/title/);
    await expect(renderer.renderPdf({ ...plain(), template: 'hostile' })).rejects.toThrow(/hostile: .*(not found|denied|outside)/);
    expect(startOf(await renderer.renderPdf(plain()))).toBe('%PDF-');
  });

  it('refuses templates that name a package, before anything reaches the network', async () => {
    const renderer = rendererOf({ templateFolders: [folderWith({ ...templates, other: '#import "@preview/cetz:0.3.0"' })] });
    expect(await failureOf(renderer.renderPdf(plain()))).toBe('refused');
    await expect(renderer.renderPdf(plain())).rejects.toThrow(/other\.typ imports a Typst package/);
  });

  it('tells the warnings of the compiler', async () => {
    const warnings: string[] = [];
    const renderer = rendererOf({ onWarning: (template, warning) => warnings.push(`${template}: ${warning}`) });
    await renderer.renderPdf({ ...plain(), template: 'unknown' });
    expect(warnings).toEqual([expect.stringContaining('unknown: unknown font family')]);
  });

  it('has a sentence for people in every language, without the log message', () => {
    for (const failure of ['refused', 'tooSlow', 'crashed', 'busy', 'closed'] as const) {
      const sentences = languages.map((language) => new DocumentError(failure, 'secret.typ').messageFor(language));
      expect(new Set(sentences).size).toBe(languages.length);
      expect(sentences.join()).not.toContain('secret');
    }
  });
});

describe('templates of a theme', () => {
  it('replace those of the default theme, file by file', async () => {
    const theme = folderWith({ plain: `${head}Theme` });
    const changed = rendererOf({ templateFolders: [folderWith(templates), theme] });
    const usual = rendererOf();
    const [one, other] = await Promise.all([changed.renderPdf(plain()), usual.renderPdf(plain())]);
    expect(Buffer.compare(one, other)).not.toBe(0);
    expect(await failureOf(changed.renderPdf({ ...plain(), template: 'unknown' }))).toBe('none');
  });
});

describe('the digest of the templates', () => {
  it('follows every file of every folder, and nothing else', () => {
    const digest = digestWith({ one: 'a', two: 'b' });
    expect(digestWith({ two: 'b', one: 'a' })).toBe(digest);
    expect(digestWith({ one: 'a', two: 'c' })).not.toBe(digest);
    expect(digestWith({ one: 'a', three: 'b' })).not.toBe(digest);
    expect(digestWith({ one: 'a', two: 'b' }, { two: 'b' })).not.toBe(digest);
  });
});
