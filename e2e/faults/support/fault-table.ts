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

/** Around the whole run: forgets the figures of the last one, and writes the rows of the faults that this one judged. */
export default function setup(): () => void {
  rmSync(figuresFolder, { recursive: true, force: true });
  return () => {
    if (readTestSettings().writesFaults) writeTable();
  };
}

function writeTable(): void {
  const text = readFileSync(page, 'utf8');
  const [begin, end] = [text.indexOf(marks[0]) + marks[0].length, text.indexOf(marks[1])];
  if (begin < marks[0].length || end < begin) throw new Error(`${page} has lost the marks around its table`);
  const stands = text.slice(begin, end);
  const names = Object.keys(faults) as Fault[];
  const judged = names.filter((name) => existsSync(fileOf(name)));
  // Rows of one table are compared with each other: those of another machine would say nothing.
  if (judged.length < names.length && !stands.includes(circumstances()))
    throw new Error('The table of faults was not written: it is of another machine or Node, and not every fault was judged');
  const rows = names.map((name) => (judged.includes(name) ? rowOf(readFigures(name)) : standingRow(stands, name)));
  writeFileSync(page, `${text.slice(0, begin)}\n\n${circumstances()}\n\n${tableOf(rows)}\n\n${text.slice(end)}`);
}

const fileOf = (fault: Fault) => join(figuresFolder, `${fault}.json`);
const readFigures = (fault: Fault) => JSON.parse(readFileSync(fileOf(fault), 'utf8')) as FaultFigures;

/** The cells of a fault that this run did not strike with, as an earlier one wrote them. */
function standingRow(table: string, fault: Fault): string[] {
  const rows = table.split('\n').map((line) => line.split('|').slice(1, -1));
  const found = rows.map((cells) => cells.map((cell) => cell.trim())).find(([title]) => title === faults[fault]);
  if (!found) throw new Error(`The table of faults was not written: nothing was ever judged of ${fault}`);
  return found;
}

function circumstances(): string {
  const machine = `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB`;
  return `Measured on ${machine}, Node ${process.versions.node}.`;
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
  'Measured on',
];

const rowOf = (row: FaultFigures): string[] => [
  faults[row.fault],
  seconds(row.away),
  `${row.failed} of ${row.requests}`,
  `${row.changesLost} of ${row.changes}`,
  `${row.mailsLost} of ${row.mails}`,
  String(row.mailsDoubled),
  seconds(row.answeredAfter),
  seconds(row.caughtUpAfter),
  new Date().toISOString().slice(0, 10),
];

function tableOf(cells: readonly string[][]): string {
  const widths = columns.map((column, at) => Math.max(column.length, ...cells.map((line) => line[at]?.length ?? 0)));
  const line = (words: readonly string[]) => `| ${words.map((word, at) => word.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [line(columns), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)].join('\n');
}

const seconds = (milliseconds: number | undefined) => (milliseconds === undefined ? '' : `${(milliseconds / 1000).toFixed(1)} s`);
