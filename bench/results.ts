/** What was measured, as a table a person reads. */
import type { Shared } from './drive.ts';

export interface Line {
  what: string;
  budget: string;
  figure: string;
  /** Undefined where nothing was measured, or nothing that the budget is about. */
  isMet: boolean | undefined;
  cpu?: Shared | undefined;
}

export const milliseconds = (value: number): string => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
export const seconds = (value: number): string => `${(value / 1000).toFixed(1)} s`;
export const megabytes = (value: number): string => `${Math.round(value)} MB`;
export const perSecond = (value: number): string => `${Math.round(value).toLocaleString('en')}/s`;

/** The value that `share` of them stay below. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** In Markdown, each column as wide as its widest cell: what the formatter of the project would make of it. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(3, ...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

export const cpuHead = 'CPU web / jobs / PostgreSQL / load';

/** Shares of one core. Jobs of everything in one process are part of the web's. */
export const cpuText = ({ web, jobs, postgres, load }: Shared): string =>
  `${percent(web)} / ${jobs === undefined ? 'in web' : percent(jobs)} / ${postgres === undefined ? 'elsewhere' : percent(postgres)} / ${percent(load)} %`;
const percent = (value: number) => `${Math.round(value)}`;

export const budgetTable = (lines: readonly Line[]): string =>
  table(
    ['What', 'Budget', 'Measured', 'Verdict', cpuHead],
    lines.map(({ what, budget, figure, isMet, cpu }) => [
      what,
      budget,
      figure,
      isMet === undefined ? 'no verdict' : isMet ? 'met' : '**missed**',
      cpu ? cpuText(cpu) : '',
    ]),
  );
