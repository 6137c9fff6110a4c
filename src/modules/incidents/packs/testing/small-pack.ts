/** A small pack that passes every check, as files; tests plant one fault in it. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkPack } from '../check-pack.ts';
import type { PackFinding } from '../finding.ts';
import { readPack } from '../pack-reader.ts';

export type Files = Record<string, string>;

const text = (words: string) => `{ en: ${words}, fr: ${words}, de: ${words}, nl: ${words} }`;

export const smallPack: Files = {
  'base/pack.yaml': `id: base
version: 1.0.0
status: active
name: ${text('Base')}
sources: [{ citation: An act, checked: 2026-01-01 }]
`,
  'base/sectors.yaml': `- { slug: energy, acronym: ENE, codes: { act: '1' }, name: ${text('Energy')} }
- { slug: energy-gas, parent: energy, acronym: GAS, codes: {}, name: ${text('Gas')} }
- { slug: space, acronym: SPA, codes: {}, name: ${text('Space')} }
`,
  'small/pack.yaml': `id: small
version: 1.2.3
status: active
name: ${text('Small')}
uses: [base]
regulation: { key: small, short: Small, citation: An act, name: ${text('Act')}, appliesFrom: 2026-01-01 }
sources: [{ citation: An act, url: 'https://example.org/act', checked: 2026-01-01 }]
`,
  'small/questions.yaml': `- { key: what, type: longText, label: ${text('What')} }
- { key: where, type: single, label: ${text('Where')}, options: [{ key: here, label: ${text('Here')} }, { key: abroad, label: ${text('Abroad')} }] }
- { key: ended, type: dateTime, label: ${text('Ended')} }
- { key: rows, type: group, label: ${text('Rows')}, items: [{ key: row, type: text, label: ${text('Row')} }] }
`,
  'small/forms/first.yaml': `key: small-first
label: ${text('First')}
pages:
  - key: one
    label: ${text('One')}
    questions:
      - { key: what, mandatory: true }
      - { key: where, options: [abroad, here] }
      - { key: ended, visibleWhen: { all: [{ answer: where, is: abroad }, { answer: what, answered: true }] } }
`,
  'small/forms/last.yaml': `key: small-last
label: ${text('Last')}
pages:
  - { key: one, label: ${text('One')}, questions: [{ key: rows }] }
`,
  'small/procedures/incident.yaml': `key: small-incident
kind: incident
label: ${text('Incident')}
short: Small
notice: ${text('Notice')}
sectors: [energy-gas]
facts: [{ fact: aware, mandatory: true }, { fact: resolved }]
crossBorder: { question: where, option: abroad }
stages:
  - key: first
    label: ${text('First')}
    kind: required
    article: Art. 1
    formKey: small-first
    impacts: true
    due:
      - { when: { sectors: [energy] }, from: aware, add: PT12H, article: Art. 1 }
      - { from: aware, add: PT24H, article: Art. 1 }
    reminders: [{ key: soon, offset: -PT6H }]
  - key: last
    label: ${text('Last')}
    kind: required
    article: Art. 2
    requires: [first]
    formKey: small-last
    due:
      - { from: 'submission:first', add: P1M, article: Art. 2 }
impacts: [{ key: outage, sectors: [energy], label: ${text('Outage')} }]
`,
};

/** Writes the files below a new folder, lets `use` work with it, and removes it. */
export async function withFolder<Result>(files: Files, use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'pack-'));
  try {
    for (const [file, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), content);
    }
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** What a reader and then the checker say about the folder `id`. */
export const findingsOf = (files: Files, id = 'small'): Promise<PackFinding[]> =>
  withFolder(files, async (folder) => {
    const read = await readPack(join(folder, id));
    return read.ok ? checkPack(read.pack) : read.findings;
  });

/** The small pack with one text replaced. */
export function plant(file: string, from: string | RegExp, to: string): Files {
  const content = smallPack[file] ?? '';
  const planted = content.replace(from, () => to);
  if (planted === content) throw new Error(`nothing to replace in ${file}: ${from}`);
  return { ...smallPack, [file]: planted };
}
