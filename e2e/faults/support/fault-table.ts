/** The table of docs/operations/faults.md, between two marks; the text around it belongs to people. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { inRoot } from '../../../scripts/support/root.mjs';
import { readTestSettings } from '../../../src/platform/config/test-settings.ts';
import { type FaultFigures, figuresFolder } from './fault-watch.ts';
import { type Fault, faults } from './faults.ts';

const page = inRoot('docs', 'operations', 'faults.md');
const marks = ['<!-- the table: written by the tests -->', '<!-- the end of the table -->'] as const;

/** Around the whole run: forgets the figures of the last one, and writes the table when this one judged every fault. */
export default function setup(): () => void {
  rmSync(figuresFolder, { recursive: true, force: true });
  return () => {
    if (readTestSettings().writesFaults) writeTable();
  };
}

function writeTable(): void {
  const names = Object.keys(faults) as Fault[];
  const missing = names.filter((name) => !existsSync(fileOf(name)));
  if (missing.length > 0) throw new Error(`The table of faults was not written: nothing was judged of ${missing.join(', ')}`);
  const rows = names.map((name) => JSON.parse(readFileSync(fileOf(name), 'utf8')) as FaultFigures);
  const text = readFileSync(page, 'utf8');
  const [begin, end] = [text.indexOf(marks[0]) + marks[0].length, text.indexOf(marks[1])];
  if (begin < marks[0].length || end < begin) throw new Error(`${page} has lost the marks around its table`);
  writeFileSync(page, `${text.slice(0, begin)}\n\n${circumstances()}\n\n${tableOf(rows)}\n\n${text.slice(end)}`);
}

const fileOf = (fault: Fault) => join(figuresFolder, `${fault}.json`);

function circumstances(): string {
  const machine = `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB`;
  return `Measured on ${new Date().toISOString().slice(0, 10)}, ${machine}, Node ${process.versions.node}.`;
}

const columns = [
  'Fault',
  'Away for',
  'Requests failed',
  'Changes lost',
  'Mails lost',
  'Mails doubled',
  'Answered again after',
  'Nothing late after',
];

function tableOf(rows: readonly FaultFigures[]): string {
  const cells = rows.map((row) => [
    faults[row.fault],
    seconds(row.away),
    `${row.failed} of ${row.requests}`,
    `${row.changesLost} of ${row.changes}`,
    `${row.mailsLost} of ${row.mails}`,
    String(row.mailsDoubled),
    seconds(row.answeredAfter),
    seconds(row.caughtUpAfter),
  ]);
  const widths = columns.map((column, at) => Math.max(column.length, ...cells.map((line) => line[at]?.length ?? 0)));
  const line = (words: readonly string[]) => `| ${words.map((word, at) => word.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [line(columns), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)].join('\n');
}

const seconds = (milliseconds: number | undefined) => (milliseconds === undefined ? '' : `${(milliseconds / 1000).toFixed(1)} s`);
