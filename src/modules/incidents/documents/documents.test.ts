import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { createDocumentRenderer } from '#platform/documents/document-renderer.ts';
import { mapStrings } from '#platform/documents/printable-text.ts';
import { type Language, languages } from '#platform/i18n/language.ts';
import { Temporal } from '#platform/time/temporal.ts';
import de from '../locales/de/documents.json' with { type: 'json' };
import en from '../locales/en/documents.json' with { type: 'json' };
import fr from '../locales/fr/documents.json' with { type: 'json' };
import nl from '../locales/nl/documents.json' with { type: 'json' };
import { sampleIncident, sampleReceipt, sampleReportDocument, type Text } from './sample-documents.ts';

// Processes are started and killed here, on machines that may be busy.
vi.setConfig({ testTimeout: 30_000 });

const catalogues = { en, fr, de, nl };
const textIn =
  (language: Language): Text =>
  (key, values = {}) =>
    catalogues[language][key].replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);

const createdAt = Temporal.Instant.from('2026-03-04T13:40:00Z');
const work = mkdtempSync(join(tmpdir(), 'incident-documents-'));
const warnings: string[] = [];
const renderer = createDocumentRenderer({
  templateFolders: [join(import.meta.dirname, '../../../../themes/default/documents')],
  timeLimit: 60_000,
  onWarning: (template, warning) => warnings.push(`${template}: ${warning}`),
});

const isInstalled = (tool: string) => spawnSync(tool, ['--version']).error === undefined;
const hasReaders = ['pdftotext', 'pdfinfo', 'qpdf'].every(isInstalled);
if (!hasReaders) process.stdout.write('Documents are rendered but not read back: poppler-utils and qpdf are not installed.\n');

afterEach(() => expect(warnings.splice(0)).toEqual([]));
afterAll(async () => {
  await renderer.close();
  rmSync(work, { recursive: true });
});

interface Printable {
  frame: { title: string };
}

async function render<T extends Printable>(template: string, data: T, language: Language = 'en'): Promise<string> {
  const pdf = await renderer.renderPdf({ template, data, language, title: data.frame.title, createdAt });
  const file = join(work, `${template}.pdf`);
  writeFileSync(file, pdf);
  return file;
}

const read = (tool: string, ...args: string[]) => spawnSync(tool, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }).stdout;
/** The letters alone: where a line breaks is a matter of the page. */
const letters = (text: string) => text.normalize('NFC').replace(/[\s\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069-]+/g, '');
const textOf = (file: string) => letters(read('pdftotext', '-raw', file, '-'));

/** Every typed field carries the text behind a mark of its own: labels, tones, levels and the page number's pattern are the template's. */
function withEveryField<T extends object>(document: T, text: string): { document: T; marks: string[] } {
  const fixed = new Set(['labels', 'level', 'tone', 'pageNumber']);
  const marks: string[] = [];
  const mark = () => {
    marks.push(`f${marks.length}f`);
    return `${marks.at(-1)} ${text}`;
  };
  const change = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(change);
    if (value === null || typeof value !== 'object') return mapStrings(value, mark);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fixed.has(key) ? item : change(item)]));
  };
  return { document: change(document) as T, marks };
}

describe('documents of an incident', () => {
  const documents = { incident: sampleIncident, report: sampleReportDocument, receipt: sampleReceipt };

  // incidents.md check 32
  for (const [template, sample] of Object.entries(documents)) {
    it.each(languages)(`renders ${template} as PDF/UA in %s, without a warning`, async (language) => {
      const file = await render(template, sample(textIn(language)), language);
      if (!hasReaders) return;
      expect(read('qpdf', '--check', file)).toContain('No syntax or stream encoding errors');
      expect(read('pdfinfo', file)).toMatch(/Tagged: +yes/);
      expect(read('pdfinfo', '-meta', file)).toMatch(/pdfuaid:part[^1]*1/);
      expect(textOf(file)).toContain(letters(catalogues[language][`incidents.document.label.about`]));
    });
  }

  it.runIf(hasReaders)('prints a whole incident in the order of the specification, stages in their order', async () => {
    const text = read('pdftotext', '-raw', await render('incident', sampleIncident(textIn('en'))), '-');
    const headings = [
      'Contents',
      'Incident details',
      'Timeline of the incident',
      'Timeline of the reports',
      'Contacts',
      'Reports',
      'Receipts',
    ];
    const places = headings.map((heading) => text.lastIndexOf(`\n${heading}\n`));
    expect(places.every((place) => place > 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
    const cover = text.slice(0, text.indexOf('\nContents\n'));
    for (const fact of [
      'NI_7K2M9XQ4',
      'Norvane Grid',
      'Directive (EU) 2022/2555',
      'National Cybersecurity Authority',
      'Significant impact',
      'Thursday 5 March',
    ])
      expect(cover).toContain(fact);
    expect(text).toContain('This report has not been submitted yet.');
    expect(text).toContain('Template after Directive (EU) 2022/2555, Article 23; national law prevails.');
  });

  it.runIf(hasReaders)('tags headings, lists, tables with headers and a table of contents', async () => {
    const structure = read('pdfinfo', '-struct-text', await render('incident', sampleIncident(textIn('en'))));
    for (const tag of ['H1 "Reports"', 'H2 "Early warning"', 'H3 "The event"', 'TOC', 'Table', 'TH', 'TD', 'LBody'])
      expect(structure).toContain(tag);
  });

  it.runIf(hasReaders)('leaves no heading alone at the end of a page, wherever the page ends', async () => {
    const report = sampleReportDocument(textIn('en'));
    for (let lines = 0; lines < 60; lines += 4) {
      const rows = [{ question: 'Why?', answers: ['line\n'.repeat(lines)] }];
      const pages = [{ title: 'The event', rows }];
      const again = { name: 'Second report', pages: [{ title: 'Its effects', rows: [{ question: 'What?', answers: ['One thing'] }] }] };
      const reports = [
        { ...report.report, pages },
        { ...report.report, ...again },
      ];
      const text = read('pdftotext', '-raw', await render('incident', { ...sampleIncident(textIn('en')), reports }), '-');
      const lastLines = text.split('\f').map((page) => page.split('\nTLP:AMBER ')[0]?.trim().split('\n').at(-1) ?? '');
      for (const line of lastLines)
        expect(line, `${lines} lines`).not.toMatch(
          /^(Impacts|In every sector|Electricity.*|Second report|Version 1.*|Its effects|Reports)$/,
        );
    }
  });

  it.runIf(hasReaders)('fits a receipt on one page', async () => {
    for (const language of languages)
      expect(read('pdfinfo', await render('receipt', sampleReceipt(textIn(language)), language))).toMatch(/Pages: +1\n/);
  });

  it('prints how long 3 reports of 20 questions take', async () => {
    const data = {
      ...sampleIncident(textIn('en'), 20),
      reports: [1, 2, 3].map(() => ({
        ...sampleReportDocument(textIn('en')).report,
        pages: sampleIncident(textIn('en'), 20)
          .reports.flatMap((report) => ('missing' in report ? [] : report.pages))
          .slice(1, 2),
      })),
    };
    await render('incident', data);
    const started = performance.now();
    for (let round = 0; round < 5; round += 1) await render('incident', data);
    process.stdout.write(`3 reports of 20 questions: ${Math.round((performance.now() - started) / 5)} ms a document\n`);
  });
});

describe('hostile text in every field', () => {
  const hostile: Record<string, string> = {
    'Typst code': '#read("/etc/passwd") #panic() *bold* $x^2$ @ref <label> = Heading \\ #import "@preview/x:1.0.0" // /* `raw`',
    HTML: '<script>alert(1)</script> &amp; <b>bold</b> "quoted" {{x}} <%= y %>',
    'null-like words': 'null undefined none auto NaN false {page} {total}',
    'right-to-left text and combining marks': 'שלום עולם e\u0301 A\u030a',
    'a file of its own kind': '%PDF-1.7 endobj (unbalanced \\( >> endstream',
  };

  for (const template of ['incident', 'report', 'receipt'] as const) {
    const sample = { incident: sampleIncident, report: sampleReportDocument, receipt: sampleReceipt }[template];
    it.each(Object.entries(hostile))(`prints %s literally in ${template}`, async (_name, text) => {
      const { document, marks } = withEveryField<Printable>(sample(textIn('en')), text);
      const file = await render(template, document);
      if (!hasReaders) return;
      const printed = textOf(file);
      expect(marks.filter((mark) => !printed.includes(mark))).toEqual([]);
      const words = text.split(' ').filter((part) => /^[\x21-\x7e]+$/.test(part));
      expect(words.filter((word) => !printed.includes(letters(word)))).toEqual([]);
      expect(printed.includes('root:x:0')).toBe(false);
    });
  }

  it('names characters that no font can show instead of losing the document', async () => {
    const file = await render(
      'incident',
      withEveryField(sampleIncident(textIn('en')), 'before \u4e2d\u0007\ud800 \u{1f980} after').document,
    );
    if (hasReaders) expect(textOf(file)).toContain('[U+0007]?');
  });

  it('takes 100,000 characters in every field of a receipt, and in an answer without a single space', async () => {
    await render('receipt', withEveryField(sampleReceipt(textIn('en')), 'x'.repeat(100_000)).document);
    const incident = sampleIncident(textIn('en'));
    const [first] = incident.reports;
    if (first === undefined || 'missing' in first) throw new Error('the sample starts with a submitted report');
    const long = `${'x'.repeat(100_000)} ${'word '.repeat(20_000)}end-of-answer`;
    const pages = [{ title: 'x'.repeat(1000), rows: [{ question: 'Why?', answers: [long], details: long }] }];
    const file = await render('incident', { ...incident, reports: [{ ...first, name: 'Sicherheitsvorfallmeldungsverordnung', pages }] });
    if (hasReaders) expect(textOf(file).match(/x/g)?.length).toBeGreaterThan(200_000);
  }, 90_000);
});

describe('the catalogue of document texts', () => {
  it('has the same keys and the same arguments in every language', () => {
    const argumentsOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
    for (const language of languages) {
      expect(Object.keys(catalogues[language])).toEqual(Object.keys(catalogues.en));
      for (const [key, text] of Object.entries(catalogues[language])) {
        expect(text.trim()).not.toBe('');
        expect(argumentsOf(text), key).toEqual(argumentsOf(Object.entries(catalogues.en).find(([name]) => name === key)?.[1] ?? ''));
      }
    }
  });

  it('reaches the templates as labels, each one', () => {
    const count = Object.keys(catalogues.en).filter((key) => key.startsWith('incidents.document.label.')).length;
    expect(Object.keys(sampleReceipt(textIn('en')).labels)).toHaveLength(count);
  });
});
